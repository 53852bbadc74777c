"""Meetings: planned, one, changed, minuted, and as a calendar; actions as they age."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.meetings import (
    AddAction,
    ChangeMeeting,
    CloseAction,
    NarrowActions,
    NarrowDecisions,
    PlanMeetings,
    WriteMinutes,
)
from headwater.web.governance.models import Board, Meeting
from headwater.web.governance.selectors import meetings as selectors
from headwater.web.governance.services import meetings as services
from headwater.web.governance.views.boards import address
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.listing import Column, listing

ACTIONS = (
    Column("Action", "action.what"),
    Column("Who", "action.owner"),
    Column("Due", "action.due"),
    Column("State"),
)
MEETINGS = (Column("When", "starts"), Column("Where", "place"), Column("State", "state"))
DECISIONS = (
    Column("Item", "item.title"),
    Column("Decision", "outcome"),
    Column("Meeting", "meeting.starts"),
)


def _board(request: HttpRequest, slug: str) -> Board:
    return get_object_or_404(selectors.open_boards(who_asks(request)), slug=slug)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(selectors.meetings(who_asks(request)), pk=pk)


def where(meeting: Meeting) -> str:
    """Where a meeting's page is."""
    return reverse("governance:meeting", args=[meeting.pk])


@marked("meeting", "change")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a run of meetings."""
    board = _board(request, slug)
    initial = {"length": 120, "count": 6, "months": board.months, "hour": "14:00"}
    form = PlanMeetings(given(request), initial=initial, board=board)
    page = Ask(f"Plan meetings of {board.name}", "Plan them", address(board))
    save = partial(services.plan_meetings, board=board)
    return ask(request, form, page, save, then=lambda made: where(made[0]))


@marked("meeting", "view")
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    found = _meeting(request, pk)
    page = selectors.meeting_page(found, who_asks(request), timezone.now())
    return render(request, "governance/meeting.html", {"page": page})


def _as_typed(found: Meeting) -> dict[str, Any]:
    starts = timezone.localtime(found.starts)
    return {
        "day": starts.date(),
        "hour": starts.time(),
        "length": found.length,
        "place": found.place,
        "cancelled": found.state == Meeting.State.CANCELLED,
        "version": found.version,
    }


@marked("meeting", "change")
def change_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Move or cancel a meeting."""
    found = _meeting(request, pk)
    form = ChangeMeeting(given(request), initial=_as_typed(found))
    page = Ask(f"Change the meeting of {found}", "Save", where(found))
    return ask(
        request,
        form,
        page,
        partial(services.change_meeting, meeting=found),
        lambda: _as_typed(_meeting(request, pk)),
    )


@marked("meeting", "change")
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes."""
    found = _meeting(request, pk)
    initial = {"minutes": found.minutes, "version": found.version}
    form = WriteMinutes(given(request), initial=initial)
    page = Ask(f"Minutes of {found}", "Save the minutes", where(found))
    return ask(
        request,
        form,
        page,
        partial(services.write_minutes, meeting=found),
        stored(found, "minutes"),
    )


@marked("meeting", "change")
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down an action."""
    found = _meeting(request, pk)
    form = AddAction(given(request), meeting=found)
    page = Ask(f"An action from {found}", "Save the action", where(found))
    return ask(request, form, page, partial(services.add_action, meeting=found))


@marked("action", "view")
def actions(request: HttpRequest) -> HttpResponse:
    """Every action this person may see, as they age."""
    user, day = who_asks(request), timezone.localdate()
    form = NarrowActions(request.GET, user=user)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.aged_actions(user, day, **chosen)
    context = {"form": form, "found": listing(request, found, ACTIONS)}
    return render(request, "governance/actions.html", context)


@marked("meeting", "view")
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Every meeting of a board, the newest first."""
    board = _board(request, slug)
    found = selectors.meetings(who_asks(request)).filter(board=board).order_by("-starts")
    context = {"board": board, "found": listing(request, found, MEETINGS)}
    return render(request, "governance/meetings.html", context)


@marked("meeting", "view")
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision of a board, the newest first."""
    board = _board(request, slug)
    form = NarrowDecisions(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = selectors.decisions(board, words)
    context = {"board": board, "form": form, "found": listing(request, found, DECISIONS)}
    return render(request, "governance/decisions.html", context)


@marked("action", "close")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an action with evidence."""
    found = get_object_or_404(selectors.actions(who_asks(request)), pk=pk)
    form = CloseAction(given(request), initial={"version": found.version})
    lead = f"{found.what} Due {found.due:%-d %B %Y}, {found.owner}."
    page = Ask(f"Close action {found.pk}", "Close it", reverse("governance:actions"), lead)
    return ask(
        request, form, page, partial(services.close_action, action=found), stored(found, "evidence")
    )
