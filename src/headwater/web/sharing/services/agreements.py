"""Drafting, signing and revoking agreements. Every change is handed out to the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
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
_TAKEN_AS_IT_IS = {
    *("slug", "sources", "columns", "sender", "other_gateway", "lawful_basis", "condition"),
    *("necessity", "dpia_reference", "dpia_on", "officer", "rights_contact", "security", "notes"),
    *(
        "personal_data",
        "starts",
        "ends",
        "review_due",
        "retention_days",
        "every_months",
        "revoked_on",
    ),
}
"""Fields of the record that the room keeps under the same name and in the same kind."""
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
    other_gateway: str = ""
    regime: str = ""
    condition: str = ""
    necessity: str = ""
    dpia_on: date | None = None
    officer: str = ""
    officer_view: str = ""
    rights_contact: str = ""
    security: str = ""
    exit_terms: str = ""


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
    plain = {f.name: getattr(one, f.name) for f in fields(one) if f.name in _TAKEN_AS_IT_IS}
    choices = {name: getattr(one, name) for name in ("regime", "officer_view", "exit_terms")}
    made = Agreement(
        provider=provider,
        provider_name=one.provider,
        purposes=[p.value for p in one.purposes],
        gateway=one.gateway.name,
        roles={parties[who].slug: role.name for who, role in one.roles if who in parties},
        **{name: list(v) if isinstance(v, tuple) else v for name, v in plain.items()},
        **{name: choice.name if choice else "" for name, choice in choices.items()},
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
    require(rules.may_name_gateway(by, terms.gateway))
    given = _fields(terms)
    taken = Agreement.objects.filter(slug=slug).first()
    if taken is not None:
        if all(getattr(taken, name) == value for name, value in given.items()):
            return taken  # a second click on the same button
        raise Refused("There is an agreement of this short name already. Choose another.")
    made = Agreement(slug=slug, **given)
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
    require(rules.may_name_gateway(by, terms.gateway))
    for name, value in _fields(terms).items():
        setattr(agreement, name, value)
    agreement.full_clean()
    agreement.save()
    agreement.recipients.set(terms.recipients)
    record("agreement.edited", Verb.ALTERATION, by=by, on=f"agreement {agreement.slug}", at=at)
    return agreement


@handed_out
@transaction.atomic
def assign(
    *, agreement: Agreement, version: int, roles: dict[str, str], by: User, at: datetime
) -> Agreement:
    """Say what each party, by its slug, is: controller, joint controller or processor."""
    _lock(agreement, version)
    require(rules.may_edit(by, agreement))
    agreement.roles = {
        slug: role for slug, role in roles.items() if slug in rules.parties(agreement)
    }
    agreement.save(update_fields=["roles"])
    record("agreement.edited", Verb.ALTERATION, by=by, on=f"agreement {agreement.slug}", at=at)
    return agreement


@handed_out
@transaction.atomic
def sign(*, agreement: Agreement, version: int, name: str, by: User, at: datetime) -> Agreement:
    """Sign for one's own agency. The first signature fixes the name under which the provider signs."""
    if agreement.signatures.filter(by=by, agency__slug=by.agency).exists():
        return agreement  # a second click on the same button
    _lock(agreement, version)
    day = timezone.localdate(at)
    require(rules.may_sign(by, agreement, day))
    if not rules.signed(agreement):
        Agreement.objects.filter(pk=agreement.pk).update(
            **_names(agreement.provider, agreement.slug)
        )
    agency = Agency.objects.get(slug=by.agency)
    Signature.objects.create(agreement=agreement, agency=agency, name=name, on=day, by=by)
    on = f"agreement {agreement.slug}"
    record("agreement.signed", Verb.APPROVAL, by=by, on=on, at=at, agency=agency.slug)
    return agreement


@handed_out
@transaction.atomic
def revoke(*, agreement: Agreement, version: int, reason: str, by: User, at: datetime) -> Agreement:
    """End an agreement at once: nothing shared under it can be read from now on."""
    if agreement.revoked_on is not None and agreement.revoked_reason == reason:
        return agreement  # a second click on the same button
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
    given = {f.name: getattr(terms, f.name) for f in fields(terms) if f.name != "recipients"}
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in given.items()}
    return plain | _names(terms.provider)


def _names(provider: Agency, but: str = "") -> dict[str, object]:
    """A provider's name today, and the one its rows have borne since its first agreement."""
    first = Agreement.objects.filter(provider=provider).exclude(slug=but).order_by("pk").first()
    rows = (first.sender or first.provider_name) if first else provider.name
    return {"provider_name": provider.name, "sender": "" if rows == provider.name else rows}
