"""Months, years and the gaps between them. A month nobody sent is a gap, never a zero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class TimePrecision(Enum):
    """How exactly an incident's time is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month.

    >>> str(Month(2019, 12).next()), Month.parse("2025-03").title
    ('2020-01', 'March 2025')
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """From YYYY-MM. Raises ValueError for anything else."""
        found = _MONTH.fullmatch(text)
        if not found or not 1 <= int(found[2]) <= 12:
            raise ValueError(f"“{text}” is not a month. Write it as 2025-03.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day falls in."""
        return cls(day.year, day.month)

    def next(self, count: int = 1) -> Month:
        """The month `count` months later; earlier where `count` is negative."""
        index = self.year * 12 + self.number - 1 + count
        return Month(index // 12, index % 12 + 1)

    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.next().first_day() - self.first_day()).days

    @property
    def financial_year(self) -> str:
        """The year from April to March it belongs to, as "2019/20"."""
        start = self.year if self.number >= 4 else self.year - 1
        return f"{start}/{(start + 1) % 100:02d}"

    @property
    def title(self) -> str:
        """As printed."""
        return f"{self.first_day():%B} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from first to last, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next()
    return tuple(found)


def missing_months(present: Iterable[Month]) -> tuple[Month, ...]:
    """The months inside the span of `present` that are not in it.

    >>> [str(m) for m in missing_months([Month(2019, 9), Month(2019, 12)])]
    ['2019-10', '2019-11']
    """
    have = sorted(set(present))
    return tuple(m for m in months_between(have[0], have[-1]) if m not in have) if have else ()


def describe_months(months: Iterable[Month]) -> str:
    """Runs of months in words, as printed under a figure.

    >>> describe_months([Month(2019, 9), Month(2019, 12), Month(2020, 1)])
    'September 2019; December 2019 to January 2020'
    """
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "; ".join(
        run[0].title if len(run) == 1 else f"{run[0].title} to {run[-1].title}" for run in runs
    )


def latest_run(months: Iterable[Month], at_most: int = 12) -> tuple[Month, ...]:
    """The longest unbroken run of up to `at_most` months, the latest where several tie.

    A year of data must not be stitched over a gap, so a rate is given for one unbroken run.
    """
    have = set(months)
    best: tuple[Month, ...] = ()
    for end in sorted(have):
        run = [end]
        while len(run) < at_most and run[0].next(-1) in have:
            run.insert(0, run[0].next(-1))
        if len(run) >= len(best):
            best = tuple(run)
    return best
