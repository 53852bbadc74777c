"""The backlog and the agenda: items, papers with their trail, decisions."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.meetings import (
    AddItem,
    AddPaper,
    AddPrior,
    Decide,
    Place,
    RoutePaper,
    Withdraw,
)
from headwater.web.governance.models import AgendaItem, Paper
from headwater.web.governance.selectors import meetings as selectors
from headwater.web.governance.services import agenda as services
from headwater.web.governance.views.boards import address
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.verdict import Refused


def _item(request: HttpRequest, pk: int) -> AgendaItem:
    return get_object_or_404(selectors.items(who_asks(request)), pk=pk)


def _paper(request: HttpRequest, pk: int) -> Paper:
    return get_object_or_404(selectors.papers(who_asks(request)), pk=pk)


def _at(item: AgendaItem) -> str:
    return reverse("governance:item", args=[item.pk])


@marked("agenda", "add")
def add_item(request: HttpRequest, slug: str) -> HttpResponse:
    """Put something in a board's backlog."""
    board = get_object_or_404(selectors.open_boards(who_asks(request)), slug=slug)
    form = AddItem(given(request))
    lead = "It waits in the backlog until it is put on the agenda of a meeting."
    page = Ask(f"Something for {board.name} to talk about", "Add it", address(board), lead)
    return ask(request, form, page, partial(services.add_item, board=board))


@marked("meeting", "change")
def add_to_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Put something new on a meeting's agenda."""
    meeting = get_object_or_404(selectors.meetings(who_asks(request)), pk=pk)
    back = reverse("governance:meeting", args=[pk])
    page = Ask(f"Something for the agenda of {meeting}", "Put it on the agenda", back)
    save = partial(services.add_to_agenda, meeting=meeting)
    return ask(request, AddItem(given(request)), page, save)


@marked("meeting", "view")
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item, with its papers and what was decided."""
    found = _item(request, pk)
    user = who_asks(request)
    context = {
        "item": found,
        "decisions": found.decisions.select_related("meeting__board"),
        "may_add": bool(accounts.may(user, "agenda", "add")),
        "may_change": bool(accounts.may(user, "meeting", "change")),
    }
    return render(request, "governance/item.html", context)


@marked("meeting", "change")
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on an agenda, or back in the backlog."""
    found = _item(request, pk)
    form = Place(request.POST)
    if not form.is_valid():
        messages.warning(request, "That meeting is not there any more")
        return redirect(_at(found))
    try:
        services.place_item(
            item=found, by=who_asks(request), at=timezone.now(), **form.cleaned_data
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    if found.meeting_id is None:
        return redirect(address(found.board))
    return redirect("governance:meeting", found.meeting_id)


@marked("meeting", "change")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the backlog."""
    found = _item(request, pk)
    form = Withdraw(given(request), initial={"version": found.version})
    page = Ask(f"Take item {found.pk} out of the backlog", "Take it out", _at(found), found.title)
    return ask(request, form, page, partial(services.withdraw_item, item=found), stored(found))


@marked("agenda", "add")
def add_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper to an item."""
    found = _item(request, pk)
    form = AddPaper(given(request), initial={"author": who_asks(request).full_name})
    page = Ask(f"A paper for item {found.pk}", "Add the paper", _at(found), found.title)
    return ask(request, form, page, partial(services.add_paper, item=found))


@marked("meeting", "view")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper and its way so far."""
    found = _paper(request, pk)
    context = {
        "paper": found,
        "trail": selectors.trail(found),
        "sent": found.followed_by.select_related("item__board"),
        "may_add": bool(accounts.may(who_asks(request), "agenda", "add")),
    }
    return render(request, "governance/paper.html", context)


@marked("agenda", "add")
def add_prior(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what another body decided before."""
    found = _paper(request, pk)
    form = AddPrior(given(request))
    back = reverse("governance:paper", args=[pk])
    page = Ask(f"An earlier decision on paper {pk}", "Save", back, found.title)
    return ask(request, form, page, partial(services.add_prior, paper=found))


@marked("agenda", "add")
def route(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a paper on to another board."""
    found = _paper(request, pk)
    form = RoutePaper(given(request), paper=found, user=who_asks(request))
    back = reverse("governance:paper", args=[pk])
    page = Ask(f"Send paper {pk} on to another board", "Send it on", back, found.title)
    return ask(request, form, page, partial(services.route_paper, paper=found))


@marked("meeting", "change")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the meeting decided."""
    found = _item(request, pk)
    form = Decide(given(request), initial={"version": found.version})
    back = reverse("governance:meeting", args=[found.meeting_id]) if found.meeting else _at(found)
    page = Ask(f"Decision on item {found.pk}", "Record the decision", back, found.title)
    return ask(request, form, page, partial(services.decide, item=found), stored(found))
