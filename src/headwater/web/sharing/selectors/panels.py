"""What sharing shows on the page of an agency."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import scope_of
from headwater.web.sharing.selectors.agreements import agreements, record_of, standing, titles
from headwater.web.sharing.selectors.requests import requests
from headwater.web.ui.rooms import Line, Panel


def of_agency(user: User, slug: str) -> Iterable[Panel]:
    """The agreements an agency is party to, and for whom may see them what it was asked for."""
    today = timezone.localdate()
    party = Q(provider__slug=slug) | Q(recipients__slug=slug)
    lines = tuple(
        Line(
            f"{one.slug}: {', '.join(titles(one.sources))}",
            reverse("sharing:agreement", args=[one.slug]),
            ("Provides. " if one.provider.slug == slug else "Receives. ")
            + ("Live today." if standing(record_of(one), today) else "Not live today."),
        )
        for one in agreements().filter(party).distinct()
    )
    yield Panel("Sharing agreements", lines, "It is party to no sharing agreement.")
    if scope_of(user.in_role, "request", "view"):
        waiting = requests(user).filter(agency__slug=slug, received_on=None)
        due = tuple(
            Line(
                one.what,
                reverse("sharing:request", args=[one.pk]),
                f"Due on {one.due:%-d %B %Y}{', overdue' if one.due < today else ''}",
            )
            for one in waiting
        )
        yield Panel("Requests for information", due, "Nothing it was asked for is due.")
