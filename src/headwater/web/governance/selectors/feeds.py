"""Reading calendar links."""

from __future__ import annotations

import hashlib
from datetime import date

from headwater.web.accounts.models import User
from headwater.web.governance.models import Board, CalendarFeed
from headwater.web.governance.rules import feeds as rules
from headwater.web.governance.selectors.boards import boards_open_to


def hashed(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(user: User, board: Board) -> CalendarFeed | None:
    """A person's link to a board's meetings, where they have one."""
    return CalendarFeed.objects.filter(user=user, board=board, revoked_at=None).first()


def feed_with(secret: str, day: date) -> CalendarFeed | None:
    """The link with a secret, if it still shows anything; unknown and revoked look alike."""
    found = CalendarFeed.objects.filter(secret_hash=hashed(secret))
    feed = found.select_related("user", "board").first()
    if feed is None:
        return None
    seen = boards_open_to(feed.user, "meeting", "view", day).values_list("pk", flat=True)
    return feed if rules.may_read(feed, seen) else None
