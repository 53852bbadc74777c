"""What a person types about requests for information."""

from __future__ import annotations

from django import forms

from headwater.web.directory.models import Agency
from headwater.web.sharing.forms.fields import Day
from headwater.web.sharing.models import InformationRequest
from headwater.web.ui.fields import paragraph, words


class Ask(forms.Form):
    """Whom, for what, by when."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Which agency is asked?",
        empty_label="Choose",
        to_field_name="slug",
        error_messages={"required": "Choose the agency that is asked"},
    )
    what = words("What is asked for?", "Say what is asked for", max_length=300)
    why = paragraph("What is it for?", "", rows=3)
    due = Day("Day it is needed", "31/3/2027")


class Receive(forms.Form):
    """What came."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = Day("Day it came", "27/3/2027", past=True)
    quality = forms.ChoiceField(
        label="How good is it?",
        choices=InformationRequest.Quality.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how good it is"},
    )
    note = paragraph("Note", "", rows=3)
