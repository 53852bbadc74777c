"""Making and revoking calendar links."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.governance.models import Board, CalendarFeed
from headwater.web.governance.rules import feeds as rules
from headwater.web.governance.selectors.boards import boards_open_to
from headwater.web.governance.selectors.feeds import hashed
from headwater.web.ui.saving import add
from headwater.web.verdict import require


@transaction.atomic
def make_feed(*, board: Board, by: User, at: datetime) -> str:
    """Make a person's link to a board's meetings; their earlier one ends. The secret is given once."""
    seen = boards_open_to(by, "meeting", "view", timezone.localdate(at))
    require(rules.may_subscribe(by, board, seen.values_list("pk", flat=True)))
    CalendarFeed.objects.filter(user=by, board=board, revoked_at=None).update(revoked_at=at)
    secret = secrets.token_urlsafe(32)
    add(CalendarFeed(user=by, board=board, secret_hash=hashed(secret), made_at=at))
    record("calendar.link-made", Verb.DISCLOSURE, by=by, on=f"board {board.slug}", at=at)
    return secret


@transaction.atomic
def revoke_feed(*, board: Board, by: User, at: datetime) -> None:
    """End a person's link to a board's meetings at once."""
    ended = CalendarFeed.objects.filter(user=by, board=board, revoked_at=None)
    if ended.update(revoked_at=at):
        record("calendar.link-revoked", Verb.CONFIGURATION, by=by, on=f"board {board.slug}", at=at)


def note_use(*, feed: CalendarFeed, at: datetime) -> None:
    """Keep the day a link was last read, so that its person can tell whether it is used."""
    day = timezone.localdate(at)
    if feed.used_on != day:
        CalendarFeed.objects.filter(pk=feed.pk).update(used_on=day)
