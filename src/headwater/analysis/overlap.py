"""Several harms in one place (HWB 2.1, SPB 4.1): small areas among the worst for many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headwater.analysis.deprivation import Deprivation, load_deprivation
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.release import release
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
    `harms` are the harms compared and `hit` names, for each small area, those it is among the worst
    for; `many` are the areas that score on at least half; `by_decile` counts those areas in each
    national decile of deprivation, None where no index has been gathered; `deprived_share` is the share of the areas scoring on at least
    half of them that lie in the most deprived fifth nationally, 0 to 1.
    """

    points: Released
    harms: tuple[str, ...]
    many: tuple[str, ...]
    deprived_share: float
    deprivation: Deprivation
    hit: Mapping[str, tuple[str, ...]]
    by_decile: Released | None


def place_harms(bench: Workbench) -> tuple[type[Indicator], ...]:
    """The harms that the partnership grades and whose source places them."""
    impacts = bench.profile.impacts
    found = []
    for slug, indicator in all_indicators().items():
        source = bench.source_of(indicator)
        graded = impacts.get(slug, indicator.impact)
        if graded and source is not None and "lsoa" in source.minimum:
            found.append(indicator)
    return tuple(found)


def overlapping(
    bench: Workbench, tables: Mapping[str, Released], worst: float = WORST
) -> Overlap | None:
    """Where harms overlap, from released tables by small area; None where fewer than three are compared.

    `worst` is the share of small areas that score a point for each harm, 0 to 1.
    """
    usable = {name: t for name, t in tables.items() if _known(t).sum() >= 20}
    if len(usable) < 3:
        return None
    places = bench.geography.places(Level.LSOA)
    score = np.zeros(len(places), dtype=int)
    hit: dict[str, list[str]] = {}
    for name, table in usable.items():
        # A hidden count is a low one: left out, the worst 15% would be those of the shown areas only.
        values = np.array(
            [float(v) if isinstance(v, int | float) else 0.0 for v in table.column("events")]
        )
        among = values > np.quantile(values, 1 - worst)
        score += among
        for i in np.flatnonzero(among):
            hit.setdefault(places[i].code, []).append(name)
    deprivation = load_deprivation(bench)
    order = np.argsort(-score, kind="stable")
    half = [i for i in order if score[i] * 2 >= len(usable)]
    known = [i for i in half if places[i].code in deprivation.decile]
    deprived = [i for i in known if deprivation.decile[places[i].code] <= 2]
    first = next(iter(usable.values())).provenance
    tally = Tally(
        indicator="overlap",
        title=f"Harms for which each small area is among the worst {worst:.0%}",
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
        derived=True,
        noun="harms",
        codes=tuple(places[i].code for i in order),
        caveats=(f"One point for each of {len(usable)} harms: {', '.join(usable)}.",),
    )
    many = tuple(places[i].code for i in half)
    return Overlap(
        release(tally, bench.ledger),
        tuple(usable),
        many,
        len(deprived) / len(known) if known else 0.0,
        deprivation,
        {code: tuple(names) for code, names in hit.items()},
        _by_decile(bench, tally, many, deprivation),
    )


def _by_decile(
    bench: Workbench, points: Tally, many: tuple[str, ...], index: Deprivation
) -> Released | None:
    """In each national decile, the areas that score on at least half of the harms, of all its areas."""
    if not index.decile:
        return None
    every = Counter(index.decile.values())
    held = Counter(index.decile[code] for code in many if code in index.decile)
    deciles = sorted(every)
    tally = replace(
        points,
        title="Small areas among the worst for at least half of the harms, by deprivation",
        unit="per cent",
        fields=(label("decile", "Decile of deprivation (1 is most deprived)"),),
        keys=tuple((str(d),) for d in deciles),
        events=np.array([held[d] for d in deciles], dtype=float),
        population=np.array([every[d] for d in deciles], dtype=float),
        share=True,
        deliveries=(*points.deliveries, *index.deliveries),
        noun="small areas",
        caveats=(f"Index of Multiple Deprivation {index.edition}, national deciles.",),
        codes=(),
    )
    return release(tally, bench.ledger)


def _known(table: Released) -> np.ndarray:
    return np.array([isinstance(v, int | float) for v in table.column("events")])
