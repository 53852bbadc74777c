"""Narrowing the record."""

from django import forms

from headwater.web.audit.models import Verb
from headwater.web.ui.forms import Filter


class Narrow(Filter):
    """Who, what and which words."""

    who = forms.CharField(label="Person", required=False, max_length=100)
    verb = forms.ChoiceField(
        label="What was done", required=False, choices=[("", "Anything"), *Verb.choices]
    )
    words = forms.CharField(label="Words in the action or what it was on", required=False)
