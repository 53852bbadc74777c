"""Reading complaints."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.shell.models import Complaint
from headwater.web.ui.rooms import Task


def complaints() -> QuerySet[Complaint]:
    """Every complaint: those without an answer first, the oldest of them first."""
    return Complaint.objects.select_related("answered_by").order_by(
        F("answered_at").desc(nulls_first=True), "made_at", "pk"
    )


def tasks(user: User) -> Iterable[Task]:
    """For the information-governance lead, what is to be acknowledged or answered, with its day."""
    if not accounts.may(user, "complaint", "answer"):
        return
    today = timezone.localdate()
    for one in complaints().filter(answered_at=None):
        doing = "Answer" if one.acknowledged_at else "Acknowledge"
        address = reverse("shell:complaint", args=[one.pk])
        due = None if one.acknowledged_at else one.due
        about = one.get_about_display()
        yield Task(f"{doing} complaint {one.pk}", address, about, bool(due and due < today), due)
