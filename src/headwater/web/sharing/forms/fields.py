"""Fields that the forms of this room share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

DAYS = ["%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]


class Day(forms.DateField):
    """A day, typed the British way or as 2026-03-31."""

    def __init__(
        self, label: str, example: str, *, required: bool = True, past: bool = False
    ) -> None:
        self.past = past
        super().__init__(
            label=label,
            required=required,
            input_formats=DAYS,
            help_text=f"For example, {example}.",
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10"}),
            error_messages={
                "required": f"Enter the {label[0].lower()}{label[1:]}",
                "invalid": "Enter a real day, like 31/3/2026",
            },
        )

    def clean(self, value: Any) -> Any:
        """A day that has been must not lie in the future."""
        day = super().clean(value)
        if self.past and day is not None and day > timezone.localdate():
            raise forms.ValidationError("The day must not be in the future")
        return day
