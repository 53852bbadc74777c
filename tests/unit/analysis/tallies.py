"""Tallies to release, and released tables with cells that are not given."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from headwater.analysis.release import Ledger, release
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import Tally, label


class Notebook(Ledger):
    """A ledger that keeps what it was told."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []

    def log(self, **entry: str) -> None:
        """Keep one entry."""
        self.entries.append(entry)


def a_tally(events: list[float], population: list[float] | None = None, **changes: Any) -> Tally:
    """A restricted tally by place, unless told otherwise."""
    whole: dict[str, Any] = {
        "indicator": "made-up",
        "title": "Something made up, by place",
        "unit": "per 1,000 residents a year",
        "fields": (label("place", "Place", Kind.PLACE),),
        "keys": tuple((f"Place {i}",) for i in range(len(events))),
        "events": np.array(events, dtype=float),
        "definition": "made-up 1",
        "period": "January 2025 to December 2025",
        "sources": ("A made-up source, nobody",),
        "deliveries": ("made-up-1",),
        "restricted": True,
        "population": None if population is None else np.array(population, dtype=float),
        "per": 1_000,
    }
    return Tally(**{**whole, **changes})


def released(events: list[float], population: list[float] | None = None, **how: Any) -> Released:
    """What the gate lets out of such a tally."""
    return release(a_tally(events, population, **how), Notebook())


counts = st.lists(
    st.one_of(st.integers(0, 12), st.integers(0, 5_000)), min_size=1, max_size=25
).map(lambda found: [float(n) for n in found])
"""Exact counts, many of them around the limit."""
