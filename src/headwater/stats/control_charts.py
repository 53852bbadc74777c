"""Control charts: has something changed, or is it noise? Rules stated, gaps respected."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from headwater.stats.checks import Floats, amounts
from headwater.vocabulary.errors import StatisticError

Booleans = NDArray[np.bool_]

LIMIT_FACTOR = 2.66
"""Three standard deviations in terms of the mean moving range: 3 / 1.128."""
SCREEN_FACTOR = 3.267
"""Upper limit of the moving range itself, above which a range is left out once."""
RUN = 7

RULES = {
    "outside": "outside the limits",
    "shift": "one of at least 7 in a row on the same side of the average",
    "trend": "one of at least 7 in a row going the same way",
    "two of three": "one of 2 in 3 close to the same limit",
}


@dataclass(frozen=True)
class Chart:
    """An XmR chart. Arrays have one entry for each point; NaN where the point is missing.

    `outside`, `shift`, `trend` and `two_of_three` flag points by rule; `side` is 1 above the mean,
    -1 below, 0 on it or missing.
    """

    values: Floats
    mean: Floats
    low: Floats
    high: Floats
    side: NDArray[np.int_]
    outside: Booleans
    close: Booleans
    shift: Booleans
    trend: Booleans
    two_of_three: Booleans

    @property
    def flagged(self) -> Booleans:
        """Points for which any rule says that something changed."""
        return self.outside | self.shift | self.trend | self.two_of_three

    def rules(self, point: int) -> tuple[str, ...]:
        """Which rules flag a point, in words."""
        flags = (self.outside, self.shift, self.trend, self.two_of_three)
        return tuple(text for text, flag in zip(RULES.values(), flags, strict=True) if flag[point])


def xmr_chart(
    values: ArrayLike,
    *,
    rebase: Sequence[int] = (),
    fix_after: int | None = None,
    screen: bool = True,
) -> Chart:
    """An XmR chart: individual values, their mean, and limits from the moving range.

    A missing point (NaN) is a gap: no moving range is taken across it, and no run or trend crosses
    it. Ranges of 3.267 times the mean range or more are left out once, so that one spike does not
    widen the limits. A series that never varies has no limits (NaN), and nothing is flagged.

    Args: values: shape (n,), one for each period, NaN for a gap; rebase: indexes at which new limits
        begin; fix_after: take mean and limits from this many first points; screen: leave out
        extreme ranges.
    Returns: Chart of shape (n,), in the unit of the values.
    Raises: StatisticError: a rebase index or fix_after lies outside the series.
    Source: Wheeler (2003) Making Sense of Data; NHS England, Making Data Count ("plot the dots"),
        as implemented in NHSRplotthedots 0.2.2.
    >>> chart = xmr_chart([5, 6, 5, 6, 5, 6, 20, 5, 6, 5, 6, 5])
    >>> np.flatnonzero(chart.outside).tolist(), round(float(chart.high[0]), 2)
    ([6], 9.33)
    """
    series = np.asarray(values, dtype=float).ravel()
    if any(not 0 < at < len(series) for at in rebase):
        raise StatisticError("a rebase index must lie inside the series, after its first point.")
    if fix_after is not None and not 2 <= fix_after <= max(len(series), 2):
        raise StatisticError("fix_after must be at least 2 and no more than the number of points.")
    edges = [0, *sorted(rebase), len(series)]
    parts = [_segment(series[a:b], fix_after, screen) for a, b in itertools.pairwise(edges)]
    joined = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
    return Chart(series, *joined)


def _segment(y: Floats, fix_after: int | None, screen: bool) -> tuple[NDArray[np.generic], ...]:
    mean, spread = _limits(y if fix_after is None else y[:fix_after], screen)
    low, high = mean - LIMIT_FACTOR * spread, mean + LIMIT_FACTOR * spread
    with np.errstate(invalid="ignore"):
        side = np.nan_to_num(np.sign(y - mean)).astype(int)
        outside = (y < low) | (y > high)
        edge = (high - mean) * 2 / 3
        close = ~outside & (np.abs(y - mean) > edge)
    full = np.full(len(y), 1.0)
    return (
        full * mean,
        full * low,
        full * high,
        side,
        outside,
        close,
        _runs(side),
        _trends(y),
        _two_of_three(side, close),
    )


def _limits(y: Floats, screen: bool) -> tuple[float, float]:
    """Mean, and mean moving range after screening."""
    known = y[~np.isnan(y)]
    ranges = np.abs(np.diff(y))
    ranges = ranges[~np.isnan(ranges)]
    if not len(known):
        return np.nan, np.nan
    if not len(ranges):
        return float(known.mean()), np.nan
    spread = float(ranges.mean())
    if screen:
        kept = ranges[ranges < SCREEN_FACTOR * spread]
        spread = float(kept.mean()) if len(kept) else np.nan
    return float(known.mean()), spread


def _runs(side: NDArray[np.int_]) -> Booleans:
    """Points in a run of at least seven on one side; a point on the mean or a gap ends it."""
    found = np.zeros(len(side), dtype=bool)
    start = 0
    for i in range(1, len(side) + 1):
        if i == len(side) or side[i] != side[start]:
            if side[start] != 0 and i - start >= RUN:
                found[start:i] = True
            start = i
    return found


def _trends(y: Floats) -> Booleans:
    """Points in a stretch of at least seven, each above (or each below) the one before."""
    found = np.zeros(len(y), dtype=bool)
    steps = np.nan_to_num(np.sign(np.diff(y)))
    start = 0
    for i in range(1, len(steps) + 1):
        if i == len(steps) or steps[i] != steps[start]:
            if steps[start] != 0 and i - start + 1 >= RUN:
                found[start : i + 1] = True
            start = i
    return found


def _two_of_three(side: NDArray[np.int_], close: Booleans) -> Booleans:
    """Close points in a window of three on one side, of which at least two are close."""
    found = np.zeros(len(side), dtype=bool)
    for i in range(len(side) - 2):
        three = slice(i, i + 3)
        if abs(side[three].sum()) == 3 and close[three].sum() >= 2:
            found[three] |= close[three]
    return found


@dataclass(frozen=True)
class CountChart:
    """A chart of counts with exact Poisson limits; `outside` flags points beyond them."""

    counts: Floats
    centre: Floats
    low: Floats
    high: Floats
    outside: Booleans


def u_chart(
    counts: ArrayLike, exposure: ArrayLike | None = None, *, tail: float = 0.00135
) -> CountChart:
    """A chart of counts of rare events for unequal exposure, with exact Poisson limits.

    Args: counts: whole counts, shape (n,), NaN for a gap; exposure: for example residents or days,
        shape (n,), default 1; tail: probability beyond each limit (0.00135 is three sigma).
    Returns: CountChart of shape (n,), in events.
    Raises: StatisticError: a count is negative or shapes differ.
    Source: Montgomery (2013) Introduction to Statistical Quality Control, ch. 7; exact limits as in
        Provost & Murray (2011) The Health Care Data Guide, ch. 5.
    >>> u_chart([2, 3, 2, 14, 1, 2, 3, 2]).outside.tolist().index(True)
    3
    """
    seen = np.asarray(counts, dtype=float)
    known = ~np.isnan(seen)
    amounts(seen[known], "counts")
    base = np.ones(len(seen)) if exposure is None else amounts(exposure, "exposure")
    if base.shape != seen.shape:
        raise StatisticError("counts and exposure must have one shape.")
    whole = base[known].sum()
    rate = seen[known].sum() / whole if whole else np.nan
    centre = rate * base
    low = np.where(centre > 0, stats.poisson.ppf(tail, centre), 0.0)
    high = stats.poisson.ppf(1 - tail, centre)
    with np.errstate(invalid="ignore"):
        outside = known & ((seen < low) | (seen > high))
    return CountChart(seen, centre, low, high, outside)


@dataclass(frozen=True)
class WaitChart:
    """A t-chart: days between rare events, in days. `soon` flags waits shorter than the limit."""

    waits: Floats
    centre: float
    low: float
    high: float
    soon: Booleans
    late: Booleans


def rare_event_chart(days: ArrayLike, *, tail: float = 0.00135) -> WaitChart:
    """A t-chart of the days between rare events such as homicides, by the exponential distribution.

    Args: days: the day of each event as a number, in order, shape (n,); tail: probability beyond
        each limit.
    Returns: WaitChart of shape (n-1,), in days.
    Raises: StatisticError: fewer than three events, or days out of order.
    Source: Nelson (1994) Journal of Quality Technology 26:239-243; Benneyan (2001) Health Care
        Management Science 4:305-318. Limits are exact for exponential waits.
    >>> rare_event_chart([0, 30, 61, 90, 119, 150]).soon.any().item()
    False
    """
    when = np.asarray(days, dtype=float)
    waits = np.diff(when)
    if len(when) < 3 or np.any(waits < 0) or np.any(np.isnan(when)):
        raise StatisticError("a t-chart needs at least three events, in order of their days.")
    mean = float(waits.mean())
    low, centre, high = (-mean * np.log(1 - p) for p in (tail, 0.5, 1 - tail))
    return WaitChart(waits, float(centre), float(low), float(high), waits < low, waits > high)
