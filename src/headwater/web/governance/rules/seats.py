"""Rule sets, which of their classes are filled, and where two boards share people (SPB 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Board, Seat
from headwater.web.governance.rules.boards import holds, may_change
from headwater.web.verdict import Verdict, first_refusal


@dataclass(frozen=True)
class SeatClass:
    """One class of members that a rule set asks for.

    `kinds` are names of agency kinds; `each` asks for a seat for every agency of those kinds in the
    directory, otherwise one is enough; a class that is not `required` is only reported;
    those of a class that `briefs` carry news between the board and their own bodies (ToR 4.9).
    """

    slug: str
    title: str
    source: str
    kinds: tuple[str, ...]
    each: bool = False
    required: bool = True
    note: str = ""
    briefs: bool = False


@dataclass(frozen=True)
class RuleSet:
    """A membership that somebody prescribed: data, so that another can take its place."""

    slug: str
    title: str
    source: str
    about: str
    classes: tuple[SeatClass, ...]


@dataclass(frozen=True)
class Filling:
    """A class, who fills it, and which agencies still have nobody."""

    seat_class: SeatClass
    seats: tuple[Seat, ...]
    vacant: tuple[Agency, ...]

    @property
    def is_filled(self) -> bool:
        """True where somebody sits, and for `each` nobody is missing."""
        return bool(self.seats) and not self.vacant

    @property
    def state(self) -> str:
        """Filled, partly filled, or vacant."""
        if self.is_filled:
            return "Filled"
        return "Partly filled" if self.seats else "Vacant"


@dataclass(frozen=True)
class Membership:
    """How far a board meets a rule set on a day, and who sits without being asked for."""

    rule_set: RuleSet
    fillings: tuple[Filling, ...]
    others: tuple[Seat, ...]

    @property
    def gaps(self) -> tuple[Filling, ...]:
        """Required classes that are not filled."""
        return tuple(f for f in self.fillings if f.seat_class.required and not f.is_filled)

    @property
    def gap_sentence(self) -> str:
        """How many required classes are not filled."""
        are = "is" if len(self.gaps) == 1 else "are"
        return f"{len(self.gaps)} of {self.required} required classes {are} not filled."

    @property
    def required(self) -> int:
        """How many classes are required."""
        return sum(f.seat_class.required for f in self.fillings)


def membership(
    rule_set: RuleSet, seats: Iterable[Seat], agencies: Iterable[Agency], day: date
) -> Membership:
    """Hold a board's seats on a day against a rule set."""
    sitting = [seat for seat in seats if holds(seat, day)]
    known = list(agencies)
    fillings = []
    for wanted in rule_set.classes:
        found = tuple(seat for seat in sitting if seat.agency.kind in wanted.kinds)
        held = {seat.agency_id for seat in found}
        missing = [a for a in known if a.kind in wanted.kinds and a.pk not in held]
        fillings.append(Filling(wanted, found, tuple(missing) if wanted.each or not found else ()))
    asked = {kind for wanted in rule_set.classes for kind in wanted.kinds}
    others = tuple(seat for seat in sitting if seat.agency.kind not in asked)
    return Membership(rule_set, tuple(fillings), others)


class Person(Protocol):
    """Whoever holds a seat."""

    @property
    def person(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...


def same_person(one: Person, other: Person) -> bool:
    """Whether two seats are one person's: by account where both have one, otherwise by name."""
    if one.user_id is not None and other.user_id is not None:
        return one.user_id == other.user_id
    return " ".join(one.person.split()).casefold() == " ".join(other.person.split()).casefold()


@dataclass(frozen=True)
class Shared:
    """An agency that sits on both boards, with its people on each and who is on both."""

    agency: Agency
    first: tuple[Seat, ...]
    second: tuple[Seat, ...]
    both: tuple[Seat, ...]


@dataclass(frozen=True)
class Overlap:
    """Two boards: agencies with the same person on both, with different people, and on one alone."""

    same: tuple[Shared, ...]
    different: tuple[Shared, ...]
    only_first: tuple[Agency, ...]
    only_second: tuple[Agency, ...]

    @property
    def share(self) -> float | None:
        """Part of the shared agencies that send one person to both, 0 to 1; None where none is shared."""
        shared = len(self.same) + len(self.different)
        return len(self.same) / shared if shared else None


def overlap(first: Sequence[Seat], second: Sequence[Seat], day: date) -> Overlap:
    """Where two boards share people on a day (SPB 8.2: the same person wherever possible)."""
    one, two = _by_agency(first, day), _by_agency(second, day)
    pairs = []
    for agency in (a for a in one if a in two):
        both = tuple(s for s in one[agency] if any(same_person(s, t) for t in two[agency]))
        pairs.append(Shared(agency, tuple(one[agency]), tuple(two[agency]), both))
    return Overlap(
        tuple(p for p in pairs if p.both),
        tuple(p for p in pairs if not p.both),
        tuple(a for a in one if a not in two),
        tuple(a for a in two if a not in one),
    )


def _by_agency(seats: Iterable[Seat], day: date) -> dict[Agency, list[Seat]]:
    found: dict[Agency, list[Seat]] = {}
    for seat in seats:
        if holds(seat, day):
            found.setdefault(seat.agency, []).append(seat)
    return found


def may_seat(user: User, board: Board, new: Person, starts: date, seats: Iterable[Seat]) -> Verdict:
    """Whether somebody may be given a seat: on a board of that day, and only once."""
    granted = may_change(user)
    if not granted:
        return granted
    twice = any(holds(seat, starts) and same_person(seat, new) for seat in seats)
    return first_refusal(
        (holds(board, starts), f"{board} does not exist on that day. Choose another date."),
        (not twice, f"{new.person} already sits on {board} on that day."),
    )


def may_end(user: User, seat: Seat, last: date) -> Verdict:
    """Whether a seat may be ended on a day."""
    granted = may_change(user)
    if not granted:
        return granted
    return first_refusal(
        (seat.ends is None, "This seat has ended already."),
        (seat.starts <= last, "The last day cannot be before the first. Choose a later date."),
    )
