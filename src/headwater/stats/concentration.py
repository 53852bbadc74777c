"""How few places hold how many events, and how few would by chance alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from scipy.special import ive

from headwater.stats.checks import Floats, counts, coverage
from headwater.vocabulary.errors import StatisticError


def gini(values: ArrayLike) -> float:
    """The Gini coefficient of events over places: 0 where all are equal, near 1 where one has all.

    Where there are fewer events than places it is high even if no place has two: see
    `adjusted_gini`.

    Args: values: whole counts, shape (places,), places with none included.
    Returns: 0 to 1 - 1/places; NaN where there are no events.
    Raises: StatisticError: a count is negative, missing or not whole, or there are no places.
    Source: Gini (1912); as written in Bernasco & Steenbeek (2017) J. Quant. Criminol. 33:451-467.
    >>> gini([0, 0, 0, 8]), gini([2, 2, 2, 2])
    (0.75, 0.0)
    """
    ascending = np.sort(_places(values))
    n, total = len(ascending), ascending.sum()
    if not total:
        return math.nan
    ranked = float((np.arange(1, n + 1) * ascending).sum())
    return 2 * ranked / (n * float(total)) - (n + 1) / n


def adjusted_gini(values: ArrayLike) -> float:
    """The Gini coefficient measured from the most even spread that whole events allow.

    Five events over a thousand places cannot be spread evenly; this is 0 where no place has two of
    them, and equals `gini` where there are at least as many events as places.

    Args, Raises: as `gini`.
    Returns: 0 to 1; NaN where there are no events.
    Source: Bernasco & Steenbeek (2017) J. Quant. Criminol. 33:451-467, equation 4.
    >>> adjusted_gini([1, 1, 0, 0, 0, 0]), round(adjusted_gini([2, 0, 0, 0, 0, 0]), 6)
    (0.0, 0.5)
    """
    places = _places(values)
    stretch = max(len(places) / max(float(places.sum()), 1.0), 1.0)
    # Rounding in the last digit must not print as minus zero.
    return max(stretch * (gini(places) - 1) + 1, 0.0) if places.sum() else math.nan


@dataclass(frozen=True)
class Lorenz:
    """Cumulative shares, most affected place first; both begin at 0 and end at 1.

    `places` and `events` have one entry more than there are places; events are NaN if there are none.
    """

    places: Floats
    events: Floats


def lorenz(values: ArrayLike) -> Lorenz:
    """The Lorenz curve of events over places, from the most affected place down.

    Args, Raises: as `gini`.
    Returns: Lorenz of shape (places + 1,).
    Source: Lorenz (1905) Publications of the American Statistical Association 9:209-219.
    >>> lorenz([1, 3, 0, 0]).events.tolist()
    [0.0, 0.75, 1.0, 1.0, 1.0]
    """
    held = np.concatenate([[0.0], np.cumsum(np.sort(_places(values))[::-1])])
    with np.errstate(invalid="ignore"):
        return Lorenz(np.linspace(0.0, 1.0, len(held)), held / held[-1])


@dataclass(frozen=True)
class TopShare:
    """The most affected places and what they hold.

    `share`: of the events, 0 to 1; `places`: how many places; `share_of_places`: the same, 0 to 1;
    `by_chance`: share of the events these many places would hold if every event fell on a place
    at random. A `share` near `by_chance` is no concentration. NaN where there are no events.
    """

    share: float
    places: int
    share_of_places: float
    by_chance: float


def share_in_top(values: ArrayLike, top: float) -> TopShare:
    """The share of events in the most affected places.

    Args: values: whole counts, shape (places,); top: share of places, 0 to 1; taken as the nearest
        whole number of places, at least one.
    Returns: TopShare.
    Raises: StatisticError: as `gini`, or top is outside (0, 1).
    Source: Weisburd (2015) Criminology 53:133-157; chance as in `expected_share_in_top`.
    >>> share_in_top([9, 1, 0, 0, 0, 0, 0, 0, 0, 0], 0.1).share
    0.9
    """
    places = _places(values)
    return _held_by(places, max(int(coverage(top) * len(places) + 0.5), 1))


def places_holding(values: ArrayLike, share: float = 0.5) -> TopShare:
    """The fewest places that together hold a share of the events.

    Args: values: whole counts, shape (places,); share: of the events, 0 to 1.
    Returns: TopShare, whose `share` is what those places hold in fact; no places without events.
    Raises: StatisticError: as `gini`, or share is outside (0, 1).
    Source: Weisburd (2015) Criminology 53:133-157.
    >>> places_holding([5, 3, 1, 1]).places, places_holding([5, 3, 1, 1], 0.6).places
    (1, 2)
    """
    places = _places(values)
    wanted = coverage(share) * places.sum()
    held = np.cumsum(np.sort(places)[::-1])
    # A share such as 0.6 of 10 is a hair above 6 in binary, which no place should be added for.
    return _held_by(places, int(np.searchsorted(held, wanted - 1e-9 * held[-1])) + 1)


def expected_share_in_top(events: float, places: int, top: int) -> float:
    """The share of events that the `top` places would hold if all fell at random.

    The number at a place is then Poisson with mean events / places; the most affected places are
    filled from the largest count down until there are `top` of them.

    Args: events: how many; places: how many; top: number of places, 1 to places.
    Returns: 0 to 1; NaN without events.
    Raises: StatisticError: top is not between 1 and places.
    Source: Hipp & Kim (2017) J. Quant. Criminol. 33:595-632, on concentration by chance; Poisson
        null as in Levin, Rosenfeld & Deckard (2017) J. Quant. Criminol. 33:629-647.
    >>> round(expected_share_in_top(10, 1000, 10), 2), round(expected_share_in_top(1e6, 1000, 10), 2)
    (1.0, 0.01)
    """
    if not 1 <= top <= places:
        raise StatisticError(f"top must be a number of places from 1 to {places}, not {top}.")
    if not events:
        return math.nan
    mean = events / places
    most = int(stats.poisson.isf(1e-12 / places, mean)) + 2
    size = np.arange(most, -1, -1)
    with_size = places * stats.poisson.pmf(size, mean)
    above = np.concatenate([[0.0], np.cumsum(with_size)[:-1]])
    taken = np.clip(top - above, 0.0, with_size)
    return float(min((taken * size).sum() / events, 1.0))


@dataclass(frozen=True)
class Concentration:
    """How concentrated events are, beside what chance alone gives.

    `gini`, `adjusted_gini`: as observed; `gini_by_chance`: expected if every event fell at random;
    `p`: how often chance alone varies as much between places, or more. NaN without events.
    """

    gini: float
    adjusted_gini: float
    gini_by_chance: float
    p: float

    def exceeds_chance(self, *, level: float = 0.95) -> bool:
        """True where places differ by more than chance explains."""
        return self.p < 1 - coverage(level)


def concentration(values: ArrayLike) -> Concentration:
    """Gini coefficients of events over places, with the Poisson null that says whether they matter.

    The p-value is of the index of dispersion, the sum of (count - mean)^2 / mean, against
    chi-squared with places - 1 degrees of freedom.

    Args, Raises: as `gini`; at least two places.
    Returns: Concentration.
    Source: Fisher (1925) Statistical Methods for Research Workers, section 16 (dispersion); Gini of
        a Poisson variable: Ramasubban (1958) Biometrika 45:549-556.
    >>> concentration([1, 0, 0, 0, 0, 1, 0, 0]).exceeds_chance()
    False
    """
    places = _places(values)
    if len(places) < 2:
        raise StatisticError("concentration needs at least two places.")
    total = float(places.sum())
    if not total:
        return Concentration(math.nan, math.nan, math.nan, math.nan)
    mean = total / len(places)
    dispersion = float(((places - mean) ** 2).sum()) / mean
    chance = _poisson_gini(mean)
    p = float(stats.chi2.sf(dispersion, len(places) - 1))
    return Concentration(gini(places), adjusted_gini(places), chance, p)


def _poisson_gini(mean: float) -> float:
    """Gini of a Poisson variable: e^-2m (I0(2m) + I1(2m)), where ive is already scaled by e^-2m."""
    return float(ive(0, 2 * mean) + ive(1, 2 * mean))


def _places(values: ArrayLike) -> Floats:
    places = counts(values, "counts")
    if places.ndim != 1 or not len(places):
        raise StatisticError("counts must have one entry for each place, and at least one place.")
    return places


def _held_by(places: Floats, top: int) -> TopShare:
    total = float(places.sum())
    if not total:
        return TopShare(math.nan, 0, 0.0, math.nan)
    held = float(np.sort(places)[::-1][:top].sum())
    chance = expected_share_in_top(total, len(places), top)
    return TopShare(held / total, top, top / len(places), chance)
