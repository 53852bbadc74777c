"""A form that is sent twice is done once: two clicks, or a page loaded again after it was sent."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

KEPT = 15 * 60
"""Seconds for which a form is known again."""
PATIENCE = 10.0
"""Seconds that the second of two clicks waits for the first."""
_WORKING = ""


def once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a form that came before as it was answered then.

    Every page that is drawn has another token in its form, so the same bytes from the same session are
    the same page sent again, and never a person who means it twice. Only what succeeded is kept: a form
    that was refused may be sent again. Files are left alone: they are known by their content.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return get_response(request)
        if not cache.add(key, _WORKING, KEPT):
            went = _wait_for(key)
            if went:
                return HttpResponseRedirect(went)
        response = get_response(request)
        if response.status_code == 302:
            cache.set(key, response.headers["Location"], KEPT)
        else:
            cache.delete(key)
        return response

    return answer


def _key(request: HttpRequest) -> str | None:
    session = request.session.session_key
    form = request.content_type == "application/x-www-form-urlencoded"
    if request.method != "POST" or not form or session is None:
        return None
    sent = f"{session} {request.path} ".encode() + request.body
    return f"once:{hashlib.sha256(sent).hexdigest()}"


def _wait_for(key: str) -> str:
    """Where the first of the two was sent; empty where it was refused or does not come to an end."""
    until = time.monotonic() + PATIENCE
    while (went := cache.get(key)) == _WORKING and time.monotonic() < until:
        time.sleep(0.02)
    return went or ""
