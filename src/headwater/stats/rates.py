"""Rates and proportions, crude and standardised, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.stats.checks import Floats, amounts, counts, coverage, same_shape
from headwater.stats.intervals import byars_interval, poisson_interval, wilson_interval
from headwater.vocabulary.errors import StatisticError

RELIABLE_FROM = 10
"""Fewest events for a standardised rate to mean anything."""

ESP_2013_BANDS = (*(f"{low}-{low + 4}" for low in range(0, 90, 5)), "90+")
ESP_2013 = np.array(
    [
        5000,
        5500,
        5500,
        5500,
        6000,
        6000,
        6500,
        7000,
        7000,
        7000,
        7000,
        6500,
        6000,
        5500,
        5000,
        4000,
        2500,
        1500,
        1000,
    ],
    dtype=float,
)
"""European Standard Population 2013, 19 bands of 0-4 to 90+ (Eurostat, 2013); it adds up to 100,000."""


@dataclass(frozen=True)
class Rate:
    """A rate with its limits, and what it was made from. NaN where it cannot be given."""

    value: Floats
    low: Floats
    high: Floats
    events: Floats
    population: Floats


def crude_rate(
    events: ArrayLike, population: ArrayLike, *, per: float = 100_000, level: float = 0.95
) -> Rate:
    """Events for each `per` residents, with exact limits below 10 events and Byar's from 10.

    Args: events: whole counts, shape (n,); population: residents or person-years, shape (n,);
        per: multiplier; level: coverage, 0 to 1.
    Returns: Rate of shape (n,); NaN where the population is zero.
    Raises: StatisticError: a count is negative or not whole, or shapes differ.
    Source: Public Health England (2018) Technical Guide; PHEindicatormethods 2.1.0 `phe_rate`.
    >>> crude_rate([65], [100], per=100).value.item()
    65.0
    """
    observed, people = counts(events), amounts(population, "population")
    same_shape(events=observed, population=people)
    limits = poisson_interval(observed, level=level)
    scale = np.where(people > 0, per / np.where(people > 0, people, 1.0), np.nan)
    return Rate(observed * scale, limits.low * scale, limits.high * scale, observed, people)


def proportion(
    successes: ArrayLike, trials: ArrayLike, *, per: float = 100, level: float = 0.95
) -> Rate:
    """Successes for each `per` trials, with Wilson's limits.

    Args: successes, trials: whole counts, shape (n,); per: 100 for per cent; level: 0 to 1.
    Returns: Rate of shape (n,); NaN where there are no trials.
    Raises: StatisticError: successes exceed trials, or shapes differ.
    Source: Wilson (1927); PHEindicatormethods 2.1.0 `phe_proportion`.
    >>> proportion([1], [4]).value.item()
    25.0
    """
    hits, n = counts(successes, "successes"), counts(trials, "trials")
    limits = wilson_interval(hits, n, level=level)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(n > 0, hits / np.where(n > 0, n, 1.0), np.nan)
    return Rate(value * per, limits.low * per, limits.high * per, hits, n)


def directly_standardised_rate(
    events: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike = ESP_2013,
    *,
    per: float = 100_000,
    level: float = 0.95,
) -> Rate:
    """The rate an area would have with the standard population's ages; Dobson's limits on Byar's.

    Args: events: whole counts, shape (areas, bands) or (bands,); population: residents, same
        shape; standard: weights, shape (bands,); per: multiplier; level: coverage, 0 to 1.
    Returns: Rate of shape (areas,); NaN where an area has fewer than 10 events or an empty band.
    Raises: StatisticError: shapes differ or the standard adds up to zero.
    Source: Dobson, Kuulasmaa, Eberle & Scherer (1991) Statistics in Medicine 10:457-462;
        PHEindicatormethods 2.1.0 `calculate_dsr`.
    >>> directly_standardised_rate([[10, 20]], [[1000, 1000]], [1, 1], per=1000).value.item()
    15.0
    """
    observed, people = (
        counts(np.atleast_2d(np.asarray(events, float))),
        amounts(np.atleast_2d(np.asarray(population, float)), "population"),
    )
    weights = amounts(standard, "standard")
    same_shape(events=observed, population=people)
    if weights.shape != (observed.shape[1],) or weights.sum() <= 0:
        raise StatisticError(
            f"standard must hold one weight for each of the {observed.shape[1]} bands."
        )
    total = observed.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        empty = (people == 0) & (weights > 0)
        rates = np.where(empty, np.nan, weights * observed / people)
        value = rates.sum(axis=1) / weights.sum()
        variance = (weights**2 * observed / people**2).sum(axis=1) / weights.sum() ** 2
        scale = np.sqrt(variance / total)
        limits = byars_interval(total, level=level)
        low = value + scale * (limits.low - total)
        high = value + scale * (limits.high - total)
    unreliable = total < RELIABLE_FROM
    value, low, high = (np.where(unreliable, np.nan, part) for part in (value, low, high))
    return Rate(value * per, low * per, high * per, total, people.sum(axis=1))


def _expected(population: ArrayLike, ref_events: ArrayLike, ref_population: ArrayLike) -> Floats:
    people = amounts(np.atleast_2d(np.asarray(population, float)), "population")
    base = counts(ref_events, "reference events")
    at_risk = amounts(ref_population, "reference population")
    same_shape(reference_events=base, reference_population=at_risk)
    if base.shape != (people.shape[1],):
        raise StatisticError(f"the reference must have {people.shape[1]} bands.")
    if np.any(at_risk <= 0):
        raise StatisticError("every band of the reference needs residents.")
    expected: Floats = (people * base / at_risk).sum(axis=1)
    return expected


def indirectly_standardised_ratio(
    events: ArrayLike,
    population: ArrayLike,
    ref_events: ArrayLike,
    ref_population: ArrayLike,
    *,
    per: float = 100,
    level: float = 0.95,
) -> Rate:
    """Observed events as a ratio of those expected at the reference's rates by age.

    Args: events: whole counts, shape (areas, bands) or totals (areas,); population: residents,
        shape (areas, bands); ref_events, ref_population: shape (bands,); per: 100 or 1.
    Returns: Rate of shape (areas,), where `population` holds the expected events.
    Raises: StatisticError: shapes differ, or a band of the reference has no residents.
    Source: Breslow & Day (1987) ch. 2; PHEindicatormethods 2.1.0 `calculate_ISRatio`.
    >>> indirectly_standardised_ratio([5], [[100, 100]], [1, 3], [100, 100]).value.item()
    125.0
    """
    expected = _expected(population, ref_events, ref_population)
    observed = np.asarray(events, dtype=float)
    observed = counts(observed.sum(axis=1) if observed.ndim == 2 else observed)
    same_shape(events=observed, expected=expected)
    limits = poisson_interval(observed, level=level)
    scale = np.where(expected > 0, per / np.where(expected > 0, expected, 1.0), np.nan)
    return Rate(observed * scale, limits.low * scale, limits.high * scale, observed, expected)


def indirectly_standardised_rate(
    events: ArrayLike,
    population: ArrayLike,
    ref_events: ArrayLike,
    ref_population: ArrayLike,
    *,
    per: float = 100_000,
    level: float = 0.95,
) -> Rate:
    """The reference's crude rate multiplied by the standardised ratio.

    Args, Raises: as `indirectly_standardised_ratio`.
    Returns: Rate of shape (areas,), per `per` residents; `population` holds the expected events.
    Source: PHEindicatormethods 2.1.0 `calculate_ISRate`.
    >>> indirectly_standardised_rate([5], [[100, 100]], [1, 3], [100, 100], per=100).value.item()
    2.5
    """
    ratio = indirectly_standardised_ratio(
        events, population, ref_events, ref_population, per=1, level=level
    )
    reference = np.asarray(ref_events, float).sum() / np.asarray(ref_population, float).sum() * per
    return Rate(
        ratio.value * reference,
        ratio.low * reference,
        ratio.high * reference,
        ratio.events,
        ratio.population,
    )


@dataclass(frozen=True)
class Comparison:
    """A ratio or difference with its limits. NaN where it cannot be given."""

    value: Floats
    low: Floats
    high: Floats

    @property
    def is_finding(self) -> np.ndarray:
        """True where the interval does not hold the value of no difference."""
        with np.errstate(invalid="ignore"):
            found: np.ndarray = (self.low > self.null) | (self.high < self.null)
        return found

    null: float = 1.0


def rate_ratio(
    events: ArrayLike,
    population: ArrayLike,
    other_events: ArrayLike,
    other_population: ArrayLike,
    *,
    level: float = 0.95,
) -> Comparison:
    """One crude rate divided by another, with exact conditional limits.

    Given their sum, the first count is binomial; Clopper-Pearson limits of its share turn into
    limits of the ratio, so that small counts and zeros are handled without correction.

    Args: events, population: shape (n,); other_events, other_population: shape (n,) or scalars.
    Returns: Comparison of shape (n,); NaN where both counts are zero.
    Raises: StatisticError: a count is negative or not whole.
    Source: Przyborowski & Wilenski (1940) Biometrika 31:313-323; Breslow & Day (1987) p. 93.
    >>> rate_ratio([20], [1000], [10], [1000]).value.item()
    2.0
    """
    a, b = counts(events), counts(other_events, "other events")
    n, m = amounts(population, "population"), amounts(other_population, "other population")
    a, n, b, m = np.broadcast_arrays(a, n, b, m)
    tail = (1 - coverage(level)) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(b > 0, (a / n) / (b / m), np.where(a > 0, np.inf, np.nan))
        low = np.where(a > 0, stats.beta.ppf(tail, a, b + 1), 0.0)
        high = np.where(b > 0, stats.beta.ppf(1 - tail, a + 1, b), 1.0)
        limits = [np.where(p < 1, p / (1 - p), np.inf) * m / n for p in (low, high)]
    unknown = (a + b == 0) | (n == 0) | (m == 0)
    value, low, high = (np.where(unknown, np.nan, x) for x in (value, *limits))
    return Comparison(value, low, high)


def compare(rate: Rate, reference: float) -> tuple[str, ...]:
    """ "higher", "lower" or "similar" to a reference, by whether the interval holds it.

    Args: rate: of shape (n,); reference: in the same unit.
    Returns: one word for each rate; "not compared" where it is NaN.
    Source: Fingertips technical guidance (OHID): comparison by confidence intervals.
    >>> compare(crude_rate([100, 10], [1000, 1000], per=1000), 50.0)
    ('higher', 'lower')
    """
    words = []
    for low, high in zip(np.atleast_1d(rate.low), np.atleast_1d(rate.high), strict=True):
        if np.isnan(low) or np.isnan(high):
            words.append("not compared")
        elif low > reference:
            words.append("higher")
        elif high < reference:
            words.append("lower")
        else:
            words.append("similar")
    return tuple(words)
