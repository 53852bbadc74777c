"""Trends: is a series rising or falling, by how much, and is that good or bad?"""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.stats.checks import Floats, amounts, coverage
from headwater.stats.poisson import poisson_regression
from headwater.stats.rates import Comparison, Rate, rate_ratio
from headwater.vocabulary.errors import StatisticError

PERIODS = 5
SIGNIFICANCE = 0.001
"""In each tail: a chi-squared of 9.55 with one degree of freedom."""
SEASONS_FROM = 24
"""Months of data from which a month of the year can be told from a trend."""


class Direction(Enum):
    """What a trend does; value is stored and printed."""

    RISING = "increasing"
    FALLING = "decreasing"
    NO_CHANGE = "no significant change"
    NOT_CALCULATED = "cannot be calculated"


class Polarity(Enum):
    """Which way an indicator should go."""

    LOWER_IS_BETTER = "lower is better"
    HIGHER_IS_BETTER = "higher is better"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Trend:
    """The recent trend of a series of rates, counts or proportions.

    `slope`: change in each period, in the unit of the series; `chi_squared`: with one degree of
    freedom; `p`: two-sided; `periods`: how many were used; `reason`: why it cannot be calculated.
    """

    direction: Direction
    slope: float
    chi_squared: float
    p: float
    periods: int
    reason: str = ""

    def words(self, polarity: Polarity | str) -> str:
        """Direction and judgement, for example "increasing and getting worse".

        Raises: StatisticError: polarity is none of its three words.
        """
        wanted = _polarity(polarity)
        moves = self.direction in (Direction.RISING, Direction.FALLING)
        if not moves or wanted is Polarity.NEUTRAL:
            return self.direction.value
        up = self.direction is Direction.RISING
        better = up == (wanted is Polarity.HIGHER_IS_BETTER)
        return f"{self.direction.value} and getting {'better' if better else 'worse'}"


def _polarity(polarity: Polarity | str) -> Polarity:
    try:
        return Polarity(polarity)
    except ValueError as unknown:
        words = ", ".join(f"“{p.value}”" for p in Polarity)
        raise StatisticError(f"polarity is one of {words}.") from unknown


def recent_trend(
    rate: Rate,
    *,
    periods: int = PERIODS,
    level: float = 0.95,
    significance: float = SIGNIFICANCE,
) -> Trend:
    """The trend of the latest periods, by a chi-squared test for linear trend.

    A line is fitted by least squares weighted by 1 / standard error squared, where the standard
    error is the width of the interval over twice z. It is a trend where chi-squared = (slope over
    its standard error) squared is significant, and leaving out any one period always leaves a
    slope the same way. A gap (NaN) within the latest periods stops the calculation.

    Args: rate: of one area, shape (periods,), in order of time, for example from `crude_rate` or
        `proportion`; periods: how many of the latest to use, five or more; level: coverage of the
        intervals in `rate`; significance: in each tail.
    Returns: Trend; its direction is NOT_CALCULATED with a reason where there is no answer.
    Raises: StatisticError: fewer than five periods are asked for, or the rate is not of one area.
    Source: Office for Health Improvement and Disparities, Fingertips "recent trend" (technical
        guidance; five points, 99.8% confidence); Armitage (1955) Biometrics 11:375-386.
    >>> from headwater.stats.rates import crude_rate
    >>> recent_trend(crude_rate([100, 130, 160, 200, 240], [1000] * 5)).words("lower is better")
    'increasing and getting worse'
    """
    if periods < PERIODS:
        raise StatisticError(f"a trend needs at least {PERIODS} periods, not {periods}.")
    if rate.value.ndim != 1:
        raise StatisticError("a trend is of one area: give its rates in order of time.")
    value, low, high = (part[-periods:] for part in (rate.value, rate.low, rate.high))
    reason = _why_not(value, low, high, periods)
    if reason:
        return Trend(Direction.NOT_CALCULATED, math.nan, math.nan, math.nan, len(value), reason)
    weights = (2 * stats.norm.ppf(0.5 + coverage(level) / 2) / (high - low)) ** 2
    slope, chi_squared = _weighted_line(value, weights)
    without = [
        _weighted_line(value[kept], weights[kept], np.flatnonzero(kept))[0]
        for kept in ~np.eye(periods, dtype=bool)
    ]
    # A level line is no trend, and rounding must not make it one.
    level_line = 1e-9 * float(np.abs(value).max())
    steady = all(np.sign(slope) * other > level_line for other in without)
    p = float(stats.chi2.sf(chi_squared, 1))
    moved = steady and p < 2 * significance
    rising = Direction.RISING if slope > 0 else Direction.FALLING
    return Trend(rising if moved else Direction.NO_CHANGE, slope, chi_squared, p, periods)


def _why_not(value: Floats, low: Floats, high: Floats, periods: int) -> str:
    if len(value) < periods:
        return f"fewer than {periods} periods"
    if np.any(np.isnan(value) | np.isnan(low) | np.isnan(high)):
        return f"a gap in the latest {periods} periods"
    if np.any(high <= low):
        return "an interval without width"
    return ""


def _weighted_line(
    value: Floats, weights: Floats, at: ArrayLike | None = None
) -> tuple[float, float]:
    """Slope, and its chi-squared."""
    when = np.arange(len(value), dtype=float) if at is None else np.asarray(at, dtype=float)
    centred = when - np.average(when, weights=weights)
    spread = float((weights * centred**2).sum())
    slope = float((weights * centred * value).sum()) / spread
    return slope, slope**2 * spread


@dataclass(frozen=True)
class Change:
    """A rate in one window over the rate in an earlier one.

    `ratio`: with exact limits; `percent`: the same as a change, -20 for a fifth less.
    """

    ratio: Comparison

    @property
    def percent(self) -> Comparison:
        """Change in per cent, with its limits; no change is 0."""
        ratio = self.ratio
        value, low, high = ((part - 1) * 100 for part in (ratio.value, ratio.low, ratio.high))
        return Comparison(value, low, high, null=0.0)

    @property
    def directions(self) -> tuple[Direction, ...]:
        """For each: rising or falling where the interval leaves out no change."""
        found = []
        for low, high in zip(
            np.atleast_1d(self.ratio.low), np.atleast_1d(self.ratio.high), strict=True
        ):
            if np.isnan(low):
                found.append(Direction.NOT_CALCULATED)
            elif low > 1:
                found.append(Direction.RISING)
            else:
                found.append(Direction.FALLING if high < 1 else Direction.NO_CHANGE)
        return tuple(found)


def compare_periods(
    events: ArrayLike,
    exposure: ArrayLike,
    before_events: ArrayLike,
    before_exposure: ArrayLike,
    *,
    level: float = 0.95,
) -> Change:
    """The change between two windows of time, with exact limits.

    Args: events, before_events: whole counts, shape (n,); exposure, before_exposure: residents
        times days, or days alone, same shape or scalars; level: coverage, 0 to 1.
    Returns: Change of shape (n,); NaN where both counts are zero.
    Raises: StatisticError: a count is negative or not whole.
    Source: as `rates.rate_ratio`.
    >>> compare_periods([80], [365], [100], [365]).percent.value.round(1).tolist()
    [-20.0]
    """
    return Change(rate_ratio(events, exposure, before_events, before_exposure, level=level))


@dataclass(frozen=True)
class MonthlyTrend:
    """The average change a year in monthly counts, in per cent, allowing for the season.

    `dispersion`: Pearson chi-squared over degrees of freedom; above 1 it has widened the interval;
    `seasonal`: whether months of the year were allowed for; `months`: how many were used.
    """

    percent_a_year: float
    low: float
    high: float
    p: float
    dispersion: float
    seasonal: bool
    months: int
    fitted: Floats

    @property
    def direction(self) -> Direction:
        """Rising or falling where the interval leaves out no change."""
        if math.isnan(self.low):
            return Direction.NOT_CALCULATED
        if self.low > 0:
            return Direction.RISING
        return Direction.FALLING if self.high < 0 else Direction.NO_CHANGE


def monthly_trend(
    values: ArrayLike,
    days: ArrayLike,
    *,
    first_month: int = 1,
    level: float = 0.95,
) -> MonthlyTrend:
    """The change a year in monthly counts: Poisson regression on time, with days as exposure.

    From 24 known months on, each month of the year has its own level; one that never had an event
    says nothing of the slope and is left out. The interval is widened for over-dispersion
    (quasi-Poisson, t distribution), never narrowed. Gaps (NaN) are left out.

    Args: values: whole counts, shape (months,), in order, NaN for a gap; days: in each month, or
        residents times days, same shape or scalar; first_month: 1 to 12, of the first count.
    Returns: MonthlyTrend; `fitted` of shape (months,), NaN at gaps. All NaN where there is nothing
        to fit: no events, events in the first or last month alone, or too few known months.
    Raises: StatisticError: a count is negative or not whole, or days are not above zero.
    Source: McCullagh & Nelder (1989) Generalized Linear Models, ch. 6; seasonal levels as in
        Bhaskaran et al. (2013) Int. J. Epidemiology 42:1187-1195.
    >>> rising = [round(100 * 1.1 ** (month / 12)) for month in range(36)]
    >>> round(monthly_trend(rising, 30).percent_a_year, 1)
    10.0
    """
    series = np.asarray(values, dtype=float)
    exposure = np.broadcast_to(np.asarray(days, dtype=float), series.shape)
    known = ~np.isnan(series)
    if series.ndim != 1 or np.any(amounts(series[known], "counts") % 1):
        raise StatisticError("counts must be whole numbers, one for each month, NaN for a gap.")
    if np.any(~(exposure[known] > 0)) or not 1 <= first_month <= 12:
        raise StatisticError("days must be above zero, and first_month from 1 to 12.")
    coverage(level)
    seasonal = int(known.sum()) >= SEASONS_FROM
    if seasonal:
        of_year = np.arange(len(series)) % 12
        known &= np.bincount(of_year[known], series[known], minlength=12)[of_year] > 0
    design = _design(len(series), first_month, known, seasonal)
    spare = int(known.sum()) - design.shape[1]
    if spare >= 1 and series[known].sum():
        # Events only in the first or last months: any slope would do, the steeper the better.
        with contextlib.suppress(StatisticError):
            return _monthly(series, exposure, known, design, spare, seasonal, level)
    gaps, no = np.full(len(series), math.nan), math.nan
    return MonthlyTrend(no, no, no, no, no, seasonal, int(known.sum()), gaps)


def _monthly(
    series: Floats,
    exposure: Floats,
    known: np.ndarray,
    design: Floats,
    spare: int,
    seasonal: bool,
    level: float,
) -> MonthlyTrend:
    fit = poisson_regression(design, series[known], exposure[known])
    slope, mean = float(fit.coefficients[0]), fit.means
    dispersion = float(((series[known] - mean) ** 2 / mean).sum()) / spare
    error = float(fit.errors[0]) * math.sqrt(max(dispersion, 1.0))
    reach = float(stats.t.ppf(0.5 + level / 2, spare)) * error
    p = float(2 * stats.t.sf(abs(slope) / error, spare))
    change, low, high = (100 * math.expm1(s) for s in (slope, slope - reach, slope + reach))
    fitted = np.full(len(series), math.nan)
    fitted[known] = mean
    return MonthlyTrend(change, low, high, p, dispersion, seasonal, int(known.sum()), fitted)


def _design(months: int, first_month: int, known: np.ndarray, seasonal: bool) -> Floats:
    """Time in years in the first column, then a level: one, or one for each month of the year."""
    month = np.arange(months)
    years = (month - month[known].mean())[known] / 12 if known.any() else month[known] / 12.0
    if not seasonal:
        return np.column_stack([years, np.ones(len(years))])
    of_year = (month + first_month - 1)[known] % 12
    levels = (of_year[:, None] == np.unique(of_year)).astype(float)
    return np.column_stack([years, levels])
