"""What a person types about a vintage or a deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from headwater.web.publications.models import NEEDS_ASSESSMENT
from headwater.web.sharing.forms.fields import Day
from headwater.web.ui.fields import Versioned, paragraph, words

TIME_TO_DECIDE = timedelta(days=14)


class Submit(Versioned):
    """By when a second person is asked to decide."""

    decide_by = Day("Day by which a decision is needed", "31/3/2027")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decide_by"].initial = timezone.localdate() + TIME_TO_DECIDE

    def clean_decide_by(self) -> Any:
        """Nobody decides yesterday."""
        day = self.cleaned_data["decide_by"]
        if day < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return day


class Decide(Versioned):
    """Approve, or return with a reason."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("approve", "Approve it"), ("return", "Return it to its author")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to approve or return it"},
    )
    reason = paragraph("Reason", "", "Needed where you return it: what must be different.", rows=4)

    def clean(self) -> dict[str, Any]:
        """A return needs its reason."""
        given = super().clean() or {}
        if given.get("decision") == "return" and not given.get("reason", "").strip():
            self.add_error("reason", "Say what must be different")
        return given


class TakeDown(Versioned):
    """Why a document is taken from the public."""

    reason = paragraph(
        "Why is it taken down?",
        "Say why it is taken down",
        "Its files are not given out any more. The public can read the reason.",
        rows=3,
    )


class SetDeadline(forms.Form):
    """Which document, by when, and who says so."""

    product = forms.CharField(
        label="Which document?",
        max_length=200,
        initial=NEEDS_ASSESSMENT,
        error_messages={"required": "Enter which document it is"},
    )
    due = Day("Day it is due", "31/3/2027")
    source = words(
        "Who says so?",
        "Enter who says so",
        "The grant, the law or the Board's decision. For example, Home Office grant agreement, 2026 to 2027.",
        max_length=300,
    )


class Meet(Versioned):
    """When a document made elsewhere met a deadline."""

    on = Day("Day it was met", "27/3/2026", past=True)
