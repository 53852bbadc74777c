"""Poisson regression of counts on a few columns, by iteratively reweighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headwater.stats.checks import Floats, amounts, counts
from headwater.vocabulary.errors import StatisticError

MOST_STEPS = 100
CLOSE_ENOUGH = 1e-9
"""On the log scale, so relative to each mean."""


@dataclass(frozen=True)
class PoissonFit:
    """Coefficients on the log scale, their standard errors (not yet widened), and fitted means."""

    coefficients: Floats
    errors: Floats
    means: Floats


def poisson_regression(design: ArrayLike, events: ArrayLike, exposure: ArrayLike) -> PoissonFit:
    """Log-linear Poisson regression with an exposure, by maximum likelihood.

    Args: design: shape (n, k), with a column of ones where there is to be a level; events: whole
        counts, shape (n,); exposure: above zero, shape (n,).
    Returns: PoissonFit of shapes (k,), (k,) and (n,).
    Raises: StatisticError: shapes differ, columns of the design are not independent, or the fit
        does not settle, as where a group of rows has no events at all.
    Source: McCullagh & Nelder (1989) Generalized Linear Models, section 2.5.
    >>> fit = poisson_regression([[1], [1], [1]], [2, 4, 6], [1, 1, 1])
    >>> np.exp(fit.coefficients).round(6).tolist()
    [4.0]
    """
    columns, seen = np.asarray(design, dtype=float), counts(events)
    offset = np.log(amounts(exposure, "exposure"))
    if columns.ndim != 2 or len(columns) != len(seen) or offset.shape != seen.shape:
        raise StatisticError("design, events and exposure must have one row for each observation.")
    if np.any(np.isinf(offset)) or np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise StatisticError("exposure must be above zero, and no column follow from the others.")
    means = seen + 0.5
    linear = np.log(means)
    for _ in range(MOST_STEPS):
        root = np.sqrt(means)
        working = (linear - offset + (seen - means) / means) * root
        coefficients, *_ = np.linalg.lstsq(columns * root[:, None], working, rcond=None)
        before, linear = linear, np.clip(columns @ coefficients + offset, -700.0, 700.0)
        means = np.exp(linear)
        # Where a group has no events its mean halves and halves again, and this is never reached.
        if np.abs(linear - before).max() <= CLOSE_ENOUGH:
            covariance = np.linalg.inv(columns.T @ (columns * means[:, None]))
            return PoissonFit(coefficients, np.sqrt(np.diag(covariance)), means)
    raise StatisticError("the regression does not settle: a group of rows may have no events.")
