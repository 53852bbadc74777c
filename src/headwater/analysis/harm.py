"""Harm-weighted totals: what recorded offences stand for, by a published table of weights."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.changes import Periods
from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.stats.harm import weighted_total
from headwater.vocabulary.harm_weights import HarmWeights
from headwater.vocabulary.harms import BEHAVIOURS
from headwater.vocabulary.periods import Month
from headwater.vocabulary.records.claim import ClaimRecord


@dataclass(frozen=True)
class HarmLine:
    """One kind of offence: released count, weight of one, and its share of the total (0 to 1)."""

    title: str
    count: int
    weight: float
    share: float
    claim: ClaimRecord


@dataclass(frozen=True)
class HarmTotal:
    """A weighted total of one year with its 95% limits, and what it left out.

    `change` is in per cent against the year before, None without one; the two intervals overlap
    where `is_change` is false. `missing` are kinds without a weight, which are in no total.
    """

    lines: tuple[HarmLine, ...]
    total: float
    low: float
    high: float
    before: float | None
    is_change: bool
    missing: tuple[str, ...]
    weights: HarmWeights
    table: Released
    claim: ClaimRecord


def harm_total(
    bench: Workbench, indicator: type[Indicator], weights: HarmWeights, periods: Periods | None
) -> HarmTotal | None:
    """The harm-weighted total of an indicator; None where the source gives no exact offence.

    Made from released counts: a kind that the gate hid is left out, and is never a zero.
    """
    asked = Asked(bench, indicator, None)
    if "offence_code" not in asked.source.minimum:
        return None
    now = periods.now if periods else bench.window(asked.source.slug)
    table = _by_kind(asked, now)
    counted = {str(r["kind"]): r["events"] for r in table}
    slugs = {BEHAVIOURS[s].title: s for s in BEHAVIOURS}
    weighed = {
        title: (int(n), weights.of(slugs[title]))
        for title, n in counted.items()
        if isinstance(n, int) and n > 0
    }
    usable = {t: (n, w) for t, (n, w) in weighed.items() if w is not None}
    if not usable:
        return None
    made = weighted_total([n for n, _ in usable.values()], [w for _, w in usable.values()])
    total, low, high = float(made.value[0]), float(made.low[0]), float(made.high[0])
    before = _before(asked, periods, weights, tuple(usable))
    claim = table.derive(
        round(total), weights.unit, low=round(low), high=round(high), note=weights.label
    )
    lines = tuple(
        HarmLine(title, n, w, n * w / total, table.claim(table.find(kind=title), "events"))
        for title, (n, w) in sorted(usable.items(), key=lambda item: -item[1][0] * item[1][1])
    )
    return HarmTotal(
        lines,
        total,
        low,
        high,
        before[0] if before else None,
        bool(before and (before[1] > high or before[2] < low)),
        tuple(sorted(t for t, (_, w) in weighed.items() if w is None)),
        weights,
        table,
        claim,
    )


def _by_kind(asked: Asked, months: tuple[Month, ...]) -> Released:
    counts = asked.counts("behaviour", months)
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return asked.tally(
        f"{asked.indicator.title}, by kind",
        (label("kind", "Kind"),),
        [(BEHAVIOURS[slug].title,) for slug, _ in ranked],
        [n for _, n in ranked],
        months,
    )


def _before(
    asked: Asked, periods: Periods | None, weights: HarmWeights, titles: tuple[str, ...]
) -> tuple[float, float, float] | None:
    """The total of the same kinds in the year before, with its limits."""
    if periods is None:
        return None
    slugs = {BEHAVIOURS[s].title: s for s in BEHAVIOURS}
    rows = {str(r["kind"]): r["events"] for r in _by_kind(asked, periods.before)}
    events = [n if isinstance(n := rows.get(t), int) else 0 for t in titles]
    made = weighted_total(events, [weights.of(slugs[t]) or 0.0 for t in titles])
    return float(made.value[0]), float(made.low[0]), float(made.high[0])
