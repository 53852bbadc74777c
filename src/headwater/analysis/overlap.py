"""Several harms in one place (HWB 2.1, SPB 4.1): small areas among the worst for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headwater.analysis.deprivation import Deprivation, load_deprivation
from headwater.analysis.release import Ledger, release
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.places import Level

WORST = 0.15
"""A small area scores a point for each harm in which it is among the worst 15% (London VRU's method)."""


@dataclass(frozen=True)
class Overlap:
    """Points of every small area, and the areas that score on most harms.

    `points` has one row for each small area: how many of the harms it is among the worst for.
    `harms` are the harms compared; `deprived_share` is the share of the areas scoring on at least
    half of them that lie in the most deprived fifth nationally, 0 to 1.
    """

    points: Released
    harms: tuple[str, ...]
    many: tuple[str, ...]
    deprived_share: float
    deprivation: Deprivation


def overlapping(bench: Workbench, tables: Mapping[str, Released]) -> Overlap | None:
    """Where harms overlap, from released tables by small area; None where fewer than three are compared."""
    usable = {name: t for name, t in tables.items() if _known(t).sum() >= 20}
    if len(usable) < 3:
        return None
    places = bench.geography.places(Level.LSOA)
    score = np.zeros(len(places), dtype=int)
    for table in usable.values():
        # A hidden count is a low one: left out, the worst 15% would be those of the shown areas only.
        values = np.array(
            [float(v) if isinstance(v, int | float) else 0.0 for v in table.column("events")]
        )
        score += values > np.quantile(values, 1 - WORST)
    deprivation = load_deprivation(bench)
    order = np.argsort(-score, kind="stable")
    half = [i for i in order if score[i] * 2 >= len(usable)]
    known = [i for i in half if places[i].code in deprivation.decile]
    deprived = [i for i in known if deprivation.decile[places[i].code] <= 2]
    first = next(iter(usable.values())).provenance
    tally = Tally(
        indicator="overlap",
        title="Harms for which each small area is among the worst 15%",
        unit="harms",
        fields=(label("place", "Small area", Kind.PLACE),),
        keys=tuple((places[i].name,) for i in order),
        events=score[order].astype(float),
        definition=first.definition,
        period=first.period,
        sources=tuple(dict.fromkeys(s for t in usable.values() for s in t.provenance.sources)),
        deliveries=tuple(
            dict.fromkeys(d for t in usable.values() for d in t.provenance.deliveries)
        ),
        # Points are ranks of tables that passed the gate already, not counts of people.
        restricted=False,
        noun="harms",
        codes=tuple(places[i].code for i in order),
        caveats=(f"One point for each of {len(usable)} harms: {', '.join(usable)}.",),
    )
    return Overlap(
        release(tally, bench.ledger if isinstance(bench.ledger, Ledger) else Ledger()),
        tuple(usable),
        tuple(places[i].code for i in half),
        len(deprived) / len(known) if known else 0.0,
        deprivation,
    )


def _known(table: Released) -> np.ndarray:
    return np.array([isinstance(v, int | float) for v in table.column("events")])
