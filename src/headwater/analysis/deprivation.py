"""Deprivation: rates by decile of the Index of Multiple Deprivation (HWB 2.1), and the gap between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import PLACE_COLUMN, Workbench
from headwater.data.source import Shape
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.places import Level

IMD = "imd"


@dataclass(frozen=True)
class Deprivation:
    """The index for small areas: mean national decile, and which edition and deliveries it is from.

    Where a small area joins several LSOAs, its decile is the mean of theirs, rounded.
    """

    edition: str
    decile: Mapping[str, int]
    deliveries: tuple[str, ...]


def load_deprivation(bench: Workbench, measure: str = IMD, edition: str = "") -> Deprivation:
    """The newest edition gathered (or the one named); empty where none was."""
    table = bench.engine.reference(Shape.DEPRIVATION)
    codes = list(bench.geography.by_code)
    rows = table.filter((table.measure == measure) & table.place.isin(codes))
    found = rows.select("place", "edition", "decile", "delivery").to_pyarrow().to_pylist()
    chosen = edition or max((r["edition"] for r in found), default="")
    deciles: dict[str, list[int]] = defaultdict(list)
    used = set()
    for row in found:
        if row["edition"] == chosen and row["decile"] is not None:
            deciles[bench.geography.by_code[row["place"]].code].append(row["decile"])
            used.add(row["delivery"])
    means = {code: max(1, min(10, round(sum(d) / len(d)))) for code, d in deciles.items()}
    return Deprivation(chosen, means, tuple(sorted(used)))


def by_deprivation(
    bench: Workbench, indicator: type[Indicator], definition: Definition | None = None
) -> Released:
    """Events and rate in each national decile of deprivation, most deprived first."""
    asked = Asked(bench, indicator, definition)
    window = bench.window(asked.source.slug)
    index = load_deprivation(bench)
    counts = asked.counts(PLACE_COLUMN[Level.LSOA], window)
    people = bench.residents.of(Level.LSOA, indicator.ages)
    events: dict[int, int] = defaultdict(int)
    residents: dict[int, float] = defaultdict(float)
    for code, decile in index.decile.items():
        events[decile] += counts.get(code, 0)
        residents[decile] += people.get(code, 0.0)
    deciles = sorted(residents)
    years = len(window) / 12
    return asked.tally(
        f"{indicator.title}, by deprivation",
        (label("decile", "Decile of deprivation (1 is most deprived)"),),
        [(str(d),) for d in deciles],
        [events[d] for d in deciles],
        window,
        population=[residents[d] * years for d in deciles],
        unit=indicator.unit(),
        per=indicator.per,
        caveats=(f"Index of Multiple Deprivation {index.edition}, national deciles.",),
        population_deliveries=(*bench.residents.deliveries, *index.deliveries),
    )
