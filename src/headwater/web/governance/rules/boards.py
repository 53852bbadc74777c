"""Which boards exist on a day, how they hang together, and what may be changed about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Board, ReportingLine
from headwater.web.verdict import Verdict, first_refusal

UNDER, BESIDE = ReportingLine.Relation.UNDER, ReportingLine.Relation.BESIDE
RESERVED = frozenset({"add", "overlap", "actions"})
"""Words that are addresses already and so cannot be a board's."""


class Lasting(Protocol):
    """Something with a first and a last day; both count."""

    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


def holds(lasting: Lasting, day: date) -> bool:
    """Whether something holds on a day."""
    return lasting.starts <= day and (lasting.ends is None or day <= lasting.ends)


@dataclass(frozen=True)
class Branch:
    """A board, what reports to it, and what stands beside it, on one day."""

    board: Board
    children: tuple[Branch, ...]
    beside: tuple[Board, ...]


def tree(boards: Iterable[Board], lines: Iterable[ReportingLine], day: date) -> tuple[Branch, ...]:
    """The boards as they hang together on a day, from the top; every board of that day is in it once."""
    alive = {board.pk: board for board in boards if holds(board, day)}
    current = [
        one for one in lines if holds(one, day) and one.board_id in alive and one.to_id in alive
    ]
    parent = {one.board_id: one.to_id for one in current if one.relation == UNDER}
    done: set[int] = set()

    def branch(board: Board) -> Branch:
        done.add(board.pk)
        below = [b for b in alive.values() if parent.get(b.pk) == board.pk and b.pk not in done]
        return Branch(board, tuple(branch(b) for b in below), _beside(board, current, alive))

    tops = [branch(b) for b in alive.values() if b.pk not in parent]
    # Lines that go round in a ring are refused; were there one, its boards would still be shown.
    return (*tops, *(branch(b) for b in alive.values() if b.pk not in done))


def _beside(
    board: Board, lines: Sequence[ReportingLine], alive: dict[int, Board]
) -> tuple[Board, ...]:
    others = {
        one.to_id if one.board_id == board.pk else one.board_id
        for one in lines
        if one.relation == BESIDE and board.pk in (one.board_id, one.to_id)
    }
    return tuple(sorted((alive[pk] for pk in others), key=lambda b: b.name))


def goes_round(board: Board, to: Board, starts: date, lines: Sequence[ReportingLine]) -> bool:
    """Whether a new line from `board` to `to` would ever lead back to `board`, from its start on."""
    days = {starts, *(one.starts for one in lines if one.starts > starts)}
    for day in days:
        parent = {
            one.board_id: one.to_id for one in lines if one.relation == UNDER and holds(one, day)
        }
        at: int | None = to.pk
        seen: set[int] = set()
        while at is not None and at not in seen:
            if at == board.pk:
                return True
            seen.add(at)
            at = parent.get(at)
    return False


def may_change(user: User) -> Verdict:
    """Whether this person may set up boards, lines and seats."""
    return accounts.may(user, "board", "change")


def may_be_called(name: str, slug: str, taken: Iterable[str]) -> Verdict:
    """Whether a board can have a name: it needs letters, and nobody else may have it, alias or not."""
    others = {one.casefold() for one in taken}
    return first_refusal(
        (bool(slug), "The name needs at least one letter or digit."),
        (slug not in RESERVED, f"A board cannot be called “{name}”. Choose a longer name."),
        (name.casefold() not in others, f"There is already a board called “{name}”."),
    )


def may_report(
    user: User, board: Board, to: Board, relation: str, starts: date, lines: Sequence[ReportingLine]
) -> Verdict:
    """Whether one board may report to another, or stand beside it, from a day on (HWB 5.14)."""
    granted = may_change(user)
    if not granted:
        return granted
    ring = relation == UNDER and goes_round(board, to, starts, lines)
    return first_refusal(
        (board.pk != to.pk, "A board cannot report to itself. Choose another board."),
        (holds(board, starts), f"{board} does not exist on that day. Choose another date."),
        (holds(to, starts), f"{to} does not exist on that day. Choose another date or board."),
        (not ring, f"{to} would then report to {board} as well. Choose another board."),
        (
            not any(
                one.board_id == board.pk and one.relation == UNDER and one.starts >= starts
                for one in lines
            )
            or relation == BESIDE,
            "A later reporting line is already recorded. Choose a date after it.",
        ),
    )


def may_end_line(user: User, line: ReportingLine, last: date) -> Verdict:
    """Whether a reporting line may end on a day."""
    granted = may_change(user)
    if not granted:
        return granted
    return first_refusal(
        (line.ends is None, "This line has ended already."),
        (line.starts <= last, "The last day cannot be before the first. Choose a later date."),
    )


def may_replace(user: User, board: Board, old: Board, day: date) -> Verdict:
    """Whether a board may take another's place from a day on (SPB 1.1)."""
    granted = may_change(user)
    if not granted:
        return granted
    return first_refusal(
        (board.pk != old.pk, "A board cannot replace itself. Choose another board."),
        (board.replaces_id is None, f"{board} already replaces another board."),
        (old.replaces_id != board.pk, f"{board} was itself replaced by {old}."),
        (old.starts < day, f"{old} starts on or after that day. Choose a later date."),
        (old.ends is None or old.ends >= day, f"{old} has ended before that day."),
        (holds(board, day), f"{board} does not exist on that day. Choose a later date."),
    )
