"""What people type about boards, lines and seats."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.web.accounts.selectors import people
from headwater.web.directory.selectors.agencies import agencies
from headwater.web.governance.models import Board, ReportingLine
from headwater.web.governance.selectors.boards import boards
from headwater.web.governance.selectors.rulesets import rule_sets
from headwater.web.ui.fields import Versioned, day, number, one_of, paragraph, words
from headwater.web.ui.forms import Filter


class AddBoard(forms.Form):
    """A new board."""

    name = words("Name of the board", "Enter the name of the board")
    aliases = paragraph("Other names", "", "One a line, for example Community Panel.", rows=2)
    purpose = paragraph("Purpose", "Say what the board is for", "From its terms of reference.")
    core_function = paragraph(
        "Core function", "", "Only where a funder prescribes one, in the funder's words."
    )
    rule_set = forms.ChoiceField(label="Prescribed membership", required=False)
    months = number("Meets every how many months?", 1, 12, "2 is every two months.")
    starts = day("First day", "Enter the day on which the board starts")
    merger_review = day(
        "Next review of a merger", "", "Where boards with the same members may merge later."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.slug, one.title) for one in rule_sets().values()]
        self.fields["rule_set"].choices = [("", "None"), *found]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A name without spaces around or twice between."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_aliases(self) -> list[str]:
        """One name a line, each once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class ChangeBoard(AddBoard, Versioned):
    """A board that exists."""

    ends = day("Last day", "", "Only where the board ends and no other takes its place.")


class AddLine(forms.Form):
    """How a board stands to another from a day on."""

    relation = forms.ChoiceField(
        label="How does it stand to the other board?",
        choices=ReportingLine.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands to the other board"},
    )
    to = one_of("The other board", "Choose the other board")
    starts = day(
        "From",
        "Enter the day from which it holds",
        "A line that it takes over ends the day before.",
    )
    reason = paragraph("Reason", "", rows=2)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = boards().exclude(pk=board.pk)  # type: ignore[attr-defined]


class ReplaceBoard(Versioned):
    """Which board this one takes the place of."""

    old = one_of("Which board does it replace?", "Choose the board that it replaces")
    on = day("From", "Enter the day from which it replaces it", "The other ends the day before.")

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"].queryset = boards().exclude(pk=board.pk)  # type: ignore[attr-defined]


class AddSeat(forms.Form):
    """Who sits on a board."""

    agency = one_of("Agency", "Choose the agency")
    person = words("Name of the person", "Enter the name of the person")
    post = words("Their post", "", "For example, strategic lead for prevention.")
    user = one_of("Their account", "", "So that they see this board's meetings.")
    chairs = forms.BooleanField(label="They chair the board", required=False)
    starts = day("First day", "Enter the first day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined]
        self.fields["user"].queryset = people().filter(is_active=True)  # type: ignore[attr-defined]


class EndLine(forms.Form):
    """When a reporting line ends."""

    last = day("Last day", "Enter the last day", "It holds on this day, and not after.")


class EndSeat(Versioned):
    """When a seat falls vacant."""

    last = day("Last day", "Enter the last day", "They sit on this day, and not after.")


class AsOf(Filter):
    """Which day to show."""

    on = day("As of", "Enter a day")


class TwoBoards(forms.Form):
    """Which two boards to compare."""

    first = one_of("One board", "Choose one board")
    second = one_of("The other board", "Choose the other board")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = boards()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two boards, not one twice."""
        given = super().clean() or {}
        if given.get("first") and given.get("first") == given.get("second"):
            self.add_error("second", "Choose another board than the first")
        return given


class WhichRules(forms.Form):
    """Which rule set to hold a board against."""

    rules = forms.ChoiceField(label="Prescribed membership")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.slug, one.title) for one in rule_sets().values()]
        self.fields["rules"].choices = found  # type: ignore[attr-defined]
