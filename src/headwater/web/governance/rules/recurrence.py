"""On which days a board meets that meets every so many months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def recurring(first: date, months: int, count: int) -> tuple[date, ...]:
    """The first day and those that follow: the same weekday in the same week of the month.

    A fifth Friday becomes the last Friday of a month that has only four.

    >>> [day.isoformat() for day in recurring(date(2026, 1, 30), 2, 3)]
    ['2026-01-30', '2026-03-27', '2026-05-29']
    """
    week = (first.day - 1) // 7
    return tuple(
        _day(first.year, first.month + months * n, first.weekday(), week) for n in range(count)
    )


def _day(year: int, month: int, weekday: int, week: int) -> date:
    """The weekday of some week of a month; `month` may run on past December."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    start = date(year, month, 1)
    day = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * week)
    last = date(year, month, monthrange(year, month)[1])
    return day if day <= last else day - timedelta(days=7)
