"""Change between like periods: the last year with the year before, and the newest months with theirs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.analysis.compute import Asked, by_place
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.stats.rates import rate_ratio
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.periods import Month, describe_months
from headwater.vocabulary.places import Level, Place
from headwater.vocabulary.records.claim import ClaimRecord

WORDS = {
    ("lower is better", True): "increasing and getting worse",
    ("lower is better", False): "decreasing and getting better",
    ("higher is better", True): "increasing and getting better",
    ("higher is better", False): "decreasing and getting worse",
    ("neutral", True): "increasing",
    ("neutral", False): "decreasing",
}


@dataclass(frozen=True)
class Change:
    """A change between two periods of equal months, in per cent, with its 95% limits.

    Made from released counts, so that it tells no more than they do.
    """

    percent: float
    low: float
    high: float
    now: float
    before: float
    now_title: str
    before_title: str
    before_words: str
    polarity: str
    claim: ClaimRecord

    @property
    def is_finding(self) -> bool:
        """False where the interval spans no change."""
        return self.low > 0 or self.high < 0

    @property
    def words(self) -> str:
        """Direction with its polarity, for example “increasing and getting worse”."""
        if not self.is_finding:
            return "no clear change"
        return WORDS[self.polarity, self.percent > 0]


@dataclass(frozen=True)
class Periods:
    """Two periods of like months."""

    now: tuple[Month, ...]
    before: tuple[Month, ...]

    @property
    def before_words(self) -> str:
        """The earlier period as a sentence calls it."""
        whole = len(self.now) == 12 and self.before[0] == self.now[0].next(-12)
        return "the year before" if whole else describe_months(self.before)


def last_year(bench: Workbench, source: str) -> Periods | None:
    """The months rates are given for, and the same months a year earlier; None without those."""
    now = bench.window(source)
    before = tuple(m.next(-12) for m in now)
    have = set(bench.months(source))
    return Periods(now, before) if now and set(before) <= have else None


def years(bench: Workbench, source: str, most: int = 5) -> tuple[tuple[Month, ...], ...]:
    """The months rates are given for and the same months of up to so many years, oldest first.

    It ends at the first year whose months are not all here.
    """
    have = set(bench.months(source))
    now = bench.window(source)
    spans = (tuple(m.next(-12 * back) for m in now) for back in range(most))
    found = itertools.takewhile(lambda months: months and set(months) <= have, spans)
    return tuple(found)[::-1]


def newest(bench: Workbench, source: str) -> Periods | None:
    """The newest months after the year that rates are given for, with the same months of the latest
    earlier year that has them all; None where nothing is newer."""
    have = bench.months(source)
    window = bench.window(source)
    fresh = tuple(m for m in have if window and m > window[-1])[-12:]
    if not fresh:
        return None
    for years in range(1, 12):
        before = tuple(m.next(-12 * years) for m in fresh)
        if set(before) <= set(have):
            return Periods(fresh, before)
    return None


def by_period(
    bench: Workbench,
    indicator: type[Indicator],
    periods: Sequence[tuple[Month, ...]],
    definition: Definition | None = None,
    place: Place | None = None,
) -> Released:
    """Events and yearly rate in each period, for one place or the whole area."""
    asked = Asked(bench, indicator, definition)
    residents = bench.residents
    where = place or bench.profile.area.partnership
    inside = None
    if where.level is not Level.PARTNERSHIP:
        inside = asked.cells.inside(bench.geography, where.level, where.code)
    people = residents.of(where.level, indicator.ages).get(where.code, 0.0)
    counts = [asked.cells.total(months, inside) for months in periods]
    used = tuple(dict.fromkeys(m for months in periods for m in months))
    return asked.tally(
        f"{indicator.title}, by period" + (f", {where.name}" if place else ""),
        (label("place", "Place", Kind.PLACE), label("period", "Period", Kind.PERIOD)),
        [(where.name, describe_months(months)) for months in periods],
        counts,
        used,
        population=[people * len(months) / 12 for months in periods] if residents.known else None,
        unit=indicator.unit(),
        per=indicator.per,
        population_deliveries=residents.deliveries,
    )


def change_in(table: Released, periods: Periods) -> Change | None:
    """The change between the two rows of a table by period; None where a count is not given."""
    before, now = (table.rows[i] for i in (0, 1))
    at = next(i for i, f in enumerate(table.fields) if f.kind is Kind.COUNT)
    a, b = now[at], before[at]
    if not isinstance(a, int | float) or not isinstance(b, int | float) or not b:
        return None
    made = rate_ratio([a], [_days(periods.now)], [b], [_days(periods.before)])
    percent, low, high = (float((x[0] - 1) * 100) for x in (made.value, made.low, made.high))
    title = describe_months(periods.before)
    claim = table.derive(
        round(percent, 1),
        "per cent change",
        low=round(low, 1),
        high=round(high, 1),
        place=str(now[0]),
        period=f"{describe_months(periods.now)} against {title}",
    )
    return Change(
        percent,
        low,
        high,
        float(a),
        float(b),
        describe_months(periods.now),
        title,
        periods.before_words,
        table.polarity,
        claim,
    )


@dataclass(frozen=True)
class PlaceChange:
    """A place where an indicator changed beyond chance, after allowing for all the places looked at."""

    place: str
    indicator: type[Indicator]
    percent: float
    low: float
    high: float
    claim: ClaimRecord


def changed_places(
    bench: Workbench, indicator: type[Indicator], periods: Periods, *, looked_at: int
) -> tuple[PlaceChange, ...]:
    """Districts whose count rose or fell between two periods, from released counts, largest rise first.

    `looked_at` is how many comparisons are made in all: each interval is widened (Bonferroni), so that
    one chance in twenty is shared among them and noise is not called a finding.
    """
    now = by_place(bench, indicator, Level.DISTRICT, months=periods.now)
    before = by_place(bench, indicator, Level.DISTRICT, months=periods.before)
    level = 1 - 0.05 / max(looked_at, 1)
    found = []
    for row, then in zip(now, before, strict=True):
        a, b = row["events"], then["events"]
        if not isinstance(a, int | float) or not isinstance(b, int | float) or a + b < 20:
            continue
        made = rate_ratio([a], [_days(periods.now)], [b], [_days(periods.before)], level=level)
        percent, low, high = (float((x[0] - 1) * 100) for x in (made.value, made.low, made.high))
        if low <= 0 <= high:
            continue
        claim = now.derive(
            round(percent, 1),
            "per cent change",
            low=round(low, 1),
            high=round(high, 1),
            place=str(row["place"]),
            period=f"{describe_months(periods.now)} against {describe_months(periods.before)}",
            note=f"interval widened for {looked_at} comparisons",
        )
        found.append(PlaceChange(str(row["place"]), indicator, percent, low, high, claim))
    return tuple(sorted(found, key=lambda c: -c.percent))


def _days(months: Sequence[Month]) -> int:
    return sum(m.days for m in months)


def change(
    bench: Workbench,
    indicator: type[Indicator],
    periods: Periods | None,
    definition: Definition | None = None,
    place: Place | None = None,
) -> Change | None:
    """The change of an indicator between two periods; None where either is missing or hidden."""
    if periods is None:
        return None
    table = by_period(bench, indicator, (periods.before, periods.now), definition, place)
    return change_in(table, periods)
