"""Adding and changing agencies and their people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory import rules
from headwater.web.directory.models import Agency, Contact, FormerName
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


@transaction.atomic
def add_agency(*, name: str, kind: str, about: str = "", by: User, at: datetime) -> Agency:
    """Enter an agency."""
    require(rules.may_change(by))
    slug = slugify(name)[:80]
    others = Agency.objects.values_list("name", flat=True)
    require(rules.may_be_called(name, slug, others))
    if Agency.objects.filter(slug=slug).exists():
        slug = f"{slug[:70]}-{Agency.objects.count() + 1}"
    made = add(Agency(name=name, slug=slug, kind=kind, about=about))
    record("agency.added", Verb.CONFIGURATION, by=by, on=f"agency {made.slug}", at=at)
    return made


@transaction.atomic
def change_agency(
    *,
    agency: Agency,
    version: int,
    name: str,
    kind: str,
    about: str = "",
    until: date | None = None,
    by: User,
    at: datetime,
) -> Agency:
    """Change what is written about an agency; its address stays, and its old name is kept with a date."""
    require(rules.may_change(by))
    old = agency.name
    others = Agency.objects.exclude(pk=agency.pk).values_list("name", flat=True)
    require(rules.may_be_called(name, agency.slug, others))
    require(rules.may_rename(name, old, until, timezone.localdate(at)))
    save_over(agency, version, name=name, kind=kind, about=about)
    if name != old and until is not None:
        add(FormerName(agency=agency, name=old, until=until))
    on = f"agency {agency.slug}"
    record("agency.changed", Verb.ALTERATION, by=by, on=on, at=at, renamed=name != old)
    return agency


@transaction.atomic
def add_contact(
    *,
    agency: Agency,
    name: str,
    job: str = "",
    email: str = "",
    phone: str = "",
    by: User,
    at: datetime,
) -> Contact:
    """Enter somebody at an agency."""
    require(rules.may_change(by))
    made = add(Contact(agency=agency, name=name, job=job, email=email, phone=phone))
    on = f"contact {made.pk}"
    record("contact.added", Verb.COLLECTION, by=by, on=on, at=at, agency=agency.slug)
    return made


@transaction.atomic
def change_contact(
    *, contact: Contact, version: int, by: User, at: datetime, **fields: object
) -> Contact:
    """Change what is written about somebody. Once they have left, how to reach them is removed."""
    require(rules.may_change(by))
    left = fields.get("left")
    if isinstance(left, date) and left <= timezone.localdate(at):
        fields |= {"email": "", "phone": ""}
    save_over(contact, version, **fields)
    record("contact.changed", Verb.ALTERATION, by=by, on=f"contact {contact.pk}", at=at)
    return contact
