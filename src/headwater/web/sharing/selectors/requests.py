"""Reading requests for information."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing.models import InformationRequest


def requests(user: User) -> QuerySet[InformationRequest]:
    """The requests this person may see: those still open first, the oldest due day first."""
    scope = scope_of(user.in_role, "request", "view")
    found = InformationRequest.objects.select_related("agency", "asked_by").order_by(
        F("received_on").desc(nulls_first=True), "due", "pk"
    )
    if scope is Scope.ALL:
        return found
    return found.filter(agency__slug=user.agency) if scope and user.agency else found.none()


def overdue(user: User) -> QuerySet[InformationRequest]:
    """Those whose day has gone by and that nothing has come for."""
    return requests(user).filter(received_on__isnull=True, due__lt=timezone.localdate())
