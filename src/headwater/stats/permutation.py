"""One null for all areas: conditional randomisation of neighbour sums, drawn once.

Under conditional randomisation the k neighbours of an area are drawn without replacement from the
other n - 1 areas. Sets of positions 0 to n - 2 are drawn once for all areas; where a set holds the
area itself, area n - 1 stands in its place. The sums of an area then differ from one common null
only in the few draws that hold it, so the null is sorted once for each number of neighbours and an
area costs a binary search and a few corrections.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.stats.checks import Floats
from headwater.stats.neighbours import Integers

DRAWS_AT_ONCE = 2_000_000
"""Positions held in memory at a time; more permutations go in several batches."""


@dataclass(frozen=True)
class Tails:
    """In how many permutations the neighbour sum was at least, and at most, what was observed."""

    at_least: Integers
    at_most: Integers
    permutations: int

    def high(self) -> Floats:
        """Pseudo p-values of sums so large, shape (n,)."""
        found: Floats = (self.at_least + 1) / (self.permutations + 1)
        return found

    def low(self) -> Floats:
        """Pseudo p-values of sums so small, shape (n,)."""
        found: Floats = (self.at_most + 1) / (self.permutations + 1)
        return found


def neighbour_sums(values: Floats, indptr: Integers, indices: Integers) -> Floats:
    """The sum of each area's neighbours, 0 where it has none.

    Args: values: shape (n,); indptr, indices: neighbours of area i are
        indices[indptr[i]:indptr[i + 1]].
    Returns: shape (n,), in the unit of `values`.
    Source: Anselin (1995) Geographical Analysis 27(2), 93-115, the spatial lag.
    >>> neighbour_sums(np.array([1.0, 2.0, 4.0]), np.array([0, 2, 3, 3]), np.array([1, 2, 0])).tolist()
    [6.0, 1.0, 0.0]
    """
    sums = np.zeros(len(indptr) - 1)
    some = np.flatnonzero(np.diff(indptr))
    if len(some):
        sums[some] = np.add.reduceat(values[indices], indptr[some])
    return sums


def tails(
    values: Floats,
    sums: Floats,
    sizes: Integers,
    *,
    permutations: int,
    seed: int,
) -> Tails:
    """Where each area's neighbour sum stands among sums drawn at random from the other areas.

    Args: values: known, shape (n,); sums: of each area's neighbours, shape (n,); sizes: number of
        neighbours, shape (n,), at most n - 1; permutations; seed.
    Returns: Tails of shape (n,).
    Source: Anselin (1995) Geographical Analysis 27(2), 93-115, conditional randomisation.
    >>> found = tails(
    ...     np.array([9.0, 1.0, 1.0]), np.array([1.0, 9.0, 9.0]), np.array([1, 1, 1]),
    ...     permutations=99, seed=1,
    ... )
    >>> found.high()[0].item(), bool(found.high()[1] < 1)
    (1.0, True)
    """
    rng = np.random.default_rng(seed)
    largest = max(int(sizes.max()), 1)
    batch = max(DRAWS_AT_ONCE // largest, 1)
    # By size, and by sum within a size: binary searches in ascending order stay in the cache.
    by_sum = np.argsort(sums)
    order = by_sum[np.argsort(sizes[by_sum].astype(np.uint16), kind="stable")]
    at_least = np.zeros(len(values), dtype=np.int64)
    at_most = np.zeros(len(values), dtype=np.int64)
    left = permutations
    while left > 0:
        draws = distinct_draws(rng, min(batch, left), largest, len(values) - 1)
        more, less = _count(values, sums, sizes, order, draws)
        at_least += more
        at_most += less
        left -= draws.shape[1]
    return Tails(at_least, at_most, permutations)


def distinct_draws(rng: np.random.Generator, sets: int, size: int, among: int) -> Integers:
    """Sets drawn without replacement from 0 to among - 1, each in random order.

    Repeats within a set are drawn again until there are none. Every step treats all numbers alike,
    so every ordered set is as likely as any other.

    Args: rng; sets: how many; size: of each, at most `among`; among: how many to draw from.
    Returns: shape (size, sets).
    Source: Devroye (1986) Non-Uniform Random Variate Generation, ch. XII: rejection of repeats.
    >>> drawn = distinct_draws(np.random.default_rng(1), 50, 3, 20)
    >>> drawn.shape, all(len(set(column)) == 3 for column in drawn.T.tolist())
    ((3, 50), True)
    """
    if size * size > among:
        keys = rng.random((sets, among))
        return np.ascontiguousarray(np.argsort(keys, axis=1)[:, :size].T)
    draws = rng.integers(0, among, (size, sets))
    columns = np.arange(sets)
    bits = int(size - 1).bit_length()
    position = np.arange(size)[:, None]
    while len(columns):
        # One key for set, number and position: equal neighbours after sorting are repeats.
        coded = ((columns * among + draws[:, columns]) << bits) | position
        ranked = np.sort(coded, axis=None)
        number = ranked >> bits
        again = ranked[1:][number[1:] == number[:-1]]
        columns = (again >> bits) // among
        draws[again & ((1 << bits) - 1), columns] = rng.integers(0, among, len(again))
        columns = np.unique(columns)
    return draws


def _count(
    values: Floats, sums: Floats, sizes: Integers, order: Integers, draws: Integers
) -> tuple[Integers, Integers]:
    """Draws whose sum is at least, and at most, each area's own."""
    null = np.cumsum(values[draws], axis=0)
    # Sums of the same numbers in another order differ in their last digits: still a tie.
    slack = 1e-11 * float(np.abs(values).max(initial=0.0)) * len(draws)
    low, high = sums - slack, sums + slack
    at_least = np.empty(len(values), dtype=np.int64)
    at_most = np.empty(len(values), dtype=np.int64)
    ranked = np.sort(null, axis=1)
    present, starts = np.unique(sizes[order], return_index=True)
    for size, areas in zip(present, np.split(order, starts[1:]), strict=True):
        if size:
            at_least[areas] = ranked.shape[1] - ranked[size - 1].searchsorted(low[areas], "left")
            at_most[areas] = ranked[size - 1].searchsorted(high[areas], "right")
        else:
            at_least[areas] = at_most[areas] = ranked.shape[1]
    _correct(values, low, high, sizes, draws, null, at_least, at_most)
    return at_least, at_most


def _correct(
    values: Floats,
    low: Floats,
    high: Floats,
    sizes: Integers,
    draws: Integers,
    null: Floats,
    at_least: Integers,
    at_most: Integers,
) -> None:
    """Put area n - 1 in place of the area itself in the draws that hold it."""
    position, draw = np.nonzero(np.arange(len(draws))[:, None] < sizes[draws])
    area = draws[position, draw]
    before = null[sizes[area] - 1, draw]
    after = before - values[area] + values[-1]
    least, most = low[area], high[area]
    n = len(values)
    change = (after >= least).astype(np.int8) - (before >= least)
    at_least += np.bincount(area, change, n).astype(np.int64)
    change = (after <= most).astype(np.int8) - (before <= most)
    at_most += np.bincount(area, change, n).astype(np.int64)
