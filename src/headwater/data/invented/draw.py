"""Drawing at random, many at a time, from tables of weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def running(weights: Floats) -> Floats:
    """Rows of weights as running shares that end at 1."""
    total = np.cumsum(np.atleast_2d(weights), axis=1)
    return np.asarray(total / total[:, -1:])


def pick(shares: Floats, row: Ints | NDArray[np.int32], rng: np.random.Generator) -> Ints:
    """For each entry, a column drawn by the running shares of its row. Shape as `row`."""
    width = shares.shape[1]
    # One sorted line for all rows: row r lies between r and r + 1.
    line = (shares + np.arange(len(shares))[:, None]).ravel()
    at = np.searchsorted(line, rng.random(len(row)) + row, side="right")
    found: Ints = np.clip(at - np.asarray(row, dtype=np.int64) * width, 0, width - 1)
    return found


def thin(count: int, keep: int, rng: np.random.Generator) -> Ints:
    """`keep` of `count` positions at random, in order."""
    return np.sort(rng.choice(count, keep, replace=False))
