"""Setting up boards, reporting lines and seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Alias, Board, ReportingLine, Seat
from headwater.web.governance.rules import boards as rules
from headwater.web.governance.rules import seats as seating
from headwater.web.governance.selectors import boards as selectors
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require

DAY = timedelta(days=1)


@transaction.atomic
def add_board(
    *, name: str, aliases: Sequence[str] = (), by: User, at: datetime, **fields: object
) -> Board:
    """Set up a board. `fields` are the board's own: purpose, starts, months, rule_set and so on."""
    require(rules.may_change(by))
    slug = slugify(name)[:80]
    for one in (name, *aliases):
        require(rules.may_be_called(one, slugify(one), selectors.names_taken()))
    made = add(Board(name=name, slug=slug, **fields))
    for alias in aliases:
        add(Alias(board=made, name=alias))
    record("board.added", Verb.CONFIGURATION, by=by, on=f"board {made.slug}", at=at)
    return made


@transaction.atomic
def change_board(
    *,
    board: Board,
    version: int,
    name: str,
    aliases: Sequence[str] = (),
    by: User,
    at: datetime,
    **fields: object,
) -> Board:
    """Change what is written about a board; its address stays."""
    require(rules.may_change(by))
    for one in (name, *aliases):
        require(rules.may_be_called(one, slugify(one), selectors.names_taken(board)))
    save_over(board, version, name=name, **fields)
    board.aliases.exclude(name__in=aliases).delete()
    for alias in set(aliases) - {one.name for one in board.aliases.all()}:
        add(Alias(board=board, name=alias))
    record("board.changed", Verb.ALTERATION, by=by, on=f"board {board.slug}", at=at)
    return board


@transaction.atomic
def add_line(
    *,
    board: Board,
    to: Board,
    relation: str,
    starts: date,
    reason: str = "",
    by: User,
    at: datetime,
) -> ReportingLine:
    """Let a board report to another, or stand beside it, from a day on; what it takes over ends."""
    require(rules.may_report(by, board, to, relation, starts, list(selectors.lines())))
    for line in selectors.lines().filter(ends__isnull=True, starts__lt=starts):
        between = {line.board_id, line.to_id} == {board.pk, to.pk}
        both_under = line.board_id == board.pk and line.relation == relation == rules.UNDER
        if between or both_under:
            line.ends = starts - DAY
            line.save(update_fields=["ends"])
    made = add(ReportingLine(board=board, to=to, relation=relation, starts=starts, reason=reason))
    record(
        "board.line-added",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {board.slug}",
        at=at,
        relation=relation,
        to=to.slug,
        starts=starts.isoformat(),
    )
    return made


@transaction.atomic
def end_line(*, line: ReportingLine, last: date, by: User, at: datetime) -> ReportingLine:
    """Let a reporting line end, with nothing in its place."""
    locked = ReportingLine.objects.select_for_update().get(pk=line.pk)
    require(rules.may_end_line(by, locked, last))
    locked.ends = last
    locked.save(update_fields=["ends"])
    record(
        "board.line-ended",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {line.board.slug}",
        at=at,
        last=last.isoformat(),
    )
    return locked


@transaction.atomic
def replace_board(
    *, board: Board, version: int, old: Board, on: date, by: User, at: datetime
) -> Board:
    """Let a board take another's place from a day on: the other ends the day before (SPB 1.1)."""
    require(rules.may_replace(by, board, old, on))
    save_over(board, version, replaces=old, replaced_on=on)
    save_over(old, old.version, ends=on - DAY)
    ending = ReportingLine.objects.filter(board=old, ends__isnull=True, starts__lt=on)
    ending.update(ends=on - DAY)
    record(
        "board.replaced",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {old.slug}",
        at=at,
        replaced_by=board.slug,
        date=on.isoformat(),
    )
    return board


@transaction.atomic
def add_seat(
    *,
    board: Board,
    agency: Agency,
    person: str,
    starts: date,
    post: str = "",
    user: User | None = None,
    chairs: bool = False,
    by: User,
    at: datetime,
) -> Seat:
    """Give somebody a seat on a board."""
    made = Seat(
        board=board,
        agency=agency,
        person=person,
        post=post,
        user=user,
        chairs=chairs,
        starts=starts,
    )
    require(seating.may_seat(by, board, made, starts, selectors.seats(board)))
    add(made)
    record(
        "board.seat-added",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {board.slug}",
        at=at,
        seat=made.pk,
        agency=agency.slug,
    )
    return made


@transaction.atomic
def end_seat(*, seat: Seat, version: int, last: date, by: User, at: datetime) -> Seat:
    """Let a seat fall vacant after a day."""
    require(seating.may_end(by, seat, last))
    save_over(seat, version, ends=last)
    record(
        "board.seat-ended",
        Verb.CONFIGURATION,
        by=by,
        on=f"board {seat.board.slug}",
        at=at,
        seat=seat.pk,
        last=last.isoformat(),
    )
    return seat
