"""What every page knows: the partnership's name, its marking and the navigation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headwater.vocabulary.records.agreement import Purpose
from headwater.web.accounts import rules
from headwater.web.accounts.forms import PURPOSES
from headwater.web.accounts.models import User
from headwater.web.shell.selectors.partnership import named
from headwater.web.ui.registry import rooms


def partnership(request: HttpRequest) -> dict[str, Any]:
    """For the templates' frame."""
    own = named()
    return {
        "partnership_name": own.name,
        "marking": own.marking,
        "invented": own.invented,
        "navigation": _navigation(request),
        "purpose": _purpose(request),
    }


def _purpose(request: HttpRequest) -> str:
    """What the session is for, to those who see numbers."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not rules.may(user, "indicator", "view"):
        return ""
    words = PURPOSES[Purpose(getattr(request, "purpose", Purpose.NEEDS_ASSESSMENT))]
    return words[0].lower() + words[1:]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    items = [{"title": "Home", "href": reverse("shell:home")}]
    items += [
        {"title": room.title, "href": reverse(room.address)}
        for room in rooms()
        if rules.may(user, room.resource, "view")
    ]
    for item in items:
        root = item["href"]
        here = request.path == root or (root != "/" and request.path.startswith(root))
        item["here"] = bool(here)  # type: ignore[assignment]
    return items
