"""A day that may have to lie in the past, as the forms of this room and of documents ask for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from headwater.web.ui.days import DayBoxes

AS_TYPED = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]


class Day(forms.DateField):
    """A day in three boxes; `past` where it has been, so that it may not lie in the future."""

    def __init__(
        self, label: str, example: str, *, required: bool = True, past: bool = False
    ) -> None:
        self.past = past
        super().__init__(
            label=label,
            required=required,
            input_formats=AS_TYPED,
            help_text=f"For example, {example.replace('/', ' ')}.",
            widget=DayBoxes(),
            error_messages={
                "required": f"Enter the {label[0].lower()}{label[1:]}",
                "invalid": "Enter a real day, like 31 3 2026",
            },
        )

    def clean(self, value: Any) -> Any:
        """A day that has been must not lie in the future."""
        day = super().clean(value)
        if self.past and day is not None and day > timezone.localdate():
            raise forms.ValidationError("The day must not be in the future")
        return day
