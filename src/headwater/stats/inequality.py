"""How much worse the most deprived fare: the slope and relative index of inequality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.stats.checks import Floats, amounts, coverage, same_shape
from headwater.stats.rates import Comparison, rate_ratio
from headwater.vocabulary.errors import StatisticError

Kind = Literal["value", "rate", "proportion"]

FEWEST_GROUPS = 5
MOST_GROUPS = 100
REPEATS = 100_000


@dataclass(frozen=True)
class Inequality:
    """Slope (SII) and relative (RII) index of inequality, from most to least deprived.

    `slope`: the gap across the whole range of deprivation, in the unit of the values: negative
    where the most deprived have the higher value; `relative`: the line's value at the least
    deprived end over that at the most deprived end: below 1 where the most deprived have more;
    `most_deprived`: the line's value at that end. Limits are percentiles of `repeats` simulations.
    """

    slope: float
    slope_low: float
    slope_high: float
    relative: float
    relative_low: float
    relative_high: float
    most_deprived: float
    repeats: int

    @property
    def least_deprived(self) -> float:
        """The line's value at the least deprived end."""
        return self.most_deprived + self.slope

    @property
    def is_finding(self) -> bool:
        """True where the interval of the slope leaves out zero."""
        return self.slope_low > 0 or self.slope_high < 0


def slope_index(
    values: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    population: ArrayLike,
    *,
    kind: Kind = "rate",
    log_line: bool = False,
    limits_level: float = 0.95,
    level: float = 0.95,
    repeats: int = REPEATS,
    seed: int,
) -> Inequality:
    """Slope and relative index of inequality over groups ranked by deprivation.

    Each group stands at the middle of its share of the population (its ridit). A line is fitted by
    least squares weighted by population. For its limits the values are drawn `repeats` times from
    their own intervals: on the log scale for rates, the logit scale for proportions, as they are
    otherwise. With `log_line` the line itself is fitted on that scale and its ends turned back.

    Args: values, low, high: of each group with its limits, shape (groups,), most deprived first;
        population: residents, same shape; kind: "rate", "proportion" (0 to 1) or "value"; log_line:
        fit on the log or logit scale; limits_level: coverage of low and high; level: coverage of
        the answer; repeats: 1,000 or more; seed: same seed, same limits.
    Returns: Inequality.
    Raises: StatisticError: fewer than 5 groups or more than 100, a value that is missing or does
        not suit its kind, or a group without residents.
    Source: Pamuk (1985) Population Studies 39:17-31; Low & Low (2004) Journal of Public Health
        26:388-395; PHEindicatormethods 2.1.0 `phe_sii` (value_type 0, 1, 2; transform).
    >>> found = slope_index([9, 7, 5, 3, 1], [8, 6, 4, 2, 0.5], [10, 8, 6, 4, 2], [1] * 5, seed=1)
    >>> round(found.slope, 6), round(found.most_deprived, 6), found.is_finding
    (-10.0, 10.0, True)
    """
    y, lower, upper, people = _groups(values, low, high, population, kind)
    if log_line and kind == "value":
        raise StatisticError(
            "log_line is for rates and proportions, which have a scale to turn to."
        )
    if repeats < 1_000:
        raise StatisticError("repeats must be 1,000 or more: limits come from their percentiles.")
    there, back = SCALES[kind]
    z = float(stats.norm.ppf(0.5 + coverage(limits_level) / 2))
    centre = there(y)
    error = (there(upper) - there(lower)) / (2 * z)
    rng = np.random.default_rng(seed)
    drawn = rng.normal(centre, error, (repeats, len(y)))
    fit = _line_weights(people)
    if log_line:
        start, end = (back(part) for part in _ends(fit, centre))
        starts, ends = (back(part) for part in _ends(fit, drawn))
    else:
        start, end = _ends(fit, y)
        starts, ends = _ends(fit, back(drawn))
    tail = (1 - coverage(level)) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        slope_low, slope_high = np.quantile(ends - starts, [tail, 1 - tail])
        relative_low, relative_high = np.quantile(ends / starts, [tail, 1 - tail])
        relative = float(end / start)
    return Inequality(
        float(end - start),
        float(slope_low),
        float(slope_high),
        relative,
        float(relative_low),
        float(relative_high),
        float(start),
        repeats,
    )


def ridits(population: ArrayLike) -> Floats:
    """The middle of each group's share of the whole, ranked as given, 0 to 1.

    Args: population: residents, shape (groups,), above zero.
    Returns: shape (groups,).
    Raises: StatisticError: a group has no residents.
    Source: Bross (1958) Biometrics 14:18-38.
    >>> ridits([2, 1, 1]).tolist()
    [0.25, 0.625, 0.875]
    """
    people = amounts(population, "population")
    if np.any(people <= 0):
        raise StatisticError("every group needs residents.")
    share = people / people.sum()
    middles: Floats = np.cumsum(share) - share / 2
    return middles


def disparity(
    events: ArrayLike,
    population: ArrayLike,
    reference_events: float,
    reference_population: float,
    *,
    level: float = 0.95,
) -> Comparison:
    """Each group's rate over the rate of a reference group, with exact limits.

    A finding (`is_finding`) is a ratio whose interval leaves out 1. It is a difference to ask about,
    not a cause; with many groups one in twenty is a finding by chance at 95 per cent.

    Args: events: whole counts, shape (groups,); population: residents, same shape;
        reference_events, reference_population: of the reference group; level: coverage, 0 to 1.
    Returns: Comparison of shape (groups,); infinite where the reference has no events.
    Raises: StatisticError: a count is negative or not whole, or the reference has no residents.
    Source: as `rates.rate_ratio`.
    >>> disparity([30, 12], [1000, 1000], 10, 1000).is_finding.tolist()
    [True, False]
    """
    if not reference_population > 0:
        raise StatisticError("the reference group needs residents. Choose another reference.")
    return rate_ratio(events, population, reference_events, reference_population, level=level)


def _same(part: Floats) -> Floats:
    return part


def _log(part: Floats) -> Floats:
    logged: Floats = np.log(part)
    return logged


def _from_log(part: Floats) -> Floats:
    value: Floats = np.exp(part)
    return value


def _logit(part: Floats) -> Floats:
    odds: Floats = np.log(part / (1 - part))
    return odds


def _from_logit(part: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-part))
    return share


Scale = Callable[[Floats], Floats]
SCALES: dict[str, tuple[Scale, Scale]] = {
    "value": (_same, _same),
    "rate": (_log, _from_log),
    "proportion": (_logit, _from_logit),
}
"""There and back, for each kind of value."""


def _groups(
    values: ArrayLike, low: ArrayLike, high: ArrayLike, population: ArrayLike, kind: Kind
) -> tuple[Floats, Floats, Floats, Floats]:
    if kind not in SCALES:
        raise StatisticError("kind is “value”, “rate” or “proportion”.")
    y, lower, upper = (np.asarray(part, dtype=float) for part in (values, low, high))
    people = amounts(population, "population")
    same_shape(values=y, low=lower, high=upper, population=people)
    if y.ndim != 1 or not FEWEST_GROUPS <= len(y) <= MOST_GROUPS:
        raise StatisticError(
            f"inequality is measured over {FEWEST_GROUPS} to {MOST_GROUPS} groups, most deprived "
            "first, such as ten tenths."
        )
    every = np.concatenate([y, lower, upper])
    if not np.all(np.isfinite(every)) or np.any((lower > y) | (y > upper)):
        raise StatisticError("every group needs a known value between its limits.")
    if kind != "value" and np.any(every <= 0):
        raise StatisticError("rates and proportions need limits above zero. Use fewer groups.")
    if kind == "proportion" and np.any(every >= 1):
        raise StatisticError("proportions and their limits lie below 1. Divide per cent by 100.")
    return y, lower, upper, people


def _line_weights(people: Floats) -> Floats:
    """What turns values into intercept and slope of the weighted line, shape (2, groups)."""
    place, weight = ridits(people), people / people.sum()
    design = np.column_stack([np.ones(len(place)), place])
    fit: Floats = np.linalg.solve(
        design.T @ (design * weight[:, None]), (design * weight[:, None]).T
    )
    return fit


def _ends(fit: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The line at the most and at the least deprived end; y of shape (..., groups)."""
    start, slope = y @ fit[0], y @ fit[1]
    return start, start + slope
