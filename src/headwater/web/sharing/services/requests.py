"""Asking an agency for information, and writing down what came."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.sharing import rules
from headwater.web.sharing.models import InformationRequest
from headwater.web.verdict import Refused, require


@transaction.atomic
def ask(
    *, agency: Agency, what: str, why: str, due: date, by: User, at: datetime
) -> InformationRequest:
    """Ask an agency for something by a day. The same open request twice is one."""
    require(rules.reaches(by, "request", "change", agency.slug))
    same = InformationRequest.objects.filter(
        agency=agency, what=what, due=due, received_on__isnull=True
    ).first()
    if same is not None:
        return same
    made = InformationRequest(agency=agency, what=what, why=why, due=due, asked_by=by, asked_at=at)
    made.full_clean()
    made.save()
    record("request.asked", Verb.COLLECTION, by=by, on=f"request {made.pk}", at=at)
    return made


@transaction.atomic
def receive(
    *,
    request: InformationRequest,
    version: int,
    on: date,
    quality: str,
    note: str,
    by: User,
    at: datetime,
) -> InformationRequest:
    """Write down when what was asked for came, and how good it was."""
    require(rules.may_receive(by, request))
    found = InformationRequest.objects.filter(pk=request.pk, version=version)
    if not found.update(version=version + 1, received_on=on, quality=quality, note=note):
        raise Refused("Somebody else changed this request. Look at it again before you go on.")
    record(
        "request.received",
        Verb.COLLECTION,
        by=by,
        on=f"request {request.pk}",
        at=at,
        quality=quality,
    )
    request.refresh_from_db()
    return request
