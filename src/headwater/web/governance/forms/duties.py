"""What people type about advice, products, the work plan and briefings."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.vocabulary.agencies import AgencyKind
from headwater.web.directory.selectors.agencies import agencies
from headwater.web.governance.models import Board, Briefing, Seat, WorkStep
from headwater.web.governance.selectors.duties import briefing_agencies
from headwater.web.ui.fields import Versioned, day, one_of, paragraph, words

ADVISERS = (AgencyKind.NATIONAL_HEALTH_BODY.name, AgencyKind.PUBLIC_HEALTH.name)


class SeekAdvice(forms.Form):
    """A question to a public-health body."""

    body = one_of("Who is asked?", "Choose who is asked", "A public-health body in the directory.")
    question = paragraph("What is asked?", "Write what is asked")
    sought_on = day("Asked on", "Enter the day on which it was asked")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = agencies().filter(kind__in=ADVISERS)  # type: ignore[attr-defined]


class ReceiveAdvice(Versioned):
    """What was answered."""

    answer = paragraph("What was answered?", "Write what was answered")
    received_on = day("Received on", "Enter the day on which it was received")
    acted = paragraph("What was done with it?", "", rows=2)


class OweProduct(forms.Form):
    """Something due."""

    name = words("What must be delivered?", "Enter what must be delivered")
    parts = paragraph("What must be in it?", "", "For example: drivers; cohorts.", rows=2)
    due = day("Due", "Enter the day by which it is due")


class DeliverProduct(Versioned):
    """That it was delivered."""

    delivered_on = day("Delivered on", "Enter the day on which it was delivered")
    evidence = paragraph("Where is it?", "Say where it is", rows=2)


class SetStep(Versioned):
    """How far a step is."""

    state = forms.ChoiceField(
        label="How far is it?",
        choices=WorkStep.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is"},
    )
    note = paragraph("Note", "", rows=3)


class Brief(forms.Form):
    """News, in or out."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label="Which representative?",
        empty_label="Choose one",
        error_messages={"required": "Choose the representative"},
    )
    way = forms.ChoiceField(
        label="Which way?",
        choices=Briefing.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which way the news went"},
    )
    body = forms.ChoiceField(label="From or to which body?", choices=Briefing.Body.choices)
    on = day("When?", "Enter the day")
    text = paragraph("What was the news?", "Write what the news was")

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = briefing_agencies(board)
        rows = Seat.objects.filter(board=board, ends__isnull=True, agency__kind__in=kinds)
        self.fields["seat"].queryset = rows.select_related("agency")  # type: ignore[attr-defined]
