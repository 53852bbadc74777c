"""Near repeat beside pointpats: `python -m bench.near_repeat`.

Made-up events at random in a square, as dense as the robberies of a city in a year. pointpats
counts one band of distance and time; ours is asked for the same band, and for the usual twenty.
"""

from __future__ import annotations

import warnings

import numpy as np
import pointpats
from pointpats.spacetime import Knox as PeerKnox

from bench.rows import Row, best_of, show
from headwater.stats.near_repeat import knox

PERMUTATIONS = 999
EVENTS = 5_000
TARGET = 150.0
MANY_EVENTS = 50_000
MANY_SECONDS = 1.0


def measure() -> list[Row]:
    """Knox with 999 permutations: 5,000 events beside pointpats, 50,000 beside one second."""
    x, y, days = _events(EVENTS, 20_000)
    places, when = np.column_stack([x, y]), days[:, None].astype(float)

    def theirs() -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return PeerKnox(places, when, 300, 20, permutations=PERMUTATIONS)

    its = best_of(1, theirs)
    one_band = best_of(
        5,
        lambda: knox(
            x,
            y,
            days,
            distances=[300],
            times=[21],
            metric="euclidean",
            permutations=PERMUTATIONS,
            seed=1,
        ),
    )
    bands = best_of(5, lambda: knox(x, y, days, permutations=PERMUTATIONS, seed=1))
    x, y, days = _events(MANY_EVENTS, 40_000)
    many = best_of(3, lambda: knox(x, y, days, permutations=PERMUTATIONS, seed=1))
    peer = f"pointpats {pointpats.__version__}, one band"
    what = f"Knox, {PERMUTATIONS} permutations"
    return [
        Row(f"{what}, {EVENTS:,} events, one band", one_band, its, peer, TARGET),
        Row(f"{what}, {EVENTS:,} events, 20 bands", bands, its, peer, 100.0),
        Row(f"{what}, {MANY_EVENTS:,} events, 20 bands", many, MANY_SECONDS, "one second", 1.0),
    ]


def _events(n: int, side: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    return rng.random(n) * side, rng.random(n) * side, rng.integers(0, 365, n)


if __name__ == "__main__":
    raise SystemExit(0 if show(measure()) else 1)
