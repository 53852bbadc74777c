"""Arranging meetings, and writing down what came of them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Action, AgendaItem, Board, Meeting
from headwater.web.governance.rules import actions as ageing
from headwater.web.governance.rules import meetings as rules
from headwater.web.governance.rules.recurrence import recurring
from headwater.web.ui.clock import moment
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


def _days(board: Board) -> set[date]:
    held = board.meetings.exclude(state=Meeting.State.CANCELLED)
    return {timezone.localdate(meeting.starts) for meeting in held}


@transaction.atomic
def plan_meetings(
    *,
    board: Board,
    first: date,
    hour: time,
    length: int,
    months: int,
    count: int,
    place: str,
    pair: Board | None = None,
    by: User,
    at: datetime,
) -> list[Meeting]:
    """Plan a run of meetings, every so many months at the same local time.

    With `pair`, the other board meets right after each, back to back (HWB 5.14).
    """
    days = recurring(first, months, count)
    for one in (board, pair) if pair else (board,):
        require(rules.may_plan(by, one, days, _days(one)))
    made: list[Meeting] = []
    for day in days:
        starts = moment(day, hour)
        meeting = add(Meeting(board=board, starts=starts, length=length, place=place))
        made.append(meeting)
        if pair:
            after = Meeting(
                board=pair, starts=meeting.ends, length=length, place=place, follows=meeting
            )
            made.append(add(after))
    record(
        "meeting.planned",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {board.slug}",
        at=at,
        meetings=len(made),
        months=months,
        pair=pair.slug if pair else "",
    )
    return made


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    version: int,
    day: date,
    hour: time,
    length: int,
    place: str,
    cancelled: bool,
    by: User,
    at: datetime,
) -> Meeting:
    """Move or cancel a meeting. What was on the agenda of a cancelled one goes back to the backlog."""
    require(rules.may_move(by, meeting, cancelled))
    if timezone.localdate(meeting.starts) != day:
        require(rules.may_plan(by, meeting.board, [day], _days(meeting.board)))
    was = Meeting.State(meeting.state)
    back = was if was is not Meeting.State.CANCELLED else Meeting.State.PLANNED
    save_over(
        meeting,
        version,
        starts=moment(day, hour),
        length=length,
        place=place,
        state=Meeting.State.CANCELLED if cancelled else back,
    )
    if cancelled:
        for item in meeting.items.filter(decisions__isnull=True):
            save_over(item, item.version, meeting=None, place=0)
    action = "meeting.cancelled" if cancelled else "meeting.changed"
    record(action, Verb.ALTERATION, by=by, on=f"meeting {meeting.pk}", at=at)
    return meeting


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, version: int, minutes: str, by: User, at: datetime
) -> Meeting:
    """Keep the minutes; a meeting with minutes was held."""
    require(rules.may_minute(by, meeting, at))
    save_over(meeting, version, minutes=minutes, state=Meeting.State.HELD)
    record("meeting.minuted", Verb.ALTERATION, by=by, on=f"meeting {meeting.pk}", at=at)
    return meeting


@transaction.atomic
def add_action(
    *,
    meeting: Meeting,
    what: str,
    owner: str,
    due: date,
    agency: Agency | None = None,
    user: User | None = None,
    item: AgendaItem | None = None,
    by: User,
    at: datetime,
) -> Action:
    """Write down what somebody is to do by when."""
    require(rules.may_minute(by, meeting, at))
    same = meeting.actions.filter(what=what, owner=owner, due=due)
    require(rules.is_new(what, same.exists()))
    made = add(
        Action(
            meeting=meeting, what=what, owner=owner, due=due, agency=agency, user=user, item=item
        )
    )
    record(
        "action.added",
        Verb.COLLECTION,
        by=by,
        on=f"action {made.pk}",
        at=at,
        meeting=meeting.pk,
        due=due.isoformat(),
    )
    return made


@transaction.atomic
def close_action(*, action: Action, version: int, evidence: str, by: User, at: datetime) -> Action:
    """Close an action with what shows that it was done."""
    require(ageing.may_close(by, action, evidence))
    save_over(action, version, closed_on=timezone.localdate(at), evidence=evidence)
    record("action.closed", Verb.ALTERATION, by=by, on=f"action {action.pk}", at=at)
    return action
