"""What a person types about an impact assessment."""

from __future__ import annotations

from django import forms

from headwater.web.sharing.forms.fields import Day
from headwater.web.sharing.models import VIEWS, Risk
from headwater.web.sharing.services.assessments import Acceptance, Advice, Text
from headwater.web.ui.fields import Versioned, paragraph, words


class Draft(forms.Form):
    """The text of an assessment."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reference = words(
        "Reference",
        "Enter the reference",
        "The number your agency keeps it under, for example DPIA-2026-014.",
        max_length=120,
    )
    processing = paragraph(
        "What is processed?",
        "Say what is processed",
        "Whose data, which kinds, how it flows, who sees it and for how long. No names.",
        rows=5,
    )
    necessity = paragraph(
        "Why is it necessary, and in proportion?",
        "Say why it is necessary and in proportion",
        "Why the purpose cannot be reached with less data, fewer columns or fewer people.",
        rows=5,
    )
    consultation = paragraph(
        "Who was consulted?",
        "Say who was consulted",
        "Agencies, and people whose data it is. If nobody was, say why.",
        rows=3,
    )

    def text(self) -> Text:
        """What was typed, once it is valid."""
        return Text(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class AddRisk(forms.Form):
    """A risk, what is done against it, and what remains."""

    risk = paragraph("Risk to people", "Say what the risk is", rows=2)
    measure = paragraph("Measure against it", "Say what is done against it", rows=2)
    remains = forms.ChoiceField(
        label="How much risk remains?",
        choices=Risk.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much risk remains"},
    )


class Advise(Versioned):
    """The view of the data protection officer."""

    officer = words(
        "Name of the data protection officer", "Enter the name of the data protection officer"
    )
    officer_view = forms.ChoiceField(
        label="What is the officer's view?",
        choices=VIEWS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the officer's view"},
    )
    advice = paragraph("The officer's advice", "Write down what the officer advises", rows=4)
    advised_on = Day("Day the advice was given", "14/3/2026", past=True)

    def advice_given(self) -> Advice:
        """What was typed, once it is valid."""
        return Advice(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class Accept(Versioned):
    """The decision."""

    outcome = paragraph(
        "What is decided, and why?",
        "Say what is decided and why",
        "Where it goes ahead against the officer's advice, give the reasons.",
        rows=4,
    )
    signed_off_by = words(
        "Who signs it off?",
        "Enter who signs it off",
        "Name and post of the person who answers for it.",
    )
    review_due = Day("Day it is reviewed", "1/4/2027")

    def acceptance(self) -> Acceptance:
        """What was typed, once it is valid."""
        return Acceptance(**{k: v for k, v in self.cleaned_data.items() if k != "version"})
