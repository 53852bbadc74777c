"""What every page knows: the partnership's name, its marking and the navigation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from headwater.vocabulary.records.agreement import Purpose
from headwater.web.accounts import rules
from headwater.web.accounts.forms import PURPOSES
from headwater.web.accounts.models import User
from headwater.web.insight.selectors.kept import profile
from headwater.web.ui.registry import rooms


@cache
def _names(folder: Path) -> tuple[str, str, bool]:
    found = profile(folder)
    return found.name, found.marking, found.invented


def partnership(request: HttpRequest) -> dict[str, Any]:
    """For the templates' frame."""
    name, marking, invented = _names(settings.ENV.folder)
    return {
        "partnership_name": name,
        "marking": "INVENTED DATA" if invented else marking,
        "invented": invented,
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
