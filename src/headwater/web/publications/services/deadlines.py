"""Writing down when a document is due, and what met it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.publications import rules
from headwater.web.publications.models import Deadline, Vintage
from headwater.web.verdict import Refused, require


@transaction.atomic
def set_deadline(*, product: str, due: date, source: str, by: User, at: datetime) -> Deadline:
    """Write down by when a document must be published. The same day twice is one deadline."""
    require(accounts.may(by, "deadline", "change"))
    made, is_new = Deadline.objects.get_or_create(
        product=product, due=due, defaults={"source": source}
    )
    if is_new:
        record("deadline.set", Verb.CONFIGURATION, by=by, on=f"deadline {made.pk}", at=at)
    return made


@transaction.atomic
def meet(*, deadline: Deadline, version: int, on: date, by: User, at: datetime) -> Deadline:
    """Write down that a deadline was met by a document made elsewhere."""
    if deadline.met_on == on and deadline.met_by is None:
        return deadline  # a second click on the same button
    require(rules.may_meet(by, deadline))
    found = Deadline.objects.filter(pk=deadline.pk, version=version)
    if not found.update(version=version + 1, met_on=on):
        raise Refused("Somebody else changed this deadline. Look at it again before you go on.")
    record("deadline.met", Verb.ALTERATION, by=by, on=f"deadline {deadline.pk}", at=at)
    deadline.refresh_from_db()
    return deadline


def meet_earliest(vintage: Vintage, on: date) -> None:
    """A document that is published meets the earliest deadline of its kind that nothing met yet."""
    due = Deadline.objects.filter(product=vintage.title, met_on__isnull=True).first()
    if due is not None:
        Deadline.objects.filter(pk=due.pk).update(
            met_on=on, met_by=vintage, version=due.version + 1
        )
