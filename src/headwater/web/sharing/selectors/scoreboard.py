"""What each agency is expected to send, and how it does."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing.models import Agreement, Answer
from headwater.web.sharing.selectors.agreements import agreements, record_of, standing, titles
from headwater.web.sharing.selectors.deliveries import Sent, all_sent


@dataclass(frozen=True)
class Feed:
    """One source under one live agreement. `share` is quarantined rows of those read, 0 to 1."""

    agreement: Agreement
    source: str
    title: str
    last: date | None
    due: date
    days_late: int
    files: int
    confirmed: int
    disputed: int
    share: float | None

    @property
    def percent(self) -> str:
        """The share in words."""
        return "" if self.share is None else f"{100 * self.share:.1f}%"


def later(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month.

    >>> later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def feeds(user: User) -> list[Feed]:
    """Every feed this person may see, the latest first."""
    scope = scope_of(user.in_role, "scoreboard", "view")
    if scope is None:
        return []
    today, arrived = timezone.localdate(), all_sent()
    found = [
        _feed(a, source, arrived, today)
        for a in agreements()
        if (scope is Scope.ALL or a.provider.slug == user.agency) and standing(record_of(a), today)
        for source in a.sources
    ]
    return sorted(found, key=lambda feed: -feed.days_late)


def _feed(agreement: Agreement, source: str, arrived: Sequence[Sent], today: date) -> Feed:
    own = [
        s
        for s in arrived
        if (s.delivery.source, s.delivery.provider)
        == (source, agreement.sender or agreement.provider_name)
    ]
    last = max((timezone.localtime(s.delivery.received).date() for s in own), default=None)
    due = later(last or agreement.starts, agreement.every_months)
    rows = sum(s.delivery.receipt["rows_read"] for s in own)
    aside = sum(s.delivery.receipt["quarantined"] for s in own)
    states = [s.answer.state for s in own if s.answer]
    return Feed(
        agreement,
        source,
        titles([source])[0],
        last,
        due,
        max((today - due).days, 0),
        len(own),
        states.count(Answer.State.CONFIRMED),
        states.count(Answer.State.DISPUTED),
        aside / rows if rows else None,
    )
