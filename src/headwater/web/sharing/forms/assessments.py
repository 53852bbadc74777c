"""What a person types about an impact assessment."""

from __future__ import annotations

from django import forms

from headwater.web.sharing.forms.fields import Day, Move, Words
from headwater.web.sharing.models import VIEWS, Risk
from headwater.web.sharing.services.assessments import Acceptance, Advice, Text


class Draft(forms.Form):
    """The text of an assessment."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(
        label="Reference",
        max_length=120,
        help_text="The number your agency keeps it under, for example DPIA-2026-014.",
        error_messages={"required": "Enter the reference"},
    )
    processing = Words(
        "What is processed?",
        hint="Whose data, which kinds, how it flows, who sees it and for how long. No names.",
        ask="Say what is processed",
        rows=5,
    )
    necessity = Words(
        "Why is it necessary, and in proportion?",
        hint="Why the purpose cannot be reached with less data, fewer columns or fewer people.",
        ask="Say why it is necessary and in proportion",
        rows=5,
    )
    consultation = Words(
        "Who was consulted?",
        hint="Agencies, and people whose data it is. If nobody was, say why.",
        ask="Say who was consulted",
    )

    def text(self) -> Text:
        """What was typed, once it is valid."""
        return Text(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class AddRisk(forms.Form):
    """A risk, what is done against it, and what remains."""

    risk = Words("Risk to people", ask="Say what the risk is", rows=2)
    measure = Words("Measure against it", ask="Say what is done against it", rows=2)
    remains = forms.ChoiceField(
        label="How much risk remains?",
        choices=Risk.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much risk remains"},
    )


class Advise(Move):
    """The view of the data protection officer."""

    officer = forms.CharField(
        label="Name of the data protection officer",
        max_length=200,
        error_messages={"required": "Enter the name of the data protection officer"},
    )
    officer_view = forms.ChoiceField(
        label="What is the officer's view?",
        choices=VIEWS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the officer's view"},
    )
    advice = Words("The officer's advice", ask="Write down what the officer advises", rows=4)
    advised_on = Day("Day the advice was given", "14/3/2026", past=True)

    def advice_given(self) -> Advice:
        """What was typed, once it is valid."""
        return Advice(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class Accept(Move):
    """The decision."""

    outcome = Words(
        "What is decided, and why?",
        hint="Where it goes ahead against the officer's advice, give the reasons.",
        ask="Say what is decided and why",
        rows=4,
    )
    signed_off_by = forms.CharField(
        label="Who signs it off?",
        max_length=200,
        help_text="Name and post of the person who answers for it.",
        error_messages={"required": "Enter who signs it off"},
    )
    review_due = Day("Day it is reviewed", "1/4/2027")

    def acceptance(self) -> Acceptance:
        """What was typed, once it is valid."""
        return Acceptance(**{k: v for k, v in self.cleaned_data.items() if k != "version"})
