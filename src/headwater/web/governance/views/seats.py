"""Who sits on a board, held against a rule set, and where two boards share people."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.boards import AddSeat, EndSeat, TwoBoards, WhichRules
from headwater.web.governance.models import Seat
from headwater.web.governance.rules.boards import holds
from headwater.web.governance.selectors import boards as selectors
from headwater.web.governance.selectors.subjects import in_common
from headwater.web.governance.services import boards as services
from headwater.web.governance.views.boards import address
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored


@marked("board", "view")
def seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Which seats of a rule set are filled, and by whom."""
    board = get_object_or_404(selectors.boards(), slug=slug)
    today = timezone.localdate()
    chosen = request.GET.get("rules", board.rule_set)
    everybody = selectors.seats(board)
    context = {
        "board": board,
        "form": WhichRules(initial={"rules": chosen}),
        "membership": selectors.membership_of(board, chosen, today),
        "sitting": [seat for seat in everybody if holds(seat, today)],
        "past": [seat for seat in everybody if seat.ends and seat.ends < today],
        "may_change": bool(accounts.may(who_asks(request), "board", "change")),
    }
    return render(request, "governance/seats.html", context)


@marked("board", "change")
def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a seat."""
    board = get_object_or_404(selectors.boards(), slug=slug)
    form = AddSeat(given(request), initial={"starts": timezone.localdate()})
    page = Ask(f"Give somebody a seat on {board.name}", "Save the seat", address(board, "seats"))
    return ask(request, form, page, partial(services.add_seat, board=board))


@marked("board", "change")
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a seat fall vacant."""
    seat = get_object_or_404(Seat.objects.select_related("board", "agency"), pk=pk)
    form = EndSeat(given(request), initial={"version": seat.version, "last": timezone.localdate()})
    back = address(seat.board, "seats")
    page = Ask(f"End the seat of {seat.person} on {seat.board.name}", "End the seat", back)
    return ask(request, form, page, partial(services.end_seat, seat=seat), stored(seat))


@marked("board", "view")
def overlap(request: HttpRequest) -> HttpResponse:
    """Where two boards share people (SPB 8.2) and subjects (SPB 6.3)."""
    form = TwoBoards(request.GET if "first" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        found = selectors.overlap_of(first, second, timezone.localdate())
        context |= {"first": first, "second": second, "overlap": found, "both": (first, second)}
        context["percent"] = None if found.share is None else round(100 * found.share)
        context["common"] = in_common(first, second, who_asks(request), timezone.now())
    return render(request, "governance/overlap.html", context)
