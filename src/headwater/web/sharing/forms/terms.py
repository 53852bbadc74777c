"""What a person types about the terms of an agreement, in sections; each thing is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import (
    ExitTerms,
    Gateway,
    PartyRole,
    Purpose,
    Regime,
)
from headwater.web.directory.models import Agency
from headwater.web.sharing.forms.fields import Day
from headwater.web.sharing.models import VIEWS, Agreement
from headwater.web.sharing.selectors.agreements import restricted
from headwater.web.sharing.services.agreements import Terms
from headwater.web.ui.fields import Versioned, paragraph, words

SECTIONS = (
    (
        "What is shared, and with whom",
        ("slug", "provider", "recipients", "sources", "columns", "purposes", "every_months"),
    ),
    (
        "The law",
        (
            *("personal_data", "regime", "gateway", "other_gateway"),
            *("lawful_basis", "condition", "necessity"),
        ),
    ),
    ("Impact assessment", ("dpia_reference", "dpia_on", "officer", "officer_view")),
    (
        "How long, and what happens at the end",
        ("starts", "ends", "review_due", "retention_days", "exit_terms"),
    ),
    ("Security and people's rights", ("security", "rights_contact", "notes")),
)
"""Headings of the form, and the fields under each."""
ABOUT = {
    "Impact assessment": "Where one was made elsewhere, write down its reference and the officer's view. "
    "Otherwise leave this empty: write the assessment here once the terms are saved."
}
FOR_PEOPLE = {
    "regime": "Choose the regime",
    "condition": "Enter the condition, or “None: no special-category or criminal-offence data”",
    "necessity": "Say why it is needed",
    "exit_terms": "Choose what happens to the rows at the end",
    "security": "Say how the data is kept secure",
    "rights_contact": "Enter whom people ask about their rights",
}
"""What rows about people need and other data may lack, with what to say where it is missing."""


def _number(label: str, top: int, start: int, hint: str, ask: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=top,
        initial=start,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": ask},
    )


def _choice(label: str, choices: list[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=False,
        widget=forms.RadioSelect,
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
    columns = paragraph(
        "Columns that may be sent",
        "",
        "One heading on each line. Leave empty to allow those the source declares.",
        rows=4,
    )
    purposes = forms.MultipleChoiceField(
        label="What may it be used for?",
        widget=forms.CheckboxSelectMultiple,
        choices=[(p.value, p.value.replace("-", " ").capitalize()) for p in Purpose],
        error_messages={"required": "Choose what it may be used for"},
    )
    every_months = _number(
        "Months between files",
        24,
        3,
        "1 means a file each month.",
        "Enter how many months lie between two files",
    )
    personal_data = forms.BooleanField(
        label="It holds rows about people",
        required=False,
        help_text="Then the regime, a condition, necessity, security, rights and exit terms must be said.",
    )
    regime = _choice("Which regime applies?", [(r.name, r.value) for r in Regime])
    gateway = forms.ChoiceField(
        label="Legal power",
        choices=[("", "Choose"), *((g.name, g.value) for g in Gateway)],
        error_messages={"required": "Choose the legal power"},
    )
    other_gateway = words(
        "Which other legal power?",
        "",
        "Only for “Other”, which the information-governance lead alone may choose.",
        max_length=300,
    )
    lawful_basis = words(
        "Lawful basis",
        "Enter the lawful basis",
        "For example, UK GDPR article 6(1)(e), public task.",
        max_length=300,
    )
    condition = words(
        "Condition for special-category or criminal-offence data",
        "",
        "For example, Data Protection Act 2018, schedule 1, paragraph 10.",
        max_length=300,
    )
    necessity = paragraph(
        "Why is it needed?",
        "",
        "What the partnership could not do with less data, or none.",
        rows=3,
    )
    dpia_reference = words("Reference", "", max_length=120)
    dpia_on = Day("Day it was signed off", "30/11/2025", required=False, past=True)
    officer = words("Name of the data protection officer", "")
    officer_view = _choice("What is the officer's view?", VIEWS)
    starts = Day("First day", "1/4/2026")
    ends = Day("Last day", "31/3/2027")
    review_due = Day("Day it is reviewed", "1/1/2027", required=False)
    retention_days = _number(
        "Days that rows are kept", 36_500, 1096, "", "Enter for how many days rows are kept"
    )
    exit_terms = _choice(
        "What happens to the rows when it ends?", [(e.name, e.value) for e in ExitTerms]
    )
    security = paragraph(
        "How is the data kept secure?",
        "",
        "How it travels, where it lies, and who can reach it.",
        rows=3,
    )
    rights_contact = words(
        "Whom do people ask about their rights?",
        "",
        "An address that is read. It is shown to the public.",
        max_length=300,
    )
    notes = paragraph("Notes", "", rows=3)

    def sections(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Heading, what to know, and fields, in the order in which they are asked."""
        for title, names in SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            yield title, ABOUT.get(title, ""), fields

    def clean(self) -> dict[str, Any]:
        """What must fit together: days, parties, the legal power, and what rows about people need."""
        given = super().clean() or {}
        for name, wrong in _misfits(given):
            if name not in self.errors:
                self.add_error(name, wrong)
        return given

    def terms(self) -> Terms:
        """What was typed, once it is valid."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("slug", "version")}
        for name in ("recipients", "sources", "purposes"):
            given[name] = tuple(given[name])
        given["columns"] = tuple(c.strip() for c in given["columns"].splitlines() if c.strip())
        return Terms(**given)


def _misfits(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    starts, ends, provider = given.get("starts"), given.get("ends"), given.get("provider")
    personal, gateway = given.get("personal_data"), given.get("gateway")
    if starts and ends and ends < starts:
        yield "ends", "The last day must not be before the first"
    if provider in (given.get("recipients") or ()):
        yield "recipients", "The provider cannot be one of those who receive"
    if gateway == Gateway.OTHER.name and not given.get("other_gateway"):
        yield "other_gateway", "Write down which legal power it is"
    health = provider is not None and AgencyKind[provider.kind].is_health_or_social_care
    if personal and health and gateway == Gateway.SERIOUS_VIOLENCE_DUTY.name:
        yield (
            "gateway",
            "Section 16 lets no health or social care body share personal data. Choose another legal "
            "power, or share no rows about people",
        )
    if personal:
        yield from ((name, ask) for name, ask in FOR_PEOPLE.items() if not given.get(name))
    if given.get("officer_view"):
        asks = {
            "dpia_reference": "Enter the reference of the assessment",
            "dpia_on": "Enter the day it was signed off",
            "officer": "Enter the name of the data protection officer",
        }
        yield from ((name, ask) for name, ask in asks.items() if not given.get(name))


class Edit(Draft):
    """The terms of an agreement that has its short name already."""

    slug = None  # type: ignore[assignment]


class Roles(Versioned):
    """What each party is in data protection law: one question for each."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = agreement.version
        self.parties = [agreement.provider, *agreement.recipients.all()]
        for agency in self.parties:
            self.fields[agency.slug] = forms.ChoiceField(
                label=f"What is {agency.name}?",
                choices=[(r.name, r.value) for r in PartyRole],
                initial=agreement.roles.get(agency.slug),
                widget=forms.RadioSelect,
                help_text="It provides the data." if agency == agreement.provider else "",
                error_messages={"required": f"Choose what {agency.name} is"},
            )

    def roles(self) -> dict[str, str]:
        """The role of each party, by its slug."""
        return {agency.slug: self.cleaned_data[agency.slug] for agency in self.parties}


def initial(agreement: Agreement) -> dict[str, Any]:
    """An agreement's terms as the form first shows them."""
    names = [n for n in Edit.base_fields if n not in ("provider", "recipients", "columns")]
    return {
        **{name: getattr(agreement, name) for name in names},
        "provider": agreement.provider.slug,
        "recipients": [a.slug for a in agreement.recipients.all()],
        "columns": "\n".join(agreement.columns),
    }
