"""Made-up areas that the tests of spatial statistics share."""

from __future__ import annotations

import numpy as np
from libpysal.weights import W
from scipy.spatial import Delaunay

from headwater.stats.neighbours import Neighbours


def planar(n: int, seed: int = 0) -> Neighbours:
    """Areas that tile a plane: neighbours in a Delaunay triangulation of n random points."""
    triangles = Delaunay(np.random.default_rng(seed).random((n, 2))).simplices
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    keys = np.unique(np.concatenate([edges @ [n, 1], edges @ [1, n]]))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(keys // n, minlength=n))])
    return Neighbours(indptr, keys % n, np.zeros(n, dtype=bool))


def as_pysal(neighbours: Neighbours) -> W:
    """The same for libpysal and esda."""
    rows = {area: neighbours.of(area).tolist() for area in range(len(neighbours))}
    return W(rows, silence_warnings=True)


def renumbered(neighbours: Neighbours, order: np.ndarray) -> Neighbours:
    """The same areas listed in another order: new area i is old area order[i]."""
    place = np.argsort(order)
    rows = [np.sort(place[neighbours.of(old)]) for old in order]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return Neighbours(indptr, np.concatenate(rows), neighbours.islands[order])
