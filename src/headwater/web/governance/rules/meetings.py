"""Who may arrange meetings, fill agendas and record what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import AgendaItem, Board, Meeting
from headwater.web.governance.rules.boards import holds
from headwater.web.verdict import Verdict, first_refusal

LONGEST_PLAN = 24
"""Meetings that can be planned at once."""


def may_arrange(user: User) -> Verdict:
    """Whether this person may arrange meetings, order agendas and keep minutes."""
    return accounts.may(user, "meeting", "change")


def may_plan(user: User, board: Board, days: Iterable[date], taken: Iterable[date]) -> Verdict:
    """Whether a board may meet on some days: while it exists, and once a day."""
    granted = may_arrange(user)
    if not granted:
        return granted
    wanted, held = list(days), set(taken)
    outside = next((d for d in wanted if not holds(board, d)), None)
    twice = next((d for d in wanted if d in held), None)
    return first_refusal(
        (outside is None, f"{board} does not exist on {_said(outside)}. Choose other dates."),
        (twice is None, f"{board} already meets on {_said(twice)}. Choose other dates."),
    )


def _said(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "that day"


def may_add_item(user: User, board: Board, open_boards: Iterable[int]) -> Verdict:
    """Whether somebody may put something in a board's backlog: any member who sees its meetings."""
    granted = accounts.may(user, "agenda", "add")
    if not granted:
        return granted
    return first_refusal(
        (board.pk in set(open_boards), f"You do not sit on {board}."),
        (board.ends is None, f"{board} has ended. Choose another board."),
    )


def is_new(title: str, known: bool) -> Verdict:
    """Whether something is not there already, as it would be after a second click."""
    short = title if len(title) <= 60 else f"{title[:57]}…"
    return first_refusal((not known, f"“{short}” is there already. Nothing was added."))


def may_move(user: User, meeting: Meeting, cancelled: bool) -> Verdict:
    """Whether a meeting may be moved or cancelled: one that was held is not cancelled afterwards."""
    granted = may_arrange(user)
    if not granted:
        return granted
    held = meeting.state == Meeting.State.HELD
    return first_refusal(
        (not (held and cancelled), "This meeting was held, so it cannot be cancelled."),
    )


def may_place(user: User, item: AgendaItem, meeting: Meeting | None, decided: bool) -> Verdict:
    """Whether an item may be put on a meeting's agenda, or back in the backlog."""
    granted = may_arrange(user)
    if not granted:
        return granted
    fits = meeting is None or meeting.board_id == item.board_id
    planned = meeting is None or meeting.state == Meeting.State.PLANNED
    return first_refusal(
        (not item.withdrawn, "This item was taken out of the backlog."),
        (not decided, "The meeting decided on this item, so it stays on that agenda."),
        (fits, "That meeting is another board's."),
        (planned, "Only a planned meeting can be given an agenda."),
    )


def may_withdraw(user: User, item: AgendaItem, reason: str) -> Verdict:
    """Whether an item may be taken out of the backlog: with a reason, and not from an agenda."""
    granted = may_arrange(user)
    if not granted:
        return granted
    return first_refusal(
        (item.meeting_id is None, "Take it off the agenda first."),
        (not item.withdrawn, "It was taken out already."),
        (bool(reason.strip()), "Say why it is taken out."),
    )


def may_decide(user: User, item: AgendaItem, decided: bool, at: datetime) -> Verdict:
    """Whether a decision on an item may be recorded: at a meeting that has begun, and once."""
    granted = may_arrange(user)
    if not granted:
        return granted
    meeting = item.meeting
    return first_refusal(
        (meeting is not None, "Put the item on the agenda of a meeting first."),
        (
            meeting is None or meeting.state != Meeting.State.CANCELLED,
            "The meeting was cancelled. Put the item on another agenda.",
        ),
        (
            meeting is None or meeting.starts <= at,
            "The meeting has not begun. A decision is recorded once it has.",
        ),
        (not decided, "A decision on this item is already recorded for this meeting."),
    )


def may_minute(user: User, meeting: Meeting, at: datetime) -> Verdict:
    """Whether minutes may be written or an action taken down: once the meeting has begun."""
    granted = may_arrange(user)
    if not granted:
        return granted
    return first_refusal(
        (meeting.state != Meeting.State.CANCELLED, "The meeting was cancelled."),
        (meeting.starts <= at, "The meeting has not begun. Come back once it has."),
    )


def may_send_pack(user: User, meeting: Meeting, somebody: bool, members: bool) -> Verdict:
    """Whether the pack of a meeting may be sent: to members with an account, before or after it."""
    granted = may_arrange(user)
    if not granted:
        return granted
    return first_refusal(
        (meeting.state != Meeting.State.CANCELLED, "The meeting was cancelled."),
        (somebody, "No member has an account to read it with. Give them one, or print the pack."),
        (members, "Somebody you chose does not sit on the board any more. Choose again."),
    )
