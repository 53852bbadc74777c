"""Who may take a board's meetings into their own calendar."""

from __future__ import annotations

from collections.abc import Iterable

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Board, CalendarFeed
from headwater.web.verdict import Verdict, first_refusal


def may_subscribe(user: User, board: Board, open_boards: Iterable[int]) -> Verdict:
    """Whether somebody may have a link to a board's meetings: whoever may see them."""
    return accounts.may(user, "meeting", "view") and first_refusal(
        (board.pk in set(open_boards), f"You do not sit on {board}."),
    )


def may_read(feed: CalendarFeed, open_boards: Iterable[int]) -> Verdict:
    """Whether a link still shows anything: not revoked, and its person still sees the board."""
    return may_subscribe(feed.user, feed.board, open_boards) and first_refusal(
        (feed.revoked_at is None, "This link was revoked."),
    )
