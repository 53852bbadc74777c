"""Reading what was sent in the browser."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from headwater.data.source import all_sources
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing.models import Agreement, Upload
from headwater.web.sharing.selectors.agreements import agreements, record_of, standing, titles

LIMIT = 100 * 1024 * 1024
"""Bytes that one file may have."""


def incoming(upload: Upload) -> Path:
    """Where a file lies from its arrival until it was taken in: readable by its owner alone."""
    return Path(settings.ENV.folder) / "incoming" / str(upload.pk) / upload.file_name


def uploads(user: User) -> QuerySet[Upload]:
    """What this person may see of what was sent."""
    scope = scope_of(user.in_role, "delivery", "view")
    found = Upload.objects.select_related("agency", "sent_by")
    if scope is Scope.ALL:
        return found
    return found.filter(agency__slug=user.agency) if scope and user.agency else found.none()


def of_agency(slug: str) -> list[Agreement]:
    """The agreements under which an agency provides data."""
    return list(agreements().filter(provider__slug=slug))


def provider_name(agency: Agency, source: str) -> str:
    """The name that an agency's rows of a source bear: as its agreement has it, a live one before others."""
    today = timezone.localdate()
    own = of_agency(agency.slug)
    naming = [record_of(a) for a in own if source in a.sources] or [record_of(a) for a in own]
    naming.sort(key=lambda record: not standing(record, today))
    return naming[0].sent_as if naming else agency.name


def sendable(user: User) -> list[tuple[str, str]]:
    """The sources this person may send, by slug and title: an agency those of its live agreements."""
    if scope_of(user.in_role, "delivery", "send") is Scope.ALL:
        known = ((slug, source.title) for slug, source in all_sources().items())
        return [("", "Tell it by its headings"), *sorted(known, key=lambda pair: pair[1])]
    today = timezone.localdate()
    live = [a for a in of_agency(user.agency) if standing(record_of(a), today)]
    slugs = sorted({source for a in live for source in a.sources})
    return list(zip(slugs, titles(slugs), strict=True))


def why_nothing(user: User) -> tuple[str, ...]:
    """Why an agency can send nothing: the sentence of each agreement."""
    today = timezone.localdate()
    return tuple(standing(record_of(a), today).reason for a in of_agency(user.agency))


def senders(user: User) -> QuerySet[Agency]:
    """The agencies this person may send for."""
    if scope_of(user.in_role, "delivery", "send") is Scope.ALL:
        return Agency.objects.all()
    return Agency.objects.filter(slug=user.agency)
