"""Hot spots beside esda: `python -m bench.hotspots`.

Areas tile a plane (a Delaunay triangulation of random points, six neighbours on average) and hold
made-up amounts; 625 areas are a county's, 35,672 all of England's. esda runs on numba where it is
installed, which is its fast way, and its compiling is not counted.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable

import esda
import numpy as np
from libpysal.weights import W
from scipy.spatial import Delaunay

from bench.rows import Row, best_of, show
from headwater.stats.hotspots import gi_star, local_moran
from headwater.stats.neighbours import Neighbours

PERMUTATIONS = 999
TARGETS = {625: 20.0, 35_672: 200.0}
"""Areas, and how many times faster than esda."""


def planar(areas: int) -> Neighbours:
    """Neighbours in a Delaunay triangulation of random points."""
    triangles = Delaunay(np.random.default_rng(1).random((areas, 2))).simplices
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    keys = np.unique(np.concatenate([edges @ [areas, 1], edges @ [1, areas]]))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(keys // areas, minlength=areas))])
    return Neighbours(indptr, keys % areas, np.zeros(areas, dtype=bool))


def measure() -> list[Row]:
    """Gi* and local Moran's I, 999 permutations, at both sizes."""
    return [row for areas, target in TARGETS.items() for row in _at(areas, target)]


def _at(areas: int, target: float) -> list[Row]:
    near = planar(areas)
    values = np.random.default_rng(2).gamma(2, 3, areas)
    lists = {area: near.of(area).tolist() for area in range(areas)}
    weights = {way: W(lists, silence_warnings=True) for way in ("r", "b")}
    more = {"permutations": PERMUTATIONS, "keep_simulations": False, "n_jobs": 1, "seed": 1}

    def their_gi() -> object:
        return esda.G_Local(values, weights["b"], transform="B", star=True, **more)

    def their_moran() -> object:
        return esda.Moran_Local(values, weights["r"], **more)

    pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("Gi*", lambda: gi_star(values, near, permutations=PERMUTATIONS, seed=1), their_gi),
        (
            "local Moran",
            lambda: local_moran(values, near, permutations=PERMUTATIONS, seed=1),
            their_moran,
        ),
    ]
    with_numba = importlib.util.find_spec("numba") is not None
    peer = f"esda {esda.__version__} {'with' if with_numba else 'without'} numba"
    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, ours, theirs in pairs:
            ours(), theirs()  # once unmeasured: caches, and numba compiles
            mine, its = best_of(20, ours), best_of(3, theirs)
            rows.append(
                Row(
                    f"{name}, {PERMUTATIONS} permutations, {areas:,} areas", mine, its, peer, target
                )
            )
    return rows


if __name__ == "__main__":
    raise SystemExit(0 if show(measure()) else 1)
