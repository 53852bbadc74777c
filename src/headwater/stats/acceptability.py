"""How steady a ranking is when nobody knows the right weights and judges differ.

Alternatives are judged on criteria; criteria are grouped in factors; the value of an alternative is
the product over factors of the weighted mean of the factor's criteria. The ranking is made many times
with other weights, other judges drawn from those there are, and scores a step off. What is counted is
how often an alternative takes each rank: stochastic multi-criteria acceptability analysis (SMAA-2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.stats.checks import Floats
from headwater.vocabulary.errors import StatisticError

TIE = 1e-9
"""Values closer than this are the same value."""


@dataclass(frozen=True)
class Acceptability:
    """A ranking and how it holds. All shapes by alternative, n of them.

    `values` lie between 0 and 1; `ranks` begin at 1, and equal values share the better one;
    `shares[i, r]` is the share of runs in which alternative i took rank r + 1; `low` and `high` hold
    nine in ten of its ranks; `runs` and `seed` say how to make it again.
    """

    values: Floats
    ranks: NDArray[np.int64]
    shares: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    runs: int
    seed: int

    @property
    def held(self) -> Floats:
        """The share of runs in which each alternative kept its rank."""
        found: Floats = self.shares[np.arange(len(self.ranks)), self.ranks - 1]
        return found

    def among(self, first: int) -> Floats:
        """The share of runs in which each alternative was among the first so many."""
        found: Floats = self.shares[:, :first].sum(axis=1)
        return found


def shared_ranks(values: ArrayLike) -> NDArray[np.int64]:
    """Ranks from 1, the greatest value first; equal values share the better rank (1, 1, 3).

    Args: values: shape (n,), known numbers.
    Returns: shape (n,).
    Source: standard competition ranking, as in Lahdelma & Salminen (2001), section 3.
    >>> shared_ranks([0.5, 0.9, 0.5, 0.1]).tolist()
    [2, 1, 2, 4]
    """
    held = np.asarray(values, dtype=float)
    ranks: NDArray[np.int64] = 1 + (held[None, :] > held[:, None] + TIE).sum(axis=1)
    return ranks


def product_of_means(scores: Floats, factors: Sequence[Sequence[int]], weights: Floats) -> Floats:
    """The product over factors of the weighted mean of their criteria.

    Args: scores: shape (n, k), 0 to 1; factors: positions of each factor's criteria; weights: shape
        (k,), above 0, in any unit.
    Returns: shape (n,), 0 to 1.
    Source: OECD & JRC (2008) Handbook on Constructing Composite Indicators, section 1.6 (linear within
        a factor, geometric between factors).
    >>> product_of_means(np.array([[1.0, 0.0, 0.5]]), [(0, 1), (2,)], np.array([3.0, 1.0, 1.0])).tolist()
    [0.375]
    """
    found = np.ones(len(scores))
    for of in factors:
        columns = list(of)
        share = weights[columns] / weights[columns].sum()
        found = found * (scores[:, columns] @ share)
    return found


def rank_acceptability(
    scores: ArrayLike,
    factors: Sequence[Sequence[int]],
    weights: ArrayLike,
    *,
    spread: float = 1.0,
    step: float = 0.0,
    runs: int = 2_000,
    seed: int = 1,
) -> Acceptability:
    """Rank alternatives, and count how often each takes each rank when weights and scores move.

    Args: scores: shape (m, n, k), judges by alternatives by criteria, 0 to 1, NaN where a judge gave
        none; factors: positions of each factor's criteria; weights: shape (k,), above 0; spread: 0
        keeps the weights, 1 draws those of a factor of equal weights evenly from all there are, values
        between draw nearer to `weights`; step: scores move evenly by up to this much either way; runs
        and seed: of the simulation.
    Returns: Acceptability. An alternative that no judge scored on some criterion raises.
    Raises: StatisticError: shapes differ, a score lies outside 0 to 1, or is missing altogether.
    Source: Lahdelma & Salminen (2001) SMAA-2, Operations Research 49(3), 444-454, the rank
        acceptability index; weights drawn from a Dirichlet distribution around the chosen ones.
    >>> found = rank_acceptability([[[1.0, 0.0], [0.3, 0.3]]], [(0, 1)], [1, 1], runs=4_000)
    >>> found.ranks.tolist(), bool(abs(found.held[0] - 0.7) < 0.03)
    ([1, 2], True)
    """
    given, weighed = np.asarray(scores, dtype=float), np.asarray(weights, dtype=float)
    _check(given, factors, weighed, spread)
    m, n, _ = given.shape
    of_all = np.nanmean(given, axis=0)
    values = product_of_means(of_all, factors, weighed)
    rng = np.random.default_rng(seed)
    taken = np.zeros((n, n))
    ranks_of_runs = np.empty((runs, n), dtype=np.int64)
    for run in range(runs):
        moved = given[rng.integers(0, m, m)] if m > 1 else given
        if step:
            moved = np.clip(moved + rng.uniform(-step, step, given.shape), 0, 1)
        drawn = product_of_means(
            _mean(moved, of_all), factors, _draw(rng, factors, weighed, spread)
        )
        ranks_of_runs[run] = shared_ranks(drawn)
        taken[np.arange(n), ranks_of_runs[run] - 1] += 1
    low, high = np.percentile(ranks_of_runs, (5, 95), axis=0, method="nearest")
    return Acceptability(
        values,
        shared_ranks(values),
        taken / runs,
        low.astype(np.int64),
        high.astype(np.int64),
        runs,
        seed,
    )


def _check(
    scores: Floats, factors: Sequence[Sequence[int]], weights: Floats, spread: float
) -> None:
    if scores.ndim != 3 or weights.shape != scores.shape[2:] or not scores.shape[0]:
        raise StatisticError(
            "scores must be judges by alternatives by criteria, and every criterion needs a weight."
        )
    if sorted(at for of in factors for at in of) != list(range(len(weights))):
        raise StatisticError("Every criterion must be in exactly one factor.")
    if np.any(weights <= 0):
        raise StatisticError(
            "Weights must be above zero: leave out a criterion that counts nothing."
        )
    if np.nanmin(scores, initial=0) < 0 or np.nanmax(scores, initial=0) > 1:
        raise StatisticError("Scores must lie between 0 and 1.")
    if np.isnan(scores).all(axis=0).any():
        raise StatisticError("Nobody scored some alternative on some criterion: leave it out.")
    if not 0 <= spread <= 1:
        raise StatisticError("spread must lie between 0 and 1.")


def _mean(drawn: Floats, of_all: Floats) -> Floats:
    """The mean over judges; where nobody who was drawn scored it, the mean of all who did."""
    known = ~np.isnan(drawn)
    count = known.sum(axis=0)
    total = np.where(known, drawn, 0).sum(axis=0)
    mean: Floats = np.where(count > 0, total / np.maximum(count, 1), of_all)
    return mean


def _draw(
    rng: np.random.Generator, factors: Sequence[Sequence[int]], weights: Floats, spread: float
) -> Floats:
    """Weights around the chosen ones, each factor's by itself."""
    if spread == 0:
        return weights
    drawn = weights.copy()
    for of in factors:
        columns = list(of)
        share = weights[columns] / weights[columns].sum()
        # A share of 1 for each criterion draws evenly from the simplex.
        drawn[columns] = np.maximum(rng.dirichlet(share * len(columns) / spread), 1e-12)
    return drawn
