"""Services and money by tier of the Public Health Model: is the investment triangle upside down? (SPB 3.3)"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from headwater.analysis.release import release
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.data.source import Shape, all_sources
from headwater.vocabulary.tiers import Tier, TierBand, TierLabels

SOURCE = "services"


@dataclass(frozen=True)
class Investment:
    """Services and yearly cost by tier, and whether the upper tiers take most of the money.

    `inversion` is the share of known cost in the upper tiers minus that in the lower ones: -1 to 1,
    above 0 where the triangle is upside down. `unknown` counts services whose cost is not known;
    they are in no share and are never counted as costing nothing.
    """

    services: Released
    cost: Released
    inversion: float
    total: float
    unknown: int
    by_place: tuple[tuple[str, tuple[int, ...]], ...]


def investment(bench: Workbench, labels: TierLabels) -> Investment | None:
    """What is known of services; None where no list of services has been gathered."""
    table = bench.engine.reference(Shape.SERVICES)
    rows = table.to_pyarrow().to_pylist()
    if not rows:
        return None
    number: dict[Tier, int] = dict.fromkeys(Tier, 0)
    cost: dict[Tier, float] = dict.fromkeys(Tier, 0.0)
    place: dict[str, dict[Tier, int]] = defaultdict(lambda: dict.fromkeys(Tier, 0))
    unknown = 0
    for row in rows:
        tier = Tier(row["tier"])
        number[tier] += 1
        place[_name(bench, row["place"])][tier] += 1
        if row["annual_cost"] is None:
            unknown += 1
        else:
            cost[tier] += float(row["annual_cost"])
    deliveries = tuple(sorted({r["delivery"] for r in rows}))
    total = sum(cost.values())
    upper = sum(c for t, c in cost.items() if t.band is TierBand.UPPER)
    return Investment(
        _table(bench, labels, number, deliveries, "Services by tier", "services", None),
        _table(bench, labels, cost, deliveries, "Yearly cost by tier", "pounds a year", total),
        (2 * upper - total) / total if total else 0.0,
        total,
        unknown,
        tuple((name, tuple(counts[t] for t in Tier)) for name, counts in sorted(place.items())),
    )


def _name(bench: Workbench, code: str | None) -> str:
    return bench.geography.names.get(code or "", code or "") or "Whole area"


def _table(
    bench: Workbench,
    labels: TierLabels,
    by_tier: dict[Tier, int] | dict[Tier, float],
    deliveries: tuple[str, ...],
    title: str,
    noun: str,
    total: float | None,
) -> Released:
    source = all_sources()[SOURCE]
    tally = Tally(
        indicator=f"services-{noun.split()[0]}",
        title=title,
        unit="per cent",
        fields=(label("tier", "Tier", Kind.LABEL),),
        keys=tuple((labels.label(t),) for t in Tier),
        events=np.array([round(float(by_tier[t])) for t in Tier], dtype=float),
        definition=f"Public Health Model {labels.slug}",
        period="as listed when gathered",
        sources=(f"{source.title}, {source.publisher}",),
        deliveries=deliveries,
        restricted=False,
        population=None if not total else np.full(len(Tier), float(round(total))),
        share=True,
        noun=noun,
        polarity="neutral",
        caveats=("Only what agencies listed: a tier with nothing listed may not have been asked.",),
    )
    return release(tally, bench.ledger)
