"""What anybody types to complain, and what the information-governance lead answers."""

from __future__ import annotations

from django import forms

from headwater.web.shell.models import Complaint
from headwater.web.ui.fields import Versioned, paragraph, words
from headwater.web.ui.forms import Filter


class Complain(forms.Form):
    """A complaint."""

    about = forms.ChoiceField(
        label="What is it about?",
        choices=Complaint.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about"},
    )
    text = paragraph(
        "What happened?",
        "Write what happened",
        "Do not write what could put anybody in danger. To report a crime, call 101, or 999 if somebody is in danger now.",
        rows=6,
    )
    contact = words(
        "How can we answer you?",
        "Enter an e-mail address, a telephone number or an address",
        "An e-mail address, a telephone number or an address by post.",
    )
    name = words("Your name", "", "You need not give one.")


class Acknowledge(Versioned):
    """That the person heard."""


class Answer(Versioned):
    """What the person was answered."""

    answer = paragraph(
        "What did you answer?",
        "Write what you answered",
        "Answer them by the way they gave first. This keeps what you said.",
        rows=8,
    )


class Search(Filter):
    """Words to look for."""

    words = forms.CharField(label="Search everything you may see", required=False, max_length=100)
    kind = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
