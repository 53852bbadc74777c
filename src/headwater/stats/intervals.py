"""Confidence intervals of counts and proportions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.stats.checks import Floats, counts, coverage, same_shape
from headwater.vocabulary.errors import StatisticError

EXACT_BELOW = 10
"""Below this many events Byar's approximation gives way to the exact limits."""


@dataclass(frozen=True)
class Interval:
    """Lower and upper limits, each of the shape of the input."""

    low: Floats
    high: Floats


def _z(level: float) -> float:
    return float(stats.norm.ppf(0.5 + coverage(level) / 2))


def byars_interval(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """Byar's approximate interval for a count of independent events.

    Args: events: whole counts, shape (n,), zero or more; level: coverage, 0 to 1 (not 95).
    Returns: Interval of shape (n,), unit: events; divide by the population for a rate.
    Raises: StatisticError: a count is negative or not whole, or level is outside (0, 1).
    Source: Breslow & Day (1987) Statistical Methods in Cancer Research II, p. 69.
    >>> byars_interval([10]).low.round(2).item(), byars_interval([10]).high.round(2).item()
    (4.79, 18.39)
    """
    observed, z = counts(events), _z(level)
    safe = np.where(observed > 0, observed, 1.0)
    low = np.where(
        observed > 0, observed * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3, 0.0
    )
    more = observed + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(np.maximum(low, 0.0), high)


def exact_poisson_interval(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """The exact interval of a Poisson count, from the chi-squared distribution.

    Args: events: whole counts, shape (n,); level: coverage, 0 to 1.
    Returns: Interval of shape (n,), unit: events.
    Raises: StatisticError: a count is negative or not whole, or level is outside (0, 1).
    Source: Garwood (1936) Biometrika 28:437-442.
    >>> exact_poisson_interval([0]).high.round(4).item()
    3.6889
    """
    observed, tail = counts(events), (1 - coverage(level)) / 2
    low = np.where(observed > 0, stats.chi2.ppf(tail, 2 * np.maximum(observed, 1)) / 2, 0.0)
    return Interval(low, stats.chi2.ppf(1 - tail, 2 * observed + 2) / 2)


@lru_cache(maxsize=32)
def _exact_table(level: float) -> tuple[Floats, Floats]:
    table = exact_poisson_interval(np.arange(EXACT_BELOW), level=level)
    return table.low, table.high


def poisson_interval(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """Exact limits below 10 events, Byar's from 10: the convention of public health in England.

    Args: events: whole counts, any shape; level: coverage, 0 to 1.
    Returns: Interval of the same shape, unit: events.
    Raises: StatisticError: a count is negative or not whole, or level is outside (0, 1).
    Source: Public Health England (2018) Public Health Technical Guide: confidence intervals.
    >>> poisson_interval([3, 10]).high.round(2).tolist()
    [8.77, 18.39]
    """
    observed = counts(events)
    low, high = _exact_table(coverage(level))
    few = observed < EXACT_BELOW
    index = np.where(few, observed, 0).astype(int)
    byar = byars_interval(observed, level=level)
    return Interval(np.where(few, low[index], byar.low), np.where(few, high[index], byar.high))


def wilson_interval(successes: ArrayLike, trials: ArrayLike, *, level: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion, without continuity correction.

    Args: successes: whole counts, shape (n,); trials: whole counts, shape (n,); level: 0 to 1.
    Returns: Interval of proportions from 0 to 1; NaN where there are no trials.
    Raises: StatisticError: shapes differ, or successes exceed trials.
    Source: Wilson (1927) JASA 22:209-212; Newcombe (1998) Statistics in Medicine 17:857-872.
    >>> wilson_interval([81], [263]).low.round(4).item(), wilson_interval([81], [263]).high.round(4).item()
    (0.2553, 0.3662)
    """
    hits, n, z = counts(successes, "successes"), counts(trials, "trials"), _z(level)
    same_shape(successes=hits, trials=n)
    if np.any(hits > n):
        raise StatisticError("successes may not exceed trials.")
    with np.errstate(invalid="ignore", divide="ignore"):
        half = z * np.sqrt(z**2 + 4 * hits * (1 - hits / n))
        low = (2 * hits + z**2 - half) / (2 * (n + z**2))
        high = (2 * hits + z**2 + half) / (2 * (n + z**2))
    none = n == 0
    low = np.where(hits == 0, 0.0, low)
    high = np.where(hits == n, 1.0, high)
    return Interval(np.where(none, np.nan, low), np.where(none, np.nan, high))
