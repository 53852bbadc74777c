"""What people type about a strategy and its parts."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.analysis.indicator import all_indicators
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Board, Decision
from headwater.web.issues.models import Issue
from headwater.web.strategies.models import AIMS, REACHES, TIERS, WAYS
from headwater.web.strategies.rules import AGREED, HIGHER_BOARD
from headwater.web.strategies.selectors import decisions
from headwater.web.ui.fields import Versioned, choice, day, number, paragraph, words


def _one_of(queryset: Any, label: str, wanted: str, help_text: str = "") -> Any:
    return forms.ModelChoiceField(
        queryset=queryset,
        label=label,
        help_text=help_text,
        required=bool(wanted),
        empty_label="Choose one" if wanted else "None",
        error_messages={"required": wanted},
    )


class Begin(forms.Form):
    """For which priority, before which board."""

    title = words("Title", "Enter a title", "For example: fewer crises that end with the police.")
    issue = _one_of(
        Issue.objects.filter(state=Issue.State.PRIORITY),
        "For which priority?",
        "",
        "None makes it a generic enabler: work at the lower tiers that serves every behaviour.",
    )
    board = _one_of(Board.objects.filter(ends=None), "Before which board?", "Choose the board")


class Write(Versioned):
    """The texts of a strategy."""

    title = words("Title", "Enter a title")
    analysis = paragraph("What did the analysis find?", "", "Who, where, when, how much, and why.")
    agencies = forms.ModelMultipleChoiceField(
        queryset=Agency.objects.all(),
        label="Whose data does it stand on?",
        help_text="At least two agencies.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    causes = paragraph("What are the long-term causes?", "", "The behaviour is a symptom: of what?")
    expression = paragraph("How does it show itself in the short term?", "")
    voice = paragraph(
        "How did residents and those most affected have their part?", "", "Young people above all."
    )
    everywhere = paragraph(
        "If no community needs more than the others: why?",
        "",
        "Leave it empty where one does.",
        rows=2,
    )
    enablers = paragraph("Which policies would make it easier?", "", "One on each line.")
    policy_change = forms.BooleanField(
        label="It changes policies of several agencies significantly",
        help_text="Then the Strategic Partnership Board decides as well.",
        required=False,
    )


class AddInput(forms.Form):
    """What one agency puts in at one tier."""

    tier = choice("At which tier?", "Choose the tier", TIERS)
    what = paragraph("What is put in?", "Say what is put in", rows=3)
    owner = _one_of(Agency.objects.all(), "Which agency owns it?", "Choose the agency")
    aim = choice("What is it to change?", "Choose what it is to change", AIMS)
    generic = forms.BooleanField(
        label="It is generic: it serves other behaviours as well",
        help_text="Inputs at the lower tiers mostly are. Other strategies can then use it too.",
        required=False,
    )
    cost = number(
        "What does it cost, in pounds a year?", 0, 100_000_000, "0 where it costs nothing more."
    )


class AddNothing(forms.Form):
    """Why nothing is put in at a tier."""

    tier = choice("At which tier?", "Choose the tier", TIERS)
    reason = paragraph("Why is nothing put in there?", "Give the reason", rows=3)


class AddReview(forms.Form):
    """Existing work at an upper tier."""

    tier = choice("At which tier?", "Choose the tier", TIERS[2:])
    service = words("Which work is there already?", "Name the service or the work")
    finding = paragraph("What did you find?", "Say what you found", rows=3)
    recommendation = paragraph("What do you recommend?", "Say what you recommend", rows=3)


class AddNeed(forms.Form):
    """A community that needs more."""

    community = _one_of(Community.objects.all(), "Which community?", "Choose the community")
    more = paragraph("What does it need beyond the others?", "Say what it needs", rows=3)


class AddAlignment(forms.Form):
    """Another strategy that this one agrees with."""

    reach = choice("Whose strategy is it?", "Choose whose it is", REACHES)
    name = words("What is it called?", "Name the strategy")
    how = paragraph("How do the two agree?", "Say how they agree", rows=3)


class AddMeasure(forms.Form):
    """A live indicator with baseline, target and day."""

    indicator = choice(
        "Which indicator?",
        "Choose the indicator",
        sorted(((i.slug, i.title) for i in all_indicators().values()), key=lambda pair: pair[1]),
    )
    baseline = forms.FloatField(
        label="Where does it stand now?", error_messages={"required": "Write the number of now"}
    )
    target = forms.FloatField(
        label="Where should it be?", error_messages={"required": "Write the number to reach"}
    )
    due = day("By when?", "Enter the day", "The change may take years: say how many you give it.")
    better = choice("Which way is better?", "Choose the way", WAYS)


class Propose(Versioned):
    """Which state was seen."""


class Approve(Versioned):
    """By which decisions."""

    decision = _one_of(
        Decision.objects.all(), "By which decision of its board?", "Choose the decision"
    )
    higher = _one_of(
        Decision.objects.all(),
        "By which decision of the Strategic Partnership Board?",
        "",
        "Only where it must go there.",
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = decisions().filter(outcome__in=AGREED)
        own = agreed.filter(meeting__board=board)
        self.fields["decision"].queryset = own  # type: ignore[attr-defined]
        above = agreed.filter(meeting__board__slug=HIGHER_BOARD)
        self.fields["higher"].queryset = above  # type: ignore[attr-defined]


class SendBack(Versioned):
    """Why the board wants it otherwise."""

    reason = paragraph("What does the board want otherwise?", "Give the reason")
