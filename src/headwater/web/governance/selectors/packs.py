"""Who gets the pack of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Board, Seat
from headwater.web.governance.rules.boards import holds
from headwater.web.governance.selectors.boards import seats


@dataclass(frozen=True)
class Readers:
    """Members who can open the pack with their account, and seats whose holders have none."""

    people: tuple[User, ...]
    without: tuple[Seat, ...]


def readers(board: Board, day: date) -> Readers:
    """Who reads the papers of a board on a day."""
    sitting = [seat for seat in seats(board) if holds(seat, day)]
    people = {
        seat.user.pk: seat.user
        for seat in sitting
        if seat.user is not None and accounts.may(seat.user, "meeting", "view")
    }
    return Readers(
        tuple(sorted(people.values(), key=lambda user: user.full_name)),
        tuple(seat for seat in sitting if seat.user_id not in people),
    )
