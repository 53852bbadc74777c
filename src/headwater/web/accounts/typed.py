"""What somebody typed while their session ended: kept for a while, and given back once they sign in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

_TYPED = "typed"
KEPT = 30 * 60
"""Seconds for which it is kept: a browser may be left to somebody else."""
MOST = 200_000
"""Letters of a form beyond which it is not kept."""
_KEEPS_SECRETS = {"accounts", ""}
"""Rooms whose forms hold passwords and codes: this one, and the library that signs people in."""
_NOT_TYPED = {"csrfmiddlewaretoken"}
SAID = "You were signed out while you were typing. Sign in, and you can go on where you were."


@dataclass(frozen=True)
class Typed:
    """A form that was sent too late: where to, from which page, and its fields. A file is never kept."""

    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_file: bool

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The fields that the person filled in, in words."""
        words = ((name.rpartition("-")[2].replace("_", " "), text) for name, text in self.fields)
        return tuple(
            (name.capitalize(), text) for name, text in words if text and name != "version"
        )


def keep(request: HttpRequest) -> bool:
    """Keep what was sent by somebody who is signed in no more; False where there is nothing to keep."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.app_name in _KEEPS_SECRETS:
        return False
    lists = [(n, values) for n, values in request.POST.lists() if n not in _NOT_TYPED]
    fields = [[n, str(v)] for n, values in lists for v in values]
    if sum(len(n) + len(v) for n, v in fields) > MOST:
        return False
    request.session[_TYPED] = {
        "path": request.get_full_path(),
        "page": _page_before(request),
        "fields": fields,
        "had_file": bool(request.FILES),
        "until": time.time() + KEPT,
    }
    messages.info(request, SAID)
    return True


def held(request: HttpRequest) -> Typed | None:
    """What is kept for this browser; None where nothing is, or not any more."""
    kept = request.session.get(_TYPED)
    if not kept or kept["until"] < time.time():
        return None
    fields = tuple((n, v) for n, v in kept["fields"])
    return Typed(kept["path"], kept["page"], fields, kept["had_file"])


def drop(request: HttpRequest) -> None:
    """Forget it."""
    request.session.pop(_TYPED, None)


def _page_before(request: HttpRequest) -> str:
    """The page that held the form: only an address of our own."""
    before = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return urlsplit(before).path if before and safe else reverse("shell:home")
