"""Harm-weighted totals: how much harm events stand for, with an honest interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.stats.checks import Floats, amounts, counts, coverage
from headwater.stats.intervals import Interval
from headwater.vocabulary.errors import StatisticError

Transform = Literal["none", "log", "root"]


@dataclass(frozen=True)
class Weighted:
    """A weighted total with its limits, in the unit of the weights, and the events behind it.

    `largest_share`: share of the total that the heaviest kind of event makes up, NaN where the
    total is 0: near 1, one homicide may make the figure.
    """

    value: Floats
    low: Floats
    high: Floats
    events: Floats
    largest_share: Floats
    transform: Transform


def weighted_total(
    events: ArrayLike,
    weights: ArrayLike,
    *,
    transform: Transform = "none",
    level: float = 0.95,
) -> Weighted:
    """The sum of counts times weights, for each area.

    Counts are independent Poisson and weights are known, so the total is compound Poisson; its
    limits are gamma limits, which are exact where all weights are equal. Raw weights let one rare
    event outweigh thousands; "log" takes log(1 + weight) and "root" the square root in their place,
    and the result is then a score, no longer in the unit of the weights.

    Args: events: whole counts, shape (areas, kinds) or (kinds,); weights: zero or more, shape
        (kinds,); transform; level: coverage, 0 to 1.
    Returns: Weighted of shape (areas,).
    Raises: StatisticError: shapes differ, a count is negative or not whole, or all weights are 0.
    Source: Fay & Feuer (1997) Statistics in Medicine 16:791-801; weights: Sherman, Neyroud &
        Neyroud (2016) Policing 10:171-183.
    >>> weighted_total([1, 100], [5475, 19]).value.tolist()
    [7375.0]
    """
    table = counts(np.atleast_2d(np.asarray(events, dtype=float)))
    heavy = _transformed(weights, transform)
    if heavy.shape != (table.shape[1],) or not heavy.size or heavy.max() <= 0:
        raise StatisticError(
            f"weights must hold one number for each of the {table.shape[1]} kinds, some above zero."
        )
    total: Floats = table @ heavy
    limits = gamma_interval(total, table @ heavy**2, float(heavy.max()), level=level)
    heaviest = (table * heavy).max(axis=1)
    share = np.where(total > 0, heaviest / np.where(total > 0, total, 1.0), np.nan)
    return Weighted(total, limits.low, limits.high, table.sum(axis=1), share, transform)


def gamma_interval(
    total: ArrayLike, variance: ArrayLike, largest: float, *, level: float = 0.95
) -> Interval:
    """Gamma limits of a weighted sum of Poisson counts.

    Args: total: sum of weight times count, shape (n,); variance: sum of weight squared times count,
        same shape; largest: the largest weight a further event could have; level: coverage.
    Returns: Interval of shape (n,), in the unit of the total.
    Raises: StatisticError: a total is negative, or largest is not above zero.
    Source: Fay & Feuer (1997) Statistics in Medicine 16:791-801, equations 6 and 7.
    >>> gamma_interval([10], [10], 1).low.round(2).item(), gamma_interval([10], [10], 1).high.round(2).item()
    (4.8, 18.39)
    """
    y, v = amounts(total, "total"), amounts(variance, "variance")
    if not largest > 0:
        raise StatisticError("the largest weight must be above zero.")
    tail = (1 - coverage(level)) / 2
    some = y > 0
    safe_y, safe_v = np.where(some, y, 1.0), np.where(some, v, 1.0)
    low = safe_v / (2 * safe_y) * stats.chi2.ppf(tail, 2 * safe_y**2 / safe_v)
    more_y, more_v = y + largest, v + largest**2
    high = more_v / (2 * more_y) * stats.chi2.ppf(1 - tail, 2 * more_y**2 / more_v)
    return Interval(np.where(some, low, 0.0), high)


def _transformed(weights: ArrayLike, transform: Transform) -> Floats:
    heavy = amounts(weights, "weights")
    if transform == "none":
        return heavy
    if transform == "log":
        logged: Floats = np.log1p(heavy)
        return logged
    if transform == "root":
        rooted: Floats = np.sqrt(heavy)
        return rooted
    raise StatisticError("transform is “none”, “log” or “root”.")
