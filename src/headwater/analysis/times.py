"""When: hour of the day by day of the week, and month of the year."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import share_in_words
from headwater.analysis.released import Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.periods import Month, TimePrecision

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BAND = 3
"""Hours in one band: fine enough to plan a shift, wide enough for counts that may be shown."""


def _bands() -> list[str]:
    return [f"{h:02d}:00–{h + BAND - 1:02d}:59" for h in range(0, 24, BAND)]


def by_hour(bench: Workbench, indicator: type[Indicator]) -> Released | None:
    """Events by weekday and three-hour band; None where the source has no time of day."""
    asked = Asked(bench, indicator, None)
    if "occurred" not in asked.source.minimum:
        return None
    window = bench.window(asked.source.slug)
    rows = asked.rows.filter(asked.rows.month.isin([m.first_day() for m in window]))
    timed = rows.filter(
        rows.occurred.notnull() & (rows.time_precision == TimePrecision.MINUTE.value)
    )
    grouped = (
        timed.group_by(day=timed.occurred.day_of_week.index(), band=(timed.occurred.hour() // BAND))
        .aggregate(n=timed.count())
        .to_pyarrow()
        .to_pylist()
    )
    counts = {(int(r["day"]), int(r["band"])): int(r["n"]) for r in grouped}
    total = sum(counts.values())
    if total < 100:
        return None
    everything = asked.cells.total(window)
    lost = everything - total
    share = share_in_words(lost, everything, indicator.noun)
    caveats = (f"Left out, having no time of day: {share}.",) if lost else ()
    bands = _bands()
    return asked.tally(
        f"{indicator.title}, by day and hour",
        (label("day", "Day"), label("hours", "Hours")),
        [(day, band) for day in DAYS for band in bands],
        [counts.get((d, b), 0) for d in range(7) for b in range(len(bands))],
        window,
        caveats=caveats,
    )


def season(table: Released) -> list[tuple[str, float]] | None:
    """The average a day in each calendar month, from a table by month; None below two whole years.

    Only calendar months seen at least twice count, so that one odd month is not called a season.
    """
    seen: dict[int, list[float]] = {}
    for month, events in zip(table.column("month"), table.column("events"), strict=True):
        if isinstance(events, int | float):
            found = Month.parse(str(month))
            seen.setdefault(found.number, []).append(events / found.days)
    if len(seen) < 12 or any(len(values) < 2 for values in seen.values()):
        return None
    return [(_NAMES[n - 1], sum(seen[n]) / len(seen[n])) for n in range(1, 13)]


_NAMES: Sequence[str] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
