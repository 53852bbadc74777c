"""Hidden violence: what hospitals and ambulances see beside what the police record, never added up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import release
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.periods import describe_months
from headwater.vocabulary.places import Level


def side_by_side(
    bench: Workbench, indicators: Sequence[type[Indicator]], level: Level = Level.DISTRICT
) -> Released | None:
    """Counts of the same places from several sources over the months that all of them sent.

    Rates are per 1,000 residents a year. None where fewer than two sources share three months.
    Nothing is summed across sources: the same assault may be in several of them (assurance T23).
    """
    asked = [Asked(bench, i, None) for i in indicators if bench.source_of(i) is not None]
    if level is not Level.PARTNERSHIP:
        # A source that records no small area is in no district: silence must not look like zero.
        asked = [a for a in asked if "lsoa" in a.source.minimum]
    if len(asked) < 2:
        return None
    shared = set.intersection(*(set(bench.window(a.source.slug)) for a in asked))
    months = tuple(sorted(shared))
    if len(months) < 3:
        return None
    places = bench.geography.places(level)
    people = bench.residents.of(level)
    years = len(months) / 12
    keys, events, population = [], [], []
    for one in asked:
        counts = one.cells.by_place(bench.geography, level, months)
        for place in places:
            keys.append((place.name, one.source.title))
            events.append(float(counts.get(place.code, 0)))
            population.append(people.get(place.code, 0.0) * years)
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    tally = Tally(
        indicator="hidden-violence",
        title=f"Violence as each source sees it, by {level.value.lower()}",
        unit="per 1,000 residents a year",
        fields=(label("place", level.value, Kind.PLACE), label("source", "Source")),
        keys=tuple(keys[i] for i in order),
        events=np.array(events)[order],
        definition=asked[0].definition.label,
        period=describe_months(months),
        sources=tuple(f"{a.source.title}, {a.source.publisher}" for a in asked),
        deliveries=tuple(
            dict.fromkeys(d for a in asked for d in bench.deliveries(a.source.slug, months))
        ),
        restricted=any(not a.source.is_public() for a in asked),
        population=np.array(population)[order] if bench.residents.known else None,
        per=1_000,
        noun="incidents",
        caveats=(
            "One assault may be in several sources, so counts are never added together.",
            *(a.source.row_meaning for a in asked if a.source.row_meaning),
        ),
    )
    return release(tally, bench.ledger)
