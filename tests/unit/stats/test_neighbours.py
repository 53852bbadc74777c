"""Neighbours beside libpysal, with slivers, corners, islands and missing areas."""

from __future__ import annotations

import warnings

import geopandas
import libpysal
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Voronoi
from shapely import MultiPolygon, Polygon, box
from tests.unit.stats.areas import planar

from headwater.stats.neighbours import contiguity, nearest
from headwater.vocabulary.errors import StatisticError


def rows(neighbours) -> list[list[int]]:
    return [neighbours.of(area).tolist() for area in range(len(neighbours))]


def cells(seed: int, n: int = 120) -> list[Polygon]:
    """Voronoi cells of random points, without the open ones at the edge."""
    found = Voronoi(np.random.default_rng(seed).random((n, 2)) * 10_000)
    regions = (found.regions[r] for r in found.point_region)
    return [Polygon(found.vertices[r]) for r in regions if r and -1 not in r]


@pytest.mark.parametrize("seed", range(5))
def test_contiguity_is_that_of_libpysal(seed):
    shapes = cells(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = libpysal.weights.Queen.from_dataframe(
            geopandas.GeoDataFrame(geometry=shapes), use_index=False
        )
    mine, alone = contiguity(shapes, tolerance=0), set(peer.islands)
    assert set(np.flatnonzero(mine.islands)) == alone
    # libpysal leaves islands alone, so they are left out of the lists of the others.
    assert [
        [other for other in row if other not in alone] if area not in alone else []
        for area, row in enumerate(rows(mine))
    ] == [sorted(peer.neighbors[area]) for area in range(len(shapes))]


def test_areas_that_meet_at_a_corner_are_neighbours():
    square = [box(x, y, x + 10, y + 10) for x in (0, 10) for y in (0, 10)]
    assert rows(contiguity(square)) == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]


def test_a_sliver_within_the_tolerance_parts_no_neighbours():
    three = [box(0, 0, 10, 10), box(10.8, 0, 20, 10), box(22.5, 0, 30, 10)]
    found = contiguity(three, tolerance=1)
    assert rows(found) == [[1], [0, 2], [1]]
    assert found.islands.tolist() == [False, False, True]


def test_an_island_and_its_nearest_area_are_neighbours_both_ways():
    found = contiguity([box(0, 0, 9, 9), box(9, 0, 18, 9), box(60, 0, 69, 9)])
    assert rows(found) == [[1], [0, 2], [1]]


def test_a_part_of_an_area_across_the_water_makes_neighbours_too():
    two = MultiPolygon([box(0, 0, 9, 9), box(100, 0, 109, 9)])
    found = contiguity([two, box(9, 0, 18, 9), box(109, 0, 118, 9)])
    assert rows(found) == [[1, 2], [0], [0]]
    assert not found.islands.any()


def test_relations_of_contiguity_are_mutual():
    found = contiguity(cells(9))
    pairs = {(a, b) for a, row in enumerate(rows(found)) for b in row}
    assert pairs == {(b, a) for a, b in pairs}
    assert not any(a == b for a, b in pairs)


@pytest.mark.parametrize("k", [1, 4])
def test_nearest_points_are_those_of_libpysal(k):
    points = np.random.default_rng(k).random((80, 2))
    peer = libpysal.weights.KNN.from_array(points, k=k, silence_warnings=True)
    assert rows(nearest(points, k)) == [sorted(peer.neighbors[i]) for i in range(80)]


def test_points_at_one_place_are_neighbours_of_each_other_never_of_themselves():
    found = nearest([[0, 0]] * 5 + [[9, 9]], 2)
    for area, row in enumerate(rows(found)):
        assert len(row) == 2
        assert area not in row


@settings(max_examples=20)
@given(st.integers(5, 40), st.integers(0, 1000))
def test_adding_self_and_taking_it_away_leaves_the_neighbours(n, seed):
    near = planar(n, seed)
    own = near.with_self()
    assert (own.sizes == near.sizes + 1).all()
    assert rows(own.without_self()) == rows(near)
    assert own.with_self() is own


@settings(max_examples=20)
@given(st.integers(6, 40), st.integers(0, 1000))
def test_only_the_kept_areas_remain_under_new_numbers(n, seed):
    near = planar(n, seed)
    kept = np.random.default_rng(seed).random(n) < 0.6
    found = near.only(kept)
    old = np.flatnonzero(kept)
    assert [old[row].tolist() for row in map(np.array, rows(found)) if len(row)] == [
        [b for b in near.of(a) if kept[b]] for a in old if kept[near.of(a)].any()
    ]


def test_what_cannot_have_neighbours_is_refused():
    with pytest.raises(StatisticError, match="two areas"):
        contiguity([box(0, 0, 1, 1)])
    with pytest.raises(StatisticError, match="empty"):
        contiguity([box(0, 0, 1, 1), Polygon()])
    with pytest.raises(StatisticError, match="from 1 to 2"):
        nearest([[0, 0], [1, 1], [2, 2]], 3)
    with pytest.raises(StatisticError, match="known coordinates"):
        nearest([[0, 0], [np.nan, 1]], 1)
