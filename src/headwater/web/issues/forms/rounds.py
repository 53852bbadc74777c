"""What a person types about a round of scoring."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.vocabulary.scheme import CRITERIA, Criterion
from headwater.web.governance.models import Board
from headwater.web.issues.models import Issue, Round
from headwater.web.issues.selectors.rounds import members_who_scored
from headwater.web.ui.fields import Versioned, day, one_of, paragraph, words


class Open(forms.Form):
    """Which issues, by whom, until when."""

    title = words("Name of the round", "Enter a name", "For example: autumn 2026.")
    board = one_of("Whose members score?", "Choose the board")
    issues = forms.ModelMultipleChoiceField(
        queryset=Issue.objects.all(),
        label="Which issues?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one issue"},
    )
    last_day = day("Last day for scores", "Enter the last day", "The whole of that day counts.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.filter(ends=None)  # type: ignore[attr-defined]
        open_ones = (Issue.State.TAKEN, Issue.State.PRIORITY, Issue.State.SET_ASIDE)
        found = Issue.objects.filter(state__in=open_ones)
        self.fields["issues"].queryset = found  # type: ignore[attr-defined]


def _levels(criterion: Criterion) -> list[tuple[str, str]]:
    return [(str(n), f"{n}: {words}") for n, words in enumerate(criterion.levels, start=1)]


class Scores(forms.Form):
    """One member's scores of one issue: every score with its meaning beside it."""

    def __init__(self, *args: Any, issues: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, criterion in CRITERIA.items():
            self.fields[slug] = forms.TypedChoiceField(
                label=criterion.title,
                help_text=criterion.factor.value
                if criterion.factor.counts
                else "Shown beside the order, and no part of it.",
                choices=_levels(criterion),
                coerce=int,
                required=criterion.factor.counts,
                empty_value=None,
                widget=forms.RadioSelect,
                error_messages={"required": f"Give a score for: {criterion.title.lower()}"},
            )
        self.fields["own_place"] = forms.IntegerField(
            label="Which place would you give it among the issues of this round?",
            help_text=f"1 is the first, {issues} the last. Leave it empty if you would rather not say.",
            required=False,
            min_value=1,
            max_value=issues,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"), f"Write a whole number from 1 to {issues}"
            ),
        )

    def scores(self) -> dict[str, int]:
        """What was scored, by criterion."""
        return {s: self.cleaned_data[s] for s in CRITERIA if self.cleaned_data.get(s) is not None}


class LeaveOut(forms.Form):
    """Whose scores do not count, and why."""

    member = one_of("Whose scores?", "Choose the member")
    reason = paragraph("Why do they not count?", "Give the reason", rows=3)

    def __init__(self, *args: Any, scoring: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members_who_scored(scoring)  # type: ignore[attr-defined]


class Close(Versioned):
    """Which state of the round was seen."""


class Dissent(forms.Form):
    """What a member holds against the result."""

    text = paragraph("What do you hold against the result?", "Write what you hold against it")
