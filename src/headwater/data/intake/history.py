"""A delivery compared with what the same sender sent before."""

from __future__ import annotations

from headwater.data.source import Source
from headwater.data.store import Store
from headwater.vocabulary.periods import Month, describe_months, missing_months

LIMIT = 0.4
"""Months that differ from the average of the twelve before by more than this are pointed out."""


def alerts(
    store: Store, source: type[Source], by_month: tuple[tuple[str, int], ...]
) -> tuple[str, ...]:
    """Sentences an analyst should read before trusting a delivery."""
    before: dict[str, int] = {}
    for delivery in store.deliveries(source=source.slug):
        for month, count in delivery.receipt["by_month"]:
            before[month] = count
    found = []
    for month, count in by_month:
        if month == "None":
            continue
        earlier = [n for m, n in sorted(before.items()) if m < month][-12:]
        if len(earlier) >= 3:
            usual = sum(earlier) / len(earlier)
            change = count / usual - 1 if usual else 0.0
            # Four standard deviations of a Poisson count: small feeds jump by chance alone.
            if abs(change) > LIMIT and abs(count - usual) > 4 * usual**0.5:
                way = "more" if change > 0 else "fewer"
                found.append(
                    f"{Month.parse(month).title} has {count:,} {source.unit}s, {abs(change):.0%} {way} "
                    f"than the average of the {len(earlier)} months before it. Ask the sender whether "
                    "the file is whole."
                )
    gaps = missing(store, source, by_month)
    if gaps and len(gaps) <= 60:
        months = describe_months(Month.parse(m) for m in gaps)
        found.append(f"No file has arrived for {months}: shown as a gap, not as zero.")
    return tuple(found)


def missing(
    store: Store, source: type[Source], by_month: tuple[tuple[str, int], ...]
) -> tuple[str, ...]:
    """Months between the first and the last that any delivery of this source holds, that none does."""
    held = [m for d in store.deliveries(source=source.slug) for m, _ in d.receipt["by_month"]]
    months = {Month.parse(m) for m in (*held, *(m for m, _ in by_month)) if m != "None"}
    return tuple(str(m) for m in missing_months(months))
