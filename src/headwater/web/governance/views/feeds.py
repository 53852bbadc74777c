"""A board's meetings in one's own calendar: a file once, or a link that a program reads again and again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.models import Board
from headwater.web.governance.selectors import feeds as selectors
from headwater.web.governance.selectors.calendar import calendar as calendar_of
from headwater.web.governance.selectors.meetings import open_boards
from headwater.web.governance.services import feeds as services
from headwater.web.policy import marked, public


def _board(request: HttpRequest, slug: str) -> Board:
    return get_object_or_404(open_boards(who_asks(request)), slug=slug)


def _file(board: Board) -> HttpResponse:
    response = HttpResponse(
        calendar_of(board, timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{board.slug}.ics"'
    return response


@marked("meeting", "view")
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """A board's meetings as they are now."""
    return _file(_board(request, slug))


@marked("meeting", "view")
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own link to a board's meetings; a new one is shown once."""
    board, user = _board(request, slug), who_asks(request)
    link = ""
    if request.method == "POST":
        secret = services.make_feed(board=board, by=user, at=timezone.now())
        link = request.build_absolute_uri(reverse("governance:feed", args=[secret]))
    context = {"board": board, "feed": selectors.feed_of(user, board), "link": link}
    return render(request, "governance/subscribe.html", context)


@marked("meeting", "view")
@require_POST
def unsubscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """End one's own link."""
    board = _board(request, slug)
    services.revoke_feed(board=board, by=who_asks(request), at=timezone.now())
    return redirect("governance:subscribe", slug)


@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A board's meetings for whoever holds a live link; anything else is not found."""
    found = selectors.feed_with(secret, timezone.localdate())
    if found is None:
        raise Http404
    services.note_use(feed=found, at=timezone.now())
    return _file(found.board)
