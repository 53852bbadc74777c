"""Hot and cold spots among areas: Gi*, local Moran's I, and a false discovery rate over them all.

Areas whose value is missing (NaN) take no part: they are nobody's neighbour, no draw of the null
holds them, and their own results are NaN. So are those of an area with no known neighbour left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.stats.checks import Floats, coverage
from headwater.stats.neighbours import Booleans, Neighbours
from headwater.stats.permutation import Tails, neighbour_sums, tails
from headwater.vocabulary.errors import StatisticError

FEWEST_AREAS = 4
MOST_PERMUTATIONS = 99_999

QUADRANTS = {
    1: "high among high",
    2: "low among high",
    3: "low among low",
    4: "high among low",
}


@dataclass(frozen=True)
class GiStar:
    """Getis and Ord's Gi*, one entry for each area; NaN where it cannot be given.

    `statistic`: share of the whole that the area and its neighbours hold, over their number
    (row-standardised weights); `z`: analytic score; `p_high`, `p_low`: pseudo p-values of so high
    or so low a sum of neighbours; `p`: two-sided, twice the smaller, at most 1.
    """

    statistic: Floats
    z: Floats
    p_high: Floats
    p_low: Floats
    p: Floats
    permutations: int


def gi_star(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 999, seed: int
) -> GiStar:
    """Getis and Ord's Gi* of every area, with binary weights and the area itself included.

    Pseudo p-values are conditional: the area keeps its value and its neighbours are drawn without
    replacement from all other areas, (draws at least as extreme + 1) / (permutations + 1).

    Args: values: shape (n,), zero or more, NaN where missing; neighbours: of n areas, with or
        without self; permutations: one or more; seed: same seed, same answer.
    Returns: GiStar of shape (n,).
    Raises: StatisticError: shapes differ, a value is negative, or fewer than four are known.
    Source: Ord & Getis (1995) Geographical Analysis 27:286-306, equation 14.
    >>> from headwater.stats.neighbours import nearest
    >>> line = nearest([[i, 0] for i in range(9)], 2)
    >>> gi_star([9, 9, 9, 1, 1, 1, 1, 1, 1], line, seed=1).z[1].round(2).item()
    2.83
    """
    part = _Known.of(values, neighbours, permutations)
    if np.any(part.values < 0):
        raise StatisticError("values must be zero or more for Gi*, for example counts or rates.")
    y, n = part.values, len(part.values)
    size = part.sizes + 1.0
    around = part.sums + y
    mean = y.mean()
    spread = math.sqrt(max(float((y**2).mean() - mean**2), 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (around - size * mean) / (spread * np.sqrt(size * (n - size) / (n - 1)))
        statistic = around / size / y.sum()
    null = tails(y, part.sums, part.sizes, permutations=permutations, seed=seed)
    return GiStar(part.spread(statistic), part.spread(z), *part.p_values(null), permutations)


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran's I, one entry for each area; NaN where it cannot be given.

    `statistic`: positive where an area is like its neighbours; `z`: analytic score given the
    area's own value; `quadrant`: a key of `QUADRANTS`, 0 where it cannot be given; `p_high`,
    `p_low`: pseudo p-values of so high or so low an I; `p`: two-sided, twice the smaller.
    """

    statistic: Floats
    z: Floats
    quadrant: NDArray[np.int8]
    p_high: Floats
    p_low: Floats
    p: Floats
    permutations: int


def local_moran(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 999, seed: int
) -> LocalMoran:
    """Local Moran's I of every area, with row-standardised weights.

    I = z_i / m2 times the mean z of its neighbours, where z are deviations from the mean and m2
    their sum of squares divided by n. (Some programs divide by n - 1; I is then smaller by the
    factor (n - 1) / n, and scores and p-values are the same.)

    Args: values: shape (n,), NaN where missing; neighbours: of n areas, self is left out;
        permutations: one or more; seed: same seed, same answer.
    Returns: LocalMoran of shape (n,).
    Raises: StatisticError: shapes differ, or fewer than four values are known.
    Source: Anselin (1995) Geographical Analysis 27:93-115, equation 12; moments given the area's
        own value: Sokal, Oden & Thomson (1998) Geographical Analysis 30:331-354, A7 and A8.
    >>> from headwater.stats.neighbours import nearest
    >>> line = nearest([[i, 0] for i in range(9)], 2)
    >>> local_moran([9, 9, 9, 1, 1, 1, 1, 1, 1], line, seed=1).quadrant.tolist()
    [1, 1, 1, 2, 3, 3, 3, 3, 3]
    """
    part = _Known.of(values, neighbours, permutations)
    y, n, size = part.values, len(part.values), part.sizes
    z = y - y.mean()
    m2 = float((z**2).mean())
    with np.errstate(invalid="ignore", divide="ignore"):
        lag = part.sums / size - y.mean()
        statistic = z * lag / m2
        expected = -(z**2) / ((n - 1) * m2)
        variance = z**2 / m2**2 * n / (n - 2) * (1 / size - 1 / (n - 1)) * (m2 - z**2 / (n - 1))
        score = (statistic - expected) / np.sqrt(variance)
    quadrant = np.select([(z > 0) & (lag > 0), (z <= 0) & (lag > 0), z <= 0], [1, 2, 3], 4)
    null = tails(y, part.sums, size, permutations=permutations, seed=seed)
    high, low, both = part.p_values(null)
    # I rises with the sum of neighbours where the area is above the mean, and falls where below.
    above = part.spread(z) > 0
    # Where the area is at the mean every draw gives I = 0, and none is more extreme than another.
    level = np.abs(part.spread(z)) <= 1e-12 * float(np.abs(y).max())
    high, low, both = (np.where(level, 1.0, p) for p in (high, low, both))
    placed = np.where(np.isnan(both), 0, part.spread(quadrant.astype(float), 0.0)).astype(np.int8)
    return LocalMoran(
        part.spread(statistic),
        part.spread(score),
        placed,
        np.where(above, high, low),
        np.where(above, low, high),
        both,
        permutations,
    )


def benjamini_hochberg(p: ArrayLike, q: float = 0.05) -> Booleans:
    """Which of many p-values are discoveries at a false discovery rate.

    Args: p: shape (n,), 0 to 1; NaN is never a discovery and does not count as a test; q: expected
        share of false discoveries among all, 0 to 1.
    Returns: mask of shape (n,).
    Raises: StatisticError: a p-value lies outside 0 to 1, or q outside (0, 1).
    Source: Benjamini & Hochberg (1995) J. R. Statist. Soc. B 57:289-300; valid for the positive
        dependence of neighbouring areas: Benjamini & Yekutieli (2001) Ann. Statist. 29:1165-1188.
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5], 0.05).tolist()
    [True, False, False, False]
    """
    values = np.asarray(p, dtype=float)
    known = ~np.isnan(values)
    tests = np.sort(values[known], axis=None)
    if np.any((tests < 0) | (tests > 1)):
        raise StatisticError("p-values lie between 0 and 1.")
    passed = np.flatnonzero(tests <= coverage(q) * np.arange(1, len(tests) + 1) / len(tests))
    if not len(passed):
        return np.zeros(values.shape, dtype=bool)
    found: Booleans = known & (values <= tests[passed[-1]])
    return found


@dataclass(frozen=True)
class HotSpots:
    """Hot and cold spots, one entry for each area.

    `hot`, `cold`: discoveries at false discovery rate `q`; `p`: two-sided pseudo p-values, NaN
    where an area took no part; `z`: analytic Gi* score; `tested`: how many areas took part.
    """

    hot: Booleans
    cold: Booleans
    p: Floats
    z: Floats
    q: float
    tested: int
    permutations: int

    def words(self) -> tuple[str, ...]:
        """ "hot spot", "cold spot", "not significant" or "not tested" for each area."""
        told = []
        for hot, cold, p in zip(self.hot, self.cold, self.p, strict=True):
            unless = "not tested" if np.isnan(p) else "not significant"
            told.append("hot spot" if hot else "cold spot" if cold else unless)
        return tuple(told)


def hot_spots(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    q: float = 0.05,
    permutations: int | None = None,
    seed: int,
) -> HotSpots:
    """Areas that with their neighbours stand out by Gi*, after allowing for testing them all.

    Args: values, neighbours, seed: as `gi_star`; q: false discovery rate; permutations: by default
        enough for a single area to be found among all (2 n / q), from 999 to 99,999.
    Returns: HotSpots of shape (n,).
    Raises: StatisticError: as `gi_star`, or q is outside (0, 1).
    Source: Caldas de Castro & Singer (2006) Geographical Analysis 38:180-208.
    >>> from headwater.stats.neighbours import nearest
    >>> place = nearest([[i % 8, i // 8] for i in range(64)], 4)
    >>> hot_spots([1, 2, 3, 4] * 16, place, seed=1).hot.any().item()
    False
    """
    if permutations is None:
        wanted = math.ceil(2 * len(neighbours) / coverage(q))
        permutations = min(max(wanted, 999), MOST_PERMUTATIONS)
    found = gi_star(values, neighbours, permutations=permutations, seed=seed)
    discovered = benjamini_hochberg(found.p, q)
    hot = discovered & (found.p_high < found.p_low)
    tested = int((~np.isnan(found.p)).sum())
    return HotSpots(hot, discovered & ~hot, found.p, found.z, q, tested, permutations)


@dataclass(frozen=True)
class _Known:
    """The areas that take part, renumbered, and the way back."""

    values: Floats
    sums: Floats
    sizes: NDArray[np.int64]
    kept: Booleans

    @classmethod
    def of(cls, values: ArrayLike, neighbours: Neighbours, permutations: int) -> _Known:
        array = np.asarray(values, dtype=float)
        if array.shape != (len(neighbours),):
            raise StatisticError(
                f"values must have one entry for each of the {len(neighbours)} areas, NaN if missing."
            )
        if permutations < 1:
            raise StatisticError("permutations must be one or more, for example 999.")
        kept = ~np.isnan(array)
        if np.any(np.isinf(array)) or kept.sum() < FEWEST_AREAS:
            raise StatisticError(f"hot spots need at least {FEWEST_AREAS} areas with known values.")
        others = neighbours.without_self()
        if not kept.all():
            array, others = array[kept], others.only(kept)
        sums = neighbour_sums(array, others.indptr, others.indices)
        return cls(array, sums, others.sizes, kept)

    def spread(self, part: Floats, missing: float = np.nan) -> Floats:
        """Back to the shape of the input, with no answer where an area has no known neighbour."""
        whole = np.full(len(self.kept), missing)
        whole[self.kept] = np.where(self.sizes > 0, part, missing)
        return whole

    def p_values(self, null: Tails) -> tuple[Floats, Floats, Floats]:
        high, low = self.spread(null.high()), self.spread(null.low())
        return high, low, np.minimum(2 * np.minimum(high, low), 1.0)
