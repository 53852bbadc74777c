"""What recorded violence costs: released counts by kind, times unit costs of a stated year."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Kind
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.harms import BEHAVIOURS, branch
from headwater.vocabulary.records.claim import ClaimRecord
from headwater.vocabulary.unit_costs import PRICE_YEAR, UNIT_COSTS


@dataclass(frozen=True)
class CostLine:
    """One kind of offence: how many, the cost of one in pounds, and the product."""

    title: str
    count: int
    unit_cost: int
    cost: float
    count_claim: ClaimRecord
    claim: ClaimRecord


@dataclass(frozen=True)
class Costs:
    """Lines from the costliest down, their sum in pounds, and the year they are for."""

    lines: tuple[CostLine, ...]
    total: float
    period: str
    claim: ClaimRecord


def costs(bench: Workbench, indicator: type[Indicator]) -> Costs | None:
    """The cost of the last year's recorded offences; None where the source gives no exact offence.

    A count that the gate hid is in no line: hidden is not zero, and the sum says only what is shown.
    """
    asked = Asked(bench, indicator, None)
    if "offence_code" not in asked.source.minimum:
        return None
    window = bench.window(asked.source.slug)
    rows = bench.incidents
    rows = rows.filter(
        (rows.source == asked.source.slug) & rows.month.isin([m.first_day() for m in window])
    )
    asked.rows = rows
    counts = asked.counts("behaviour")
    by_kind = {
        slug: sum(counts.get(s, 0) for s in branch(slug) if s == slug or s not in UNIT_COSTS)
        for slug in UNIT_COSTS
    }
    table = asked.tally(
        "Recorded offences by kind, for costing",
        (label("kind", "Kind", Kind.LABEL),),
        [(BEHAVIOURS[slug].title,) for slug in by_kind],
        list(by_kind.values()),
        window,
    )
    lines = []
    for slug, row in zip(by_kind, table, strict=True):
        count = row["events"]
        if not isinstance(count, int) or not count:
            continue
        cost = float(count * UNIT_COSTS[slug])
        lines.append(
            CostLine(
                BEHAVIOURS[slug].title,
                count,
                UNIT_COSTS[slug],
                cost,
                table.claim(row, "events"),
                table.derive(cost, f"pounds, {PRICE_YEAR} prices", note=slug),
            )
        )
    total = sum(line.cost for line in lines)
    return Costs(
        tuple(sorted(lines, key=lambda line: -line.cost)),
        total,
        table.provenance.period,
        table.derive(total, f"pounds, {PRICE_YEAR} prices"),
    )
