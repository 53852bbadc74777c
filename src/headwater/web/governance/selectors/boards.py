"""Reading boards, their lines and their seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from headwater.web.accounts.models import User
from headwater.web.directory.selectors.agencies import agencies
from headwater.web.governance.models import Alias, Board, ReportingLine, Seat
from headwater.web.governance.rules.boards import Branch, holds, tree
from headwater.web.governance.rules.seats import Membership, Overlap, membership, overlap
from headwater.web.governance.selectors.rulesets import rule_sets
from headwater.web.policy import Scope, scope_of
from headwater.web.ui.rooms import Hit


def boards() -> QuerySet[Board]:
    """Every board with its other names."""
    return Board.objects.select_related("replaces").prefetch_related("aliases")


def boards_of(user: User, day: date) -> list[int]:
    """The boards a person sits on that day, as keys."""
    seats = Seat.objects.filter(user=user).only("board_id", "starts", "ends")
    return [seat.board_id for seat in seats if holds(seat, day)]


def boards_open_to(user: User, resource: str, action: str, day: date) -> QuerySet[Board]:
    """The boards on which a person may do something: all, those they sit on, or none."""
    scope = scope_of(user.in_role, resource, action)
    if scope is Scope.ALL:
        return boards()
    if scope is Scope.OWN:
        return boards().filter(pk__in=boards_of(user, day))
    return boards().none()


def lines() -> QuerySet[ReportingLine]:
    """Every reporting line that was, is or will be."""
    return ReportingLine.objects.select_related("board", "to")


def names_taken(besides: Board | None = None) -> list[str]:
    """Every name and other name of a board, leaving out one board's own."""
    names, aliases = Board.objects.all(), Alias.objects.all()
    if besides is not None:
        names, aliases = names.exclude(pk=besides.pk), aliases.exclude(board=besides)
    return [*names.values_list("name", flat=True), *aliases.values_list("name", flat=True)]


def tree_on(day: date) -> tuple[Branch, ...]:
    """The boards as they hang together on a day."""
    return tree(boards(), lines(), day)


def days_of_change() -> list[date]:
    """Days on which the tree changes: lines that start, boards that start."""
    days = {line.starts for line in lines()} | {board.starts for board in boards()}
    return sorted(days)


def seats(board: Board) -> QuerySet[Seat]:
    """Everybody who sits or sat on a board."""
    return board.seats.select_related("agency", "user", "board")


@dataclass(frozen=True)
class BoardPage:
    """One board: its lines over time, what replaced it, and who sits on it today."""

    board: Board
    lines: tuple[ReportingLine, ...]
    under: tuple[ReportingLine, ...]
    replaced_by: Board | None
    sitting: tuple[Seat, ...]
    rule_set: str
    today: date


def page(board: Board, day: date) -> BoardPage:
    """Everything the page of a board shows of its standing."""
    about = lines().filter(Q(board=board) | Q(to=board))
    known = rule_sets().get(board.rule_set)
    return BoardPage(
        board,
        tuple(line for line in about if line.board_id == board.pk or line.relation == "beside"),
        tuple(line for line in about if line.to_id == board.pk and line.relation == "under"),
        board.replaced_by.first(),
        tuple(seat for seat in seats(board) if holds(seat, day)),
        known.title if known else "",
        day,
    )


def membership_of(board: Board, rules: str, day: date) -> Membership | None:
    """A board's seats held against a rule set; None where there is no such rule set."""
    known = rule_sets().get(rules)
    return membership(known, seats(board), agencies(), day) if known else None


def overlap_of(first: Board, second: Board, day: date) -> Overlap:
    """Where two boards share people."""
    return overlap(list(seats(first)), list(seats(second)), day)


def find(user: User, words: str) -> Iterable[Hit]:
    """Boards by name, other name or purpose."""
    named = Q(name__icontains=words) | Q(aliases__name__icontains=words)
    for board in boards().filter(named | Q(purpose__icontains=words)).distinct():
        about = ", ".join(alias.name for alias in board.aliases.all())
        yield Hit(board.name, reverse("governance:board", args=[board.slug]), "Board", about)
