"""Deprivation: rates by decile of the Index of Multiple Deprivation (HWB 2.1), and the gap between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import release
from headwater.analysis.released import Field, Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.data.source import Shape
from headwater.stats.inequality import slope_index
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.places import Level
from headwater.vocabulary.records.claim import ClaimRecord

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
    return bench.once(("deprivation", measure, edition), lambda: _load(bench, measure, edition))


def _load(bench: Workbench, measure: str, edition: str) -> Deprivation:
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
    counts = asked.cells.by_place(bench.geography, Level.LSOA, window)
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


@dataclass(frozen=True)
class DeprivationProfile:
    """How deprived the area is: small areas by decile, the share in the worst fifth by district, a map."""

    edition: str
    deciles: Released
    by_district: Released
    map: Released


def deprivation_profile(bench: Workbench) -> DeprivationProfile | None:
    """The area's small areas by national decile; None where no index has been gathered."""
    index = load_deprivation(bench)
    if not index.decile:
        return None
    small = [s for s in bench.geography.small_areas if s.code in index.decile]
    deciles = [index.decile[s.code] for s in small]
    districts = bench.geography.places(Level.DISTRICT)
    inside = {
        d.code: [index.decile[s.code] for s in small if s.district == d.code] for d in districts
    }

    def table(
        title: str,
        fields: tuple[Field, ...],
        keys: list[tuple[str, ...]],
        events: list[int],
        population: list[int] | None = None,
        codes: tuple[str, ...] = (),
        noun: str = "small areas",
    ) -> Released:
        tally = Tally(
            indicator="deprivation",
            title=title,
            unit="per cent" if population else noun,
            fields=fields,
            keys=tuple(keys),
            events=np.array(events, dtype=float),
            definition=f"Index of Multiple Deprivation {index.edition}",
            period=index.edition,
            sources=(f"Index of Multiple Deprivation {index.edition}, MHCLG",),
            deliveries=index.deliveries,
            restricted=False,
            population=None if population is None else np.array(population, dtype=float),
            share=population is not None,
            noun=noun,
            codes=codes,
        )
        return release(tally, bench.ledger)

    return DeprivationProfile(
        index.edition,
        table(
            "Small areas by national decile of deprivation",
            (label("decile", "Decile (1 is most deprived)"),),
            [(str(d),) for d in range(1, 11)],
            [deciles.count(d) for d in range(1, 11)],
        ),
        table(
            "Small areas among the most deprived fifth in England",
            (label("place", "District", Kind.PLACE),),
            [(d.name,) for d in districts],
            [sum(x <= 2 for x in inside[d.code]) for d in districts],
            [len(inside[d.code]) for d in districts],
        ),
        table(
            "Deprivation of small areas",
            (label("place", "Small area", Kind.PLACE),),
            [(bench.geography.title(s),) for s in small],
            deciles,
            codes=tuple(s.code for s in small),
            noun="national decile",
        ),
    )


@dataclass(frozen=True)
class DeprivationGap:
    """How many times the rate of the least deprived end the most deprived end has, with 95% limits."""

    ratio: float
    low: float
    high: float
    claim: ClaimRecord

    @property
    def is_finding(self) -> bool:
        """False where the interval holds 1: no gradient."""
        return self.low > 1 or self.high < 1


def deprivation_gap(table: Released) -> DeprivationGap | None:
    """The relative index of inequality of a table by decile; None where a decile is not given.

    Worked out from released rates, with 10,000 simulations (seed 1). It is printed the way people
    say it: the most deprived end over the least deprived end.
    """
    columns = [table.column(n) for n in ("value", "low", "high", "population")]
    if len(table) < 5 or not all(isinstance(c, int | float) for column in columns for c in column):
        return None
    values, low, high, people = (np.array(c, dtype=float) for c in columns)
    if np.any(low <= 0):
        return None
    found = slope_index(
        values, low, high, people, kind="rate", log_line=True, repeats=10_000, seed=1
    )
    ratio, least, most = (1 / x for x in (found.relative, found.relative_high, found.relative_low))
    claim = table.derive(
        round(ratio, 1),
        "times the rate of the least deprived end",
        low=round(least, 1),
        high=round(most, 1),
        note="relative index of inequality",
    )
    return DeprivationGap(ratio, least, most, claim)
