"""What every statistic asks of its inputs before it computes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.vocabulary.errors import StatisticError

Floats = NDArray[np.float64]


def counts(values: ArrayLike, name: str = "events") -> Floats:
    """Whole numbers of zero or more, as floats. Raises StatisticError for anything else."""
    array = np.asarray(values, dtype=float)
    if array.size and not np.all(np.isfinite(array)):
        raise StatisticError(f"{name} must be known: leave out what is missing, do not pass NaN.")
    if np.any(array < 0):
        raise StatisticError(f"{name} must be zero or more.")
    if np.any(array % 1):
        raise StatisticError(f"{name} must be whole numbers.")
    return array


def amounts(values: ArrayLike, name: str) -> Floats:
    """Numbers of zero or more, as floats. Raises StatisticError for anything else."""
    array = np.asarray(values, dtype=float)
    if array.size and (not np.all(np.isfinite(array)) or np.any(array < 0)):
        raise StatisticError(f"{name} must be numbers of zero or more.")
    return array


def coverage(level: float) -> float:
    """A coverage strictly between 0 and 1. Raises StatisticError otherwise."""
    if not 0 < level < 1:
        raise StatisticError(f"level is a coverage between 0 and 1, for example 0.95; not {level}.")
    return float(level)


def same_shape(**arrays: Floats) -> None:
    """Raises StatisticError where two arrays differ in shape."""
    shapes = {name: array.shape for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        told = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise StatisticError(f"arrays must have one shape: {told}.")
