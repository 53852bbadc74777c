"""What a person types about agreements."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.vocabulary.records.agreement import Gateway, Purpose
from headwater.web.directory.models import Agency
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors.agreements import restricted
from headwater.web.sharing.services.agreements import Terms

DAYS = ["%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]


class Day(forms.DateField):
    """A day, typed the British way or as 2026-03-31."""

    def __init__(self, label: str, example: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            input_formats=DAYS,
            help_text=f"For example, {example}.",
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10"}),
            error_messages={
                "required": f"Enter the {label.lower()}",
                "invalid": "Enter a real day, like 31/3/2026",
            },
        )


class Move(forms.Form):
    """Which state of the agreement the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Sign(Move):
    """A signature: the name of who signs, and that they may."""

    name = forms.CharField(
        label="Full name of the person who signs",
        max_length=200,
        error_messages={"required": "Enter the name of the person who signs"},
    )
    sure = forms.BooleanField(
        label="I may sign this for my agency",
        error_messages={"required": "Confirm that you may sign this for your agency"},
    )


class Revoke(Move):
    """Why an agreement ends."""

    reason = forms.CharField(
        label="Why is it revoked?",
        help_text="It ends at once. Every member can read the reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is revoked"},
    )


class Draft(forms.Form):
    """The terms of an agreement."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    slug = forms.SlugField(
        label="Short name",
        max_length=80,
        help_text="Small letters, digits and hyphens. It is printed on every receipt. For example, police-2026.",
        error_messages={
            "required": "Enter a short name",
            "invalid": "Use small letters, digits and hyphens only, like police-2026",
        },
    )
    provider = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Which agency provides the data?",
        empty_label="Choose",
        to_field_name="slug",
        error_messages={"required": "Choose the agency that provides the data"},
    )
    recipients = forms.ModelMultipleChoiceField(
        Agency.objects.all(),
        label="Which agencies receive it?",
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency that receives the data"},
    )
    sources = forms.MultipleChoiceField(
        label="What is shared?",
        widget=forms.CheckboxSelectMultiple,
        choices=restricted,
        error_messages={"required": "Choose what is shared"},
    )
    purposes = forms.MultipleChoiceField(
        label="What may it be used for?",
        widget=forms.CheckboxSelectMultiple,
        choices=[(p.value, p.value.replace("-", " ").capitalize()) for p in Purpose],
        error_messages={"required": "Choose what it may be used for"},
    )
    gateway = forms.ChoiceField(
        label="Legal power",
        choices=[("", "Choose"), *((g.name, g.value) for g in Gateway)],
        error_messages={"required": "Choose the legal power"},
    )
    lawful_basis = forms.CharField(
        label="Lawful basis",
        max_length=300,
        help_text="For example, UK GDPR article 6(1)(e), public task.",
        error_messages={"required": "Enter the lawful basis"},
    )
    dpia_reference = forms.CharField(
        label="Reference of the data protection impact assessment",
        max_length=120,
        required=False,
        help_text="Without one the agreement cannot be live.",
    )
    personal_data = forms.BooleanField(label="It holds rows about people", required=False)
    columns = forms.CharField(
        label="Columns that may be sent",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One heading on each line. Leave empty to allow those the source declares.",
    )
    starts = Day("First day", "1/4/2026")
    ends = Day("Last day", "31/3/2027")
    review_due = Day("Day it is reviewed", "1/1/2027", required=False)
    retention_days = forms.IntegerField(
        label="Days that rows are kept",
        min_value=1,
        max_value=36_500,
        initial=1096,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": "Enter for how many days rows are kept"},
    )
    every_months = forms.IntegerField(
        label="Months between files",
        min_value=1,
        max_value=24,
        initial=3,
        help_text="1 means a file each month.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": "Enter how many months lie between two files"},
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """The days must follow each other, and an agency does not share with itself."""
        given = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day must not be before the first")
        if given.get("provider") in (given.get("recipients") or ()):
            self.add_error("recipients", "The provider cannot be one of those who receive")
        return given

    def terms(self) -> Terms:
        """What was typed, once it is valid."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("slug", "version")}
        for name in ("recipients", "sources", "purposes"):
            given[name] = tuple(given[name])
        given["columns"] = tuple(c.strip() for c in given["columns"].splitlines() if c.strip())
        return Terms(**given)


class Edit(Draft):
    """The terms of an agreement that has its short name already."""

    slug = None  # type: ignore[assignment]


def initial(agreement: Agreement) -> dict[str, Any]:
    """An agreement's terms as the form first shows them."""
    names = [n for n in Edit.base_fields if n not in ("provider", "recipients", "columns")]
    return {
        **{name: getattr(agreement, name) for name in names},
        "provider": agreement.provider.slug,
        "recipients": [a.slug for a in agreement.recipients.all()],
        "columns": "\n".join(agreement.columns),
    }
