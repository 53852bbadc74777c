"""What a person types about requests for information."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from headwater.web.directory.models import Agency
from headwater.web.sharing.forms.agreements import Day
from headwater.web.sharing.models import InformationRequest


class Ask(forms.Form):
    """Whom, for what, by when."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Which agency is asked?",
        empty_label="Choose",
        to_field_name="slug",
        error_messages={"required": "Choose the agency that is asked"},
    )
    what = forms.CharField(
        label="What is asked for?",
        max_length=300,
        error_messages={"required": "Say what is asked for"},
    )
    why = forms.CharField(
        label="What is it for?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due = Day("Day it is needed", "31/3/2027")


class Receive(forms.Form):
    """What came."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = Day("Day it came", "27/3/2027")
    quality = forms.ChoiceField(
        label="How good is it?",
        choices=InformationRequest.Quality.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how good it is"},
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_on(self) -> date:
        """Nothing comes in the future."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The day it came must not be in the future")
        return on
