"""The county: an outline in the sea, filled without gaps by small areas of two censuses.

The smallest piece is a parcel. Most parcels are one LSOA in both censuses; some pairs were one LSOA
in 2011 and were split, and some pairs were two and were merged. Arrays are by parcel, in order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from headwater.data.invented.codes import Coding, code_places
from headwater.data.invented.names import CLUSTERED, DISTRICTS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENTRE = (600_000.0, 500_000.0)
"""British National Grid metres: open water in the North Sea."""
RADIUS = 26_000.0
CITY_RADIUS = 5_600.0
CITY_PARCELS, COUNTY_PARCELS = 206, 410
POINTS = 64
"""Addresses in a parcel."""


@dataclass(frozen=True)
class County:
    """Parcels and what is where. `outlines` are in British National Grid metres.

    `deprivation` runs from 0 to 1 (most deprived); `night` weighs places to go out at night; `points`
    are addresses, shape (parcels, addresses, 2); `beside` is the nearest other address in the parcel.
    """

    outlines: NDArray[np.object_]
    centres: Floats
    district: Ints
    coding: Coding
    deprivation: Floats
    night: Floats
    students: NDArray[np.bool_]
    points: Floats
    beside: Ints
    hot_spot: Ints
    """Parcels of the planted hot spot."""

    def __len__(self) -> int:
        return len(self.district)


def make_county(rng: np.random.Generator) -> County:
    """Draw the county."""
    outline = _blob(CENTRE, RADIUS, rng)
    city = _blob(CENTRE, CITY_RADIUS, rng)
    seats = _seats()
    seeds = np.vstack([_city_seeds(city, rng), _county_seeds(outline, city, seats, rng)])
    cells = _cells(seeds, outline)
    district = np.where(
        np.arange(len(seeds)) < CITY_PARCELS, 0, 1 + cKDTree(seats).query(seeds)[1]
    ).astype(np.int64)
    order = np.lexsort((_morton(seeds), district))
    cells, seeds, district = cells[order], seeds[order], district[order]
    points = _addresses(cells, rng)
    deprivation = _deprivation(seeds, district, seats, rng)
    hot_spot = _hot_spot(seeds, district, seats)
    return County(
        outlines=cells,
        centres=seeds,
        district=district,
        coding=code_places(cells, district, hot_spot),
        deprivation=deprivation,
        night=_night(seeds, seats),
        students=_nearest(seeds, np.array([CENTRE[0] + 1_500, CENTRE[1] + 900]), 8),
        points=points,
        beside=_beside(points),
        hot_spot=hot_spot,
    )


def _blob(centre: tuple[float, float], radius: float, rng: np.random.Generator) -> shapely.Polygon:
    """A round outline with bays and capes."""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    waves = sum(
        rng.uniform(0.02, 0.07) * np.cos(k * angle + rng.uniform(0, 2 * np.pi)) for k in range(2, 8)
    )
    reach = radius * (1 + waves)
    return shapely.Polygon(
        np.column_stack([centre[0] + reach * np.cos(angle), centre[1] + reach * np.sin(angle)])
    )


def _seats() -> Floats:
    """The town halls of the county districts, in a ring."""
    angle = 2 * np.pi * np.arange(len(DISTRICTS) - 1) / (len(DISTRICTS) - 1) + 0.3
    return np.column_stack([CENTRE[0] + 14_000 * np.cos(angle), CENTRE[1] + 14_000 * np.sin(angle)])


def _city_seeds(city: shapely.Polygon, rng: np.random.Generator) -> Floats:
    angle = rng.uniform(0, 2 * np.pi, CITY_PARCELS)
    reach = CITY_RADIUS * 0.86 * rng.uniform(0, 1, CITY_PARCELS) ** 0.58
    seeds = np.column_stack([CENTRE[0] + reach * np.cos(angle), CENTRE[1] + reach * np.sin(angle)])
    return _relax(seeds, city, 3)


def _county_seeds(
    outline: shapely.Polygon, city: shapely.Polygon, seats: Floats, rng: np.random.Generator
) -> Floats:
    """Six in ten parcels are in the towns, the others anywhere outside the city."""
    ring = shapely.difference(outline, city.buffer(400))
    found = np.empty((0, 2))
    while len(found) < COUNTY_PARCELS:
        town = seats[rng.integers(len(seats), size=COUNTY_PARCELS)]
        in_town = town + rng.normal(0, 1_700, (COUNTY_PARCELS, 2))
        anywhere = np.array(CENTRE) + rng.uniform(-RADIUS, RADIUS, (COUNTY_PARCELS, 2)) * 1.2
        drawn = np.where(rng.random((COUNTY_PARCELS, 1)) < 0.6, in_town, anywhere)
        inside = shapely.contains_xy(ring, drawn[:, 0], drawn[:, 1])
        found = np.vstack([found, drawn[inside]])
    return _relax(found[:COUNTY_PARCELS], ring, 1)


def _relax(seeds: Floats, within: shapely.Geometry, rounds: int) -> Floats:
    """Move each seed to the middle of its cell (Lloyd), so that no parcel is a sliver."""
    for _ in range(rounds):
        middle = shapely.get_coordinates(shapely.centroid(_cells(seeds, within)))
        keep = shapely.contains_xy(within, middle[:, 0], middle[:, 1])
        seeds = np.where(keep[:, None], middle, seeds)
    return seeds


def _cells(seeds: Floats, within: shapely.Geometry) -> NDArray[np.object_]:
    """The Voronoi cell of each seed, clipped."""
    diagram = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=within, ordered=True)
    return np.asarray(shapely.intersection(shapely.get_parts(diagram), within))


def _morton(seeds: Floats) -> Ints:
    """One number by which near places are mostly near in order."""
    unit = (seeds - seeds.min(axis=0)) / (np.ptp(seeds, axis=0) + 1)
    whole = (unit * (1 << 15)).astype(np.int64)
    bits = np.arange(15)
    spread = ((whole[:, :, None] >> bits) & 1) << (2 * bits)
    east, north = spread.sum(axis=2).T
    return np.asarray(east | (north << 1))


def _addresses(cells: NDArray[np.object_], rng: np.random.Generator) -> Floats:
    """Points inside each parcel, whole metres."""
    box = shapely.bounds(cells)
    points = np.empty((len(cells), POINTS, 2))
    have = np.zeros(len(cells), dtype=np.int64)
    while (have < POINTS).any():
        for i in np.flatnonzero(have < POINTS):
            drawn = np.round(rng.uniform(box[i, :2], box[i, 2:], (POINTS * 2, 2)))
            inside = drawn[shapely.contains_xy(cells[i], drawn[:, 0], drawn[:, 1])]
            take = min(len(inside), POINTS - have[i])
            points[i, have[i] : have[i] + take] = inside[:take]
            have[i] += take
    return points


def _beside(points: Floats) -> Ints:
    return np.array([cKDTree(p).query(p, k=2)[1][:, 1] for p in points], dtype=np.int64)


def _deprivation(seeds: Floats, district: Ints, seats: Floats, rng: np.random.Generator) -> Floats:
    """Higher in the city, in some estates and in town centres; a rank from 0 to 1."""
    estates = seeds[rng.choice(len(seeds), 14, replace=False)]
    near = np.exp(-(cKDTree(seats).query(seeds)[0] ** 2) / (2 * 1_200.0**2))
    raw = 0.9 * (district == 0) + 0.5 * near + rng.normal(0, 0.25, len(seeds))
    for estate in estates:
        away = np.sum((seeds - estate) ** 2, axis=1)
        raw += 0.9 * np.exp(-away / (2 * 1_100.0**2))
    rank = np.argsort(np.argsort(raw))
    return np.asarray((rank + 0.5) / len(seeds))


def _night(seeds: Floats, seats: Floats) -> Floats:
    """Most of the night-time economy is in the city centre, some in the middle of each town."""
    from_centre = np.sum((seeds - CENTRE) ** 2, axis=1)
    from_town = cKDTree(seats).query(seeds)[0] ** 2
    return np.asarray(
        0.02 + 30 * np.exp(-from_centre / (2 * 450.0**2)) + 4 * np.exp(-from_town / (2 * 500.0**2))
    )


def _nearest(seeds: Floats, point: Floats, count: int) -> NDArray[np.bool_]:
    found = np.zeros(len(seeds), dtype=bool)
    found[np.argsort(np.sum((seeds - point) ** 2, axis=1), kind="stable")[:count]] = True
    return found


def _hot_spot(seeds: Floats, district: Ints, seats: Floats) -> Ints:
    """The twelve parcels nearest to a point in a town away from its centre: they touch."""
    start_at = seats[CLUSTERED - 1] + (1_600.0, -1_200.0)
    own = np.flatnonzero(district == CLUSTERED)
    by_distance = own[np.argsort(np.sum((seeds[own] - start_at) ** 2, axis=1), kind="stable")]
    return np.sort(by_distance[:12]).astype(np.int64)
