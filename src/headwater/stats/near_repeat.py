"""Near repeat: are events close in space also close in time more often than chance would have it?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from headwater.stats.checks import Floats
from headwater.stats.neighbours import Integers
from headwater.vocabulary.errors import StatisticError

Metric = Literal["manhattan", "euclidean"]
ORDERS = {"manhattan": 1, "euclidean": 2}

SAME_PLACE = 0.001
"""Events nearer than a millimetre are at the same place."""
DAYS_AT_ONCE = 1 << 20
PAIRS_AT_ONCE = 8_192
MOST_PAIRS = 50_000_000


@dataclass(frozen=True)
class Knox:
    """Pairs of events by how far apart they are, in space (rows) and in time (columns).

    Rows are the same place, each distance band, and beyond; columns are each time band, and later.
    `observed`: pairs; `mean`, `median`: of the permutations; `ratio`: observed over mean, NaN where
    the mean is 0; `p`: share of permutations, the observed one among them, with as many pairs or
    more. `distances` and `times` are the upper ends of the bands, which they do not include.
    """

    observed: Integers
    mean: Floats
    median: Floats
    ratio: Floats
    p: Floats
    distances: tuple[float, ...]
    times: tuple[float, ...]
    metric: Metric
    permutations: int
    events: int

    @property
    def rows(self) -> tuple[str, ...]:
        """What each row holds, in words."""
        lows = (0.0, *self.distances)
        bands = (f"{low:g} to under {high:g} m" for low, high in itertools.pairwise(lows))
        return ("same place", *bands, f"{self.distances[-1]:g} m or more")

    @property
    def columns(self) -> tuple[str, ...]:
        """What each column holds, in words: whole days, both ends included."""
        lows = (0.0, *self.times)
        bands = (f"{low:g} to {high - 1:g} days" for low, high in itertools.pairwise(lows))
        return (*bands, f"{self.times[-1]:g} days or more")


def knox(
    x: ArrayLike,
    y: ArrayLike,
    days: ArrayLike,
    *,
    distances: Sequence[float] = (100.0, 200.0, 300.0),
    times: Sequence[float] = (7, 14, 21),
    metric: Metric = "manhattan",
    permutations: int = 999,
    seed: int,
) -> Knox:
    """Knox's test of space-time clustering over bands of distance and time.

    Bands hold their lower end and not their upper: with times 7, 14, 21 they are 0-6, 7-13, 14-20
    and 21 or more days, as the Near Repeat Calculator counts, whatever its labels say. Its distance
    is Manhattan. A permutation deals the days out to the places again. Police data that snap events
    to map points put more pairs at the same place than there were: read that row with care.

    Args: x, y: metres, shape (n,); days: whole days, shape (n,); distances: upper ends in metres,
        ascending; times: upper ends in days, ascending; metric; permutations: one or more; seed.
    Returns: Knox with tables of shape (distances + 2, times + 1).
    Raises: StatisticError: shapes differ, a value is missing, days are not whole, bands do not
        ascend, or more than fifty million pairs lie within the last distance.
    Source: Knox (1964) Applied Statistics 13:25-29; Ratcliffe (2009) Near Repeat Calculator 1.3.
    >>> found = knox([0, 0, 900], [0, 50, 0], [1, 3, 40], permutations=99, seed=1)
    >>> found.observed[1, 0].item(), found.observed.sum().item()
    (1, 3)
    """
    places, when = _events(x, y, days)
    far, late = _ascending(distances, "distances"), _ascending(times, "times")
    if metric not in ORDERS:
        raise StatisticError("metric is “manhattan” or “euclidean”.")
    if permutations < 1:
        raise StatisticError("permutations must be one or more, for example 999.")
    pairs, starts = _near_pairs(places, far, ORDERS[metric])
    whole = _pairs_by_time(when, late)
    observed = _table(_count(when[:, None], pairs, starts, late), whole)[:, :, 0]
    rng = np.random.default_rng(seed)
    dealt = np.concatenate(
        [
            _table(_count(deal, pairs, starts, late), whole)
            for deal in _deals(rng, when, permutations)
        ],
        axis=2,
    )
    mean = dealt.mean(axis=2)
    ratio = np.where(mean > 0, observed / np.where(mean > 0, mean, 1.0), np.nan)
    p = ((dealt >= observed[:, :, None]).sum(axis=2) + 1) / (permutations + 1)
    return Knox(
        observed,
        mean,
        np.median(dealt, axis=2),
        ratio,
        p,
        tuple(map(float, far)),
        tuple(map(float, late)),
        metric,
        permutations,
        len(when),
    )


def _events(
    x: ArrayLike, y: ArrayLike, days: ArrayLike
) -> tuple[Floats, NDArray[np.signedinteger]]:
    """Places of shape (n, 2), and days from the first in the smallest whole type that holds them."""
    east, north, when = (np.asarray(part, dtype=float) for part in (x, y, days))
    if east.ndim != 1 or not east.shape == north.shape == when.shape:
        raise StatisticError("x, y and days must have one entry for each event.")
    if len(when) < 2:
        raise StatisticError("near repeat needs at least two events.")
    if not (np.isfinite(east).all() and np.isfinite(north).all() and np.isfinite(when).all()):
        raise StatisticError("leave out events whose place or day is missing.")
    if np.any(when % 1):
        raise StatisticError("days must be whole numbers. For hours, give days and times in hours.")
    since = when - when.min()
    small = since.max() <= np.iinfo(np.int16).max
    return np.column_stack([east, north]), since.astype(np.int16 if small else np.int64)


def _ascending(ends: Sequence[float], name: str) -> Floats:
    array = np.asarray(ends, dtype=float)
    fine = array.ndim == 1 and array.size and np.isfinite(array).all() and array[0] > SAME_PLACE
    if not fine or np.any(np.diff(array) <= 0):
        raise StatisticError(
            f"{name} are the upper ends of bands: above 0, each more than the last."
        )
    if name == "times" and np.any(array % 1):
        raise StatisticError("times must be whole numbers of days, as days are.")
    return array


def _near_pairs(places: Floats, far: Floats, order: int) -> tuple[Integers, Integers]:
    """Pairs nearer than the last distance, sorted by band, and where each band starts and ends."""
    tree = cKDTree(places)
    near = (int(tree.count_neighbors(tree, far[-1], p=order)) - len(places)) // 2
    if near > MOST_PAIRS:
        raise StatisticError(
            f"{near:,} pairs of events lie within {far[-1]:g} m, more than {MOST_PAIRS:,}. Ask for "
            "shorter distances or a shorter period."
        )
    pairs = tree.query_pairs(far[-1], p=order, output_type="ndarray")
    apart = np.abs(places[pairs[:, 0]] - places[pairs[:, 1]])
    distance = apart.sum(axis=1) if order == 1 else np.hypot(apart[:, 0], apart[:, 1])
    band = np.searchsorted(np.concatenate([[SAME_PLACE], far]), distance, "right").astype(np.uint8)
    # By first event within a band, so that its dates are read in order.
    pairs = pairs[np.lexsort((pairs[:, 0], band))]
    starts = np.concatenate([[0], np.cumsum(np.bincount(band, minlength=len(far) + 2))])
    return pairs[: starts[-2]], starts[:-1]


def _pairs_by_time(when: NDArray[np.signedinteger], late: Floats) -> Integers:
    """All pairs of events by time band, shape (times + 1,); dealing the days again changes none."""
    ordered = np.sort(when.astype(np.int64))
    n = len(ordered)
    below = [
        int((np.searchsorted(ordered, ordered + int(end), "left") - np.arange(1, n + 1)).sum())
        for end in late
    ]
    return np.diff(np.array([0, *below, n * (n - 1) // 2]))


def _deals(
    rng: np.random.Generator, when: NDArray[np.signedinteger], permutations: int
) -> Iterator[NDArray[np.signedinteger]]:
    """Days dealt out at random, in batches of shape (n, deals)."""
    n = len(when)
    at_once = min(max(DAYS_AT_ONCE // n, 64), 256)
    for start in range(0, permutations, at_once):
        dealt = np.empty((min(at_once, permutations - start), n), when.dtype)
        for deal in dealt:
            deal[:] = _dealt(rng, when)
        yield np.ascontiguousarray(dealt.T)


def _dealt(rng: np.random.Generator, when: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
    """The days in random order."""
    if when.dtype != np.int16:
        return rng.permutation(when)
    # Each day rides in the last 16 bits of a random key, and sorting the keys shuffles the days in
    # half the time. Two keys tie in their other 48 bits once in 100,000 deals.
    keys = rng.integers(0, 1 << 64, len(when), dtype=np.uint64)
    keys &= np.uint64(0xFFFF_FFFF_FFFF_0000)
    keys |= when.view(np.uint16)
    keys.sort()
    return keys.astype(np.int16)


def _count(
    when: NDArray[np.signedinteger], pairs: Integers, starts: Integers, late: Floats
) -> Integers:
    """Near pairs closer in time than each end, shape (bands, times + 1, deals); the last is all.

    Args: when: shape (n, deals).
    """
    deals = when.shape[1]
    found = np.zeros((len(starts) - 1, len(late) + 1, deals), dtype=np.int64)
    ends = late.astype(when.dtype) if late[-1] <= np.iinfo(when.dtype).max else late
    for band, (first, last) in enumerate(itertools.pairwise(starts)):
        found[band, -1] = last - first
        for at in range(first, last, PAIRS_AT_ONCE):
            some = pairs[at : min(at + PAIRS_AT_ONCE, last)]
            apart = when.take(some[:, 0], axis=0)
            apart -= when.take(some[:, 1], axis=0)
            np.abs(apart, out=apart)
            for column, end in enumerate(ends):
                found[band, column] += _column_sums(apart < end)
    return found


def _column_sums(flags: NDArray[np.bool_]) -> Integers:
    """How many are true in each column: halves are added as bytes while a byte can hold the sum."""
    parts = flags.view(np.uint8)
    held = 1
    while len(parts) > 32 and held <= 64:
        half = len(parts) // 2
        rest = parts[2 * half :]
        parts = parts[:half] + parts[half : 2 * half]
        held *= 2
        if len(rest):
            # The odd row out joins the first; the sum is then at most one more than `held`.
            parts[:1] += rest
            held += 1
    total: Integers = parts.sum(axis=0, dtype=np.int64)
    return total


def _table(near: Integers, whole: Integers) -> Integers:
    """From counts below each end to counts in each band, with the far pairs as the last row."""
    inside = np.diff(near, axis=1, prepend=0)
    beyond = whole[:, None] - inside.sum(axis=0)
    return np.concatenate([inside, beyond[None]], axis=0)
