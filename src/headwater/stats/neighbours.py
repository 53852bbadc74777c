"""Which areas are neighbours, as compressed rows that every spatial statistic reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree
from shapely import STRtree, get_parts, make_valid
from shapely.geometry.base import BaseGeometry

from headwater.vocabulary.errors import StatisticError

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Neighbours:
    """Neighbours of n areas as compressed sparse rows.

    The neighbours of area i are `indices[indptr[i]:indptr[i + 1]]`, ascending. `islands` flags the
    areas that touch none and were given their nearest area instead; `includes_self` says whether
    each area is among its own neighbours.
    """

    indptr: Integers
    indices: Integers
    islands: Booleans
    includes_self: bool = False

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @property
    def sizes(self) -> Integers:
        """How many neighbours each area has, shape (n,)."""
        return np.diff(self.indptr)

    def of(self, area: int) -> Integers:
        """The neighbours of one area."""
        return self.indices[self.indptr[area] : self.indptr[area + 1]]

    def with_self(self) -> Neighbours:
        """The same, with each area among its own neighbours, as Gi* wants."""
        if self.includes_self:
            return self
        own = np.arange(len(self))
        rows, columns = self._pairs()
        return _compress(
            np.concatenate([rows, own]), np.concatenate([columns, own]), self.islands, True
        )

    def without_self(self) -> Neighbours:
        """The same, with no area among its own neighbours."""
        if not self.includes_self:
            return self
        rows, columns = self._pairs()
        others = rows != columns
        return _compress(rows[others], columns[others], self.islands, False)

    def only(self, kept: Booleans) -> Neighbours:
        """Among the kept areas alone, renumbered from 0; an area may be left with no neighbours.

        Args: kept: shape (n,). Raises: StatisticError: another shape.
        """
        if kept.shape != (len(self),):
            raise StatisticError(f"kept must have one entry for each of the {len(self)} areas.")
        number = np.cumsum(kept) - 1
        rows, columns = self._pairs()
        both = kept[rows] & kept[columns]
        return _compress(
            number[rows[both]], number[columns[both]], self.islands[kept], self.includes_self
        )

    def _pairs(self) -> tuple[Integers, Integers]:
        return np.repeat(np.arange(len(self)), self.sizes), self.indices


def contiguity(outlines: Sequence[BaseGeometry], *, tolerance: float = 1.0) -> Neighbours:
    """Areas that share an edge or a corner (queen contiguity), to a tolerance.

    An area that touches none is paired with its nearest area, both ways, and flagged as an island.

    Args: outlines: n polygons or multipolygons in metres (British National Grid); tolerance: areas
        whose outlines come within this many metres touch, since simplified outlines leave slivers.
    Returns: Neighbours of n areas.
    Raises: StatisticError: fewer than two areas, an empty outline, or a negative tolerance.
    Source: Cliff & Ord (1981) Spatial Processes, ch. 1; islands as `libpysal.weights.attach_islands`.
    >>> from shapely import box
    >>> contiguity([box(0, 0, 9, 9), box(9, 9, 18, 18), box(50, 0, 59, 9)]).islands.tolist()
    [False, False, True]
    """
    shapes = np.array([make_valid(shape) for shape in outlines], dtype=object)
    if len(shapes) < 2:
        raise StatisticError("neighbours need at least two areas.")
    if any(shape.is_empty for shape in shapes):
        raise StatisticError("an outline is empty. Leave that area out, or find its boundary.")
    if tolerance < 0:
        raise StatisticError(f"tolerance is a distance of 0 metres or more, not {tolerance}.")
    # A county's islands and detached parts make wide envelopes, so the tree holds single parts.
    parts, owner = get_parts(shapes, return_index=True)
    tree = STRtree(parts)
    if tolerance:
        left, right = tree.query(parts, predicate="dwithin", distance=tolerance)
    else:
        left, right = tree.query(parts, predicate="intersects")
    rows, columns = owner[left], owner[right]
    other = rows != columns
    return _with_islands(shapes, rows[other], columns[other])


def _with_islands(
    shapes: NDArray[np.object_], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> Neighbours:
    alone = np.ones(len(shapes), dtype=bool)
    alone[rows] = False
    if not alone.any():
        return _compress(rows, columns, alone, False)
    islands = np.flatnonzero(alone)
    found, nearest_shape = STRtree(shapes).query_nearest(shapes[islands], exclusive=True)
    # Where several are equally near, the first in the list is taken, so that the answer is stable.
    order = np.lexsort((nearest_shape, found))
    _, first = np.unique(found[order], return_index=True)
    nearest_area = nearest_shape[order][first]
    return _compress(
        np.concatenate([rows, islands, nearest_area]),
        np.concatenate([columns, nearest_area, islands]),
        alone,
        False,
    )


def nearest(points: ArrayLike, k: int) -> Neighbours:
    """The k nearest other points of each point, in a straight line.

    Points at the same place are neighbours at distance 0. The relation need not be mutual.

    Args: points: shape (n, 2), metres; k: 1 to n - 1.
    Returns: Neighbours of n points; no islands.
    Raises: StatisticError: a coordinate is missing, or k is out of range.
    Source: Cover & Hart (1967) IEEE Trans. Information Theory 13:21-27.
    >>> nearest([[0, 0], [1, 0], [5, 0]], 1).indices.tolist()
    [1, 0, 1]
    """
    places = np.asarray(points, dtype=float)
    if places.ndim != 2 or places.shape[1] != 2 or not np.all(np.isfinite(places)):
        raise StatisticError("points must be pairs of known coordinates, shape (n, 2).")
    n = len(places)
    if not 1 <= k < n:
        raise StatisticError(f"k must be from 1 to {n - 1}, one less than the number of points.")
    _, found = cKDTree(places).query(places, k=k + 1)
    own = np.arange(n)[:, None]
    # Many points at one place can push the point itself out of its own list: drop the last then.
    drop = np.where((found == own).any(axis=1), (found == own).argmax(axis=1), k)
    kept = np.arange(k + 1) != drop[:, None]
    columns = found[kept]
    return _compress(np.repeat(np.arange(n), k), columns, np.zeros(n, dtype=bool), False)


def _compress(
    rows: NDArray[np.integer], columns: NDArray[np.integer], islands: Booleans, own: bool
) -> Neighbours:
    n = len(islands)
    keys = np.unique(rows.astype(np.int64) * n + columns)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(keys // n, minlength=n))])
    return Neighbours(indptr.astype(np.int64), keys % n, islands, own)
