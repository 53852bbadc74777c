"""How few places hold how much of the harm."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.workbench import Workbench
from headwater.stats.concentration import TopShare, concentration, places_holding, share_in_top
from headwater.vocabulary.places import Level

TOP = 0.05


@dataclass(frozen=True)
class Concentrated:
    """The share of events in the most affected twentieth of small areas, and how few hold half.

    Worked out from exact counts; only shares of the whole leave the secure area, never a place.
    """

    areas: int
    events: int
    top: TopShare
    half: TopShare
    gini: float
    beyond_chance: bool


def concentrated(bench: Workbench, indicator: type[Indicator]) -> Concentrated | None:
    """How concentrated an indicator is over small areas; None where too few events say anything."""
    asked = Asked(bench, indicator, None)
    window = bench.window(asked.source.slug)
    counts = asked.cells.by_place(bench.geography, Level.LSOA, window)
    events = [counts.get(place.code, 0) for place in bench.geography.places(Level.LSOA)]
    if len(events) < 20 or sum(events) < len(events) / 10:
        return None
    measured = concentration(events)
    return Concentrated(
        len(events),
        sum(events),
        share_in_top(events, TOP),
        places_holding(events, 0.5),
        measured.adjusted_gini,
        measured.exceeds_chance(),
    )
