"""Submitting, deciding, publishing a vintage, and taking one down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.publications import rules
from headwater.web.publications.models import Vintage
from headwater.web.publications.services.deadlines import meet_earliest
from headwater.web.verdict import Refused, require

State = Vintage.State


def _is_done(vintage: Vintage, seen: int, **fields: object) -> bool:
    """True where this very move was made: a second click on a button, or a page that was sent again."""
    vintage.refresh_from_db()
    return vintage.version == seen + 1 and all(getattr(vintage, n) == v for n, v in fields.items())


def _move(vintage: Vintage, seen: int, **fields: object) -> None:
    """Change a vintage only if nobody has since it was shown."""
    found = Vintage.objects.filter(pk=vintage.pk, version=seen)
    if not found.update(version=seen + 1, **fields):
        raise Refused("Somebody else changed this document. Look at it again before you go on.")
    vintage.refresh_from_db()


@transaction.atomic
def submit(*, vintage: Vintage, version: int, decide_by: date, by: User, at: datetime) -> Vintage:
    """Hand a draft in for a second person to decide on by a day."""
    fields = {"state": State.SUBMITTED, "decide_by": decide_by, "reason": ""}
    if _is_done(vintage, version, **fields):
        return vintage
    require(rules.may_submit(by, vintage))
    _move(vintage, version, **fields)
    on = f"vintage {vintage.pk}"
    record("vintage.submitted", Verb.ALTERATION, by=by, on=on, at=at, decide_by=str(decide_by))
    return vintage


@transaction.atomic
def decide(
    *, vintage: Vintage, version: int, approve: bool, reason: str, by: User, at: datetime
) -> Vintage:
    """Approve a vintage, or return it with a reason."""
    state = State.APPROVED if approve else State.RETURNED
    fields = {"state": state, "approver": by, "reason": reason}
    if _is_done(vintage, version, **fields):
        return vintage
    require(rules.may_decide(by, vintage))
    _move(vintage, version, **fields, decided_at=at)
    action = "vintage.approved" if approve else "vintage.returned"
    record(action, Verb.APPROVAL, by=by, on=f"vintage {vintage.pk}", at=at, reason=reason)
    return vintage


@transaction.atomic
def publish(*, vintage: Vintage, version: int, by: User, at: datetime) -> Vintage:
    """Show an approved vintage to the public; it meets the earliest deadline that nothing met yet."""
    if _is_done(vintage, version, state=State.PUBLISHED):
        return vintage
    require(rules.may_publish(by, vintage))
    _move(vintage, version, state=State.PUBLISHED, published_at=at)
    record("vintage.published", Verb.DISCLOSURE, by=by, on=f"vintage {vintage.pk}", at=at)
    meet_earliest(vintage, timezone.localdate(at))
    return vintage


@transaction.atomic
def take_down(*, vintage: Vintage, version: int, reason: str, by: User, at: datetime) -> Vintage:
    """Take a published vintage from the public; that it was there, and why it went, is still told."""
    fields = {"state": State.TAKEN_DOWN, "taken_down_reason": reason}
    if _is_done(vintage, version, **fields):
        return vintage
    require(rules.may_take_down(by, vintage))
    _move(vintage, version, **fields, taken_down_at=at)
    on = f"vintage {vintage.pk}"
    record("vintage.taken-down", Verb.ALTERATION, by=by, on=on, at=at, reason=reason)
    return vintage
