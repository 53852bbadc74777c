"""Drafting, signing and revoking agreements. Every change is handed out to the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from headwater.data.agreements import read_agreements, write_agreements
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import AgreementRecord
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement, Signature
from headwater.web.sharing.selectors.agreements import book, is_kept_here
from headwater.web.verdict import Refused, require

P = ParamSpec("P")
R = TypeVar("R")
_CHANGED = "Somebody else changed this agreement. Look at it again before you go on."


@dataclass(frozen=True)
class Terms:
    """What the parties agree on."""

    provider: Agency
    recipients: tuple[Agency, ...]
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    gateway: str
    lawful_basis: str
    dpia_reference: str
    personal_data: bool
    columns: tuple[str, ...]
    starts: date
    ends: date
    review_due: date | None
    retention_days: int
    every_months: int
    notes: str


def hand_out() -> None:
    """Write the agreements where the command line and notebooks read them."""
    if is_kept_here():
        write_agreements(settings.ENV.folder, book())


def handed_out(service: Callable[P, R]) -> Callable[P, R]:
    """Hand the agreements out as soon as the service's own transaction has ended."""

    @wraps(service)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        made = service(*args, **kwargs)
        hand_out()
        return made

    return wrapped


@handed_out
@transaction.atomic
def adopt(*, at: datetime) -> int:
    """Take the agreements of the folder's file into this room, once; how many were taken."""
    if is_kept_here():
        return 0
    held = read_agreements(settings.ENV.folder).agreements
    for one in held:
        _take(one)
    if held:
        record("agreements.adopted", Verb.CONFIGURATION, by=None, at=at, agreements=len(held))
    return len(held)


def _take(one: AgreementRecord) -> None:
    parties = {name: _agency(name, AgencyKind.POLICING_BODY) for name in one.recipients}
    provider = parties[one.provider] = _agency(one.provider, one.provider_kind)
    made = Agreement(
        slug=one.slug,
        provider=provider,
        provider_name=one.provider,
        sources=list(one.sources),
        purposes=[p.value for p in one.purposes],
        gateway=one.gateway.name,
        lawful_basis=one.lawful_basis,
        dpia_reference=one.dpia_reference,
        personal_data=one.personal_data,
        columns=list(one.columns),
        starts=one.starts,
        ends=one.ends,
        review_due=one.review_due,
        retention_days=one.retention_days,
        notes=one.notes,
        revoked_on=one.revoked_on,
    )
    made.save()
    made.recipients.set([parties[name] for name in one.recipients])
    for s in one.signatures:
        if s.agency in parties:
            Signature.objects.create(agreement=made, agency=parties[s.agency], name=s.name, on=s.on)


def _agency(name: str, kind: AgencyKind) -> Agency:
    """The agency of this name; one the directory lacks is entered, to be looked over."""
    found = Agency.objects.filter(name=name).first()
    if found is None:
        slug = slugify(name)[:80] or "agency"
        taken = Agency.objects.filter(slug=slug).exists()
        found = Agency.objects.create(
            slug=f"{slug[:70]}-{Agency.objects.count() + 1}" if taken else slug,
            name=name,
            kind=kind.name,
            about="Entered from an agreement. Check its kind.",
        )
    return found


def draft(*, slug: str, terms: Terms, by: User, at: datetime) -> Agreement:
    """Write down a new agreement, which nobody has signed yet."""
    require(accounts.may(by, "agreement", "draft"))
    adopt(at=at)
    return _draft(slug=slug, terms=terms, by=by, at=at)


@handed_out
@transaction.atomic
def _draft(*, slug: str, terms: Terms, by: User, at: datetime) -> Agreement:
    if Agreement.objects.filter(slug=slug).exists():
        raise Refused("There is an agreement of this short name already. Choose another.")
    made = Agreement(slug=slug, **_fields(terms))
    made.full_clean()
    made.save()
    made.recipients.set(terms.recipients)
    record("agreement.drafted", Verb.CONFIGURATION, by=by, on=f"agreement {slug}", at=at)
    return made


@handed_out
@transaction.atomic
def edit(*, agreement: Agreement, version: int, terms: Terms, by: User, at: datetime) -> Agreement:
    """Change the terms of an agreement that nobody has signed."""
    _lock(agreement, version)
    require(rules.may_edit(by, agreement))
    for name, value in _fields(terms).items():
        setattr(agreement, name, value)
    agreement.full_clean()
    agreement.save()
    agreement.recipients.set(terms.recipients)
    record("agreement.edited", Verb.ALTERATION, by=by, on=f"agreement {agreement.slug}", at=at)
    return agreement


@handed_out
@transaction.atomic
def sign(*, agreement: Agreement, version: int, name: str, by: User, at: datetime) -> Agreement:
    """Sign for one's own agency."""
    _lock(agreement, version)
    require(rules.may_sign(by, agreement))
    agency = Agency.objects.get(slug=by.agency)
    day = timezone.localdate(at)
    Signature.objects.create(agreement=agreement, agency=agency, name=name, on=day, by=by)
    on = f"agreement {agreement.slug}"
    record("agreement.signed", Verb.APPROVAL, by=by, on=on, at=at, agency=agency.slug)
    return agreement


@handed_out
@transaction.atomic
def revoke(*, agreement: Agreement, version: int, reason: str, by: User, at: datetime) -> Agreement:
    """End an agreement at once: nothing shared under it can be read from now on."""
    _lock(agreement, version)
    require(rules.may_revoke(by, agreement))
    agreement.revoked_on, agreement.revoked_reason = timezone.localdate(at), reason
    agreement.save(update_fields=["revoked_on", "revoked_reason"])
    on = f"agreement {agreement.slug}"
    record("agreement.revoked", Verb.ALTERATION, by=by, on=on, at=at, reason=reason)
    return agreement


def _lock(agreement: Agreement, expected: int) -> None:
    """Go on only if nobody has changed the agreement since it was shown."""
    found = Agreement.objects.filter(pk=agreement.pk, version=expected)
    if not found.update(version=expected + 1):
        raise Refused(_CHANGED)
    agreement.refresh_from_db()


def _fields(terms: Terms) -> dict[str, object]:
    return {
        "provider": terms.provider,
        "provider_name": terms.provider.name,
        "sources": list(terms.sources),
        "purposes": list(terms.purposes),
        "gateway": terms.gateway,
        "lawful_basis": terms.lawful_basis,
        "dpia_reference": terms.dpia_reference,
        "personal_data": terms.personal_data,
        "columns": list(terms.columns),
        "starts": terms.starts,
        "ends": terms.ends,
        "review_due": terms.review_due,
        "retention_days": terms.retention_days,
        "every_months": terms.every_months,
        "notes": terms.notes,
    }
