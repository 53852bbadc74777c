"""The tree of boards, one board, and setting them up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.boards import (
    AddBoard,
    AddLine,
    AsOf,
    ChangeBoard,
    EndLine,
    ReplaceBoard,
)
from headwater.web.governance.models import Board
from headwater.web.governance.selectors import boards as selectors
from headwater.web.governance.selectors.meetings import business
from headwater.web.governance.services import boards as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored


def address(board: Board, name: str = "board") -> str:
    """Where a page of a board is."""
    return reverse(f"governance:{name}", args=[board.slug])


@marked("board", "view")
def boards(request: HttpRequest) -> HttpResponse:
    """Every board as they hang together on a day."""
    today = timezone.localdate()
    form = AsOf(request.GET or None, initial={"on": today})
    on = (form.cleaned_data["on"] if form.is_valid() else None) or today
    context = {
        "form": form,
        "on": on,
        "tree": selectors.tree_on(on),
        "days": selectors.days_of_change(),
        "ended": [b for b in selectors.boards() if b.ends and b.ends < on],
        "may_change": bool(accounts.may(who_asks(request), "board", "change")),
    }
    return render(request, "governance/boards.html", context)


@marked("board", "view")
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One board."""
    found = get_object_or_404(selectors.boards(), slug=slug)
    user = who_asks(request)
    context = {
        "page": selectors.page(found, timezone.localdate()),
        "business": business(found, user, timezone.now()),
        "may_change": bool(accounts.may(user, "board", "change")),
        "may_arrange": bool(accounts.may(user, "meeting", "change")),
        "may_see_compliance": bool(accounts.may(user, "compliance", "view")),
    }
    return render(request, "governance/board.html", context)


@marked("board", "change")
def add(request: HttpRequest) -> HttpResponse:
    """Set up a board."""
    form = AddBoard(given(request), initial={"months": 2})
    page = Ask("Set up a board", "Set up the board", reverse("governance:boards"))
    return ask(request, form, page, services.add_board)


def _as_typed(found: Board) -> dict[str, Any]:
    names = (
        "name",
        "purpose",
        "core_function",
        "rule_set",
        "months",
        "starts",
        "ends",
        "merger_review",
    )
    shown: dict[str, Any] = {name: getattr(found, name) for name in (*names, "version")}
    return {**shown, "aliases": [alias.name for alias in found.aliases.all()]}


@marked("board", "change")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is written about a board."""
    found = get_object_or_404(selectors.boards(), slug=slug)
    initial = _as_typed(found)
    form = ChangeBoard(
        given(request), initial={**initial, "aliases": "\n".join(initial["aliases"])}
    )
    return ask(
        request,
        form,
        Ask(f"Change {found.name}", "Save", address(found)),
        partial(services.change_board, board=found),
        lambda: _as_typed(selectors.boards().get(pk=found.pk)),
    )


@marked("board", "change")
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how a board stands to another from a day on."""
    found = get_object_or_404(selectors.boards(), slug=slug)
    form = AddLine(given(request), board=found)
    page = Ask(f"How {found.name} stands to another board", "Save the line", address(found))
    return ask(request, form, page, partial(services.add_line, board=found))


@marked("board", "change")
def end_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a reporting line end."""
    found = get_object_or_404(selectors.lines(), pk=pk)
    form = EndLine(given(request), initial={"last": timezone.localdate()})
    page = Ask(f"{found}: last day", "End it", address(found.board))
    return ask(request, form, page, partial(services.end_line, line=found))


@marked("board", "change")
def replace(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a board take another's place."""
    found = get_object_or_404(selectors.boards(), slug=slug)
    form = ReplaceBoard(given(request), initial={"version": found.version}, board=found)
    page = Ask(f"{found.name} replaces another board", "Replace it", address(found))
    return ask(request, form, page, partial(services.replace_board, board=found), stored(found))
