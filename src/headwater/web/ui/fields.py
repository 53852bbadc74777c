"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from headwater.web.ui.days import DayBoxes


def words(label: str, wanted: str, help_text: str = "", **options: Any) -> forms.CharField:
    """One line of text; `wanted` is what to say where it is empty, or "" where it may be."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(wanted),
        max_length=options.pop("max_length", 200),
        error_messages={"required": wanted},
        **options,
    )


def paragraph(label: str, wanted: str, help_text: str = "", rows: int = 4) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(wanted),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": wanted},
    )


def day(label: str, wanted: str, help_text: str = "") -> forms.DateField:
    """A day, typed in three boxes."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(wanted),
        widget=DayBoxes(),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": wanted, "invalid": "Write a real date, such as 27 3 2027"},
    )


def hour(label: str, wanted: str) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        required=bool(wanted),
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-5"}
        ),
        error_messages={"required": wanted, "invalid": "Write a time, such as 14:30"},
    )


def number(label: str, low: int, high: int, help_text: str = "") -> forms.IntegerField:
    """A whole number between two others."""
    wrong = f"Write a whole number from {low} to {high}"
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=low,
        max_value=high,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def choice(
    label: str, wanted: str, choices: Iterable[tuple[str, str]], help_text: str = ""
) -> forms.ChoiceField:
    """One of a few values, from a list that opens."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=[("", "Choose one"), *choices],
        error_messages={"required": wanted, "invalid_choice": "Choose one from the list"},
    )


def one_of(label: str, wanted: str, help_text: str = "") -> forms.ModelChoiceField[Any]:
    """One row of a table; the form sets its `queryset`."""
    return forms.ModelChoiceField(
        queryset=None,
        label=label,
        help_text=help_text,
        required=bool(wanted),
        empty_label="Choose one" if wanted else "None",
        error_messages={"required": wanted, "invalid_choice": "Choose one from the list"},
    )


class Versioned(forms.Form):
    """A form about something that others may change meanwhile: it says which state was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
