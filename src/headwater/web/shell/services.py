"""Taking complaints, and answering them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.shell import rules
from headwater.web.shell.models import Complaint
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require

HOUR = timedelta(hours=1)
KEPT = timedelta(days=3 * 365)
"""For so long after its answer a complaint is kept."""


@transaction.atomic
def complain(*, about: str, contact: str, text: str, name: str = "", at: datetime) -> Complaint:
    """Take a complaint from anybody."""
    forget(at=at)
    recent = Complaint.objects.filter(made_at__gt=at - HOUR).count()
    require(rules.may_complain(recent))
    made = add(Complaint(about=about, name=name, contact=contact, text=text, made_at=at))
    record("complaint.made", Verb.COLLECTION, by=None, on=f"complaint {made.pk}", at=at)
    return made


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Remove what was answered years ago, name and words; that there was a complaint stays in the record."""
    old = Complaint.objects.filter(answered_at__lt=at - KEPT)
    for one in old:
        record("complaint.removed", Verb.ERASURE, by=None, on=f"complaint {one.pk}", at=at)
    return old.delete()[0]


@transaction.atomic
def acknowledge(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """Record that the person was told it is dealt with."""
    require(rules.may_acknowledge(by, complaint))
    save_over(complaint, version, acknowledged_at=at)
    on = f"complaint {complaint.pk}"
    record("complaint.acknowledged", Verb.ALTERATION, by=by, on=on, at=at)
    return complaint


@transaction.atomic
def answer(*, complaint: Complaint, version: int, answer: str, by: User, at: datetime) -> Complaint:
    """Record what the person was answered, which acknowledges it too."""
    require(rules.may_answer(by, complaint))
    heard = complaint.acknowledged_at or at
    save_over(
        complaint, version, answer=answer, answered_at=at, answered_by=by, acknowledged_at=heard
    )
    record("complaint.answered", Verb.ALTERATION, by=by, on=f"complaint {complaint.pk}", at=at)
    return complaint
