"""Published measures of risk and protection, for upper-tier authorities beside England."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from headwater.analysis.release import release
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.data.source import Shape, all_sources

ENGLAND = "England"


@dataclass(frozen=True)
class Measure:
    """One published measure: the value of each authority and England at the newest period they share.

    `table` has the columns place and value, plus the period before it, as published.
    """

    slug: str
    title: str
    unit: str
    period: str
    earlier: str
    values: tuple[tuple[str, float | None, float | None], ...]
    """Place, newest value, value at the earlier period; None where suppressed or absent."""
    table: Released


def published(bench: Workbench, slugs: tuple[str, ...]) -> tuple[Measure, ...]:
    """Those of the named measures that have been gathered for the partnership's authorities."""
    rows = bench.engine.reference(Shape.MEASURES)
    names = [p.name for p in bench.profile.area.upper_tiers]
    found = (
        rows.filter(rows.measure.isin(list(slugs)) & rows.name.isin([*names, ENGLAND]))
        .to_pyarrow()
        .to_pylist()
    )
    made = []
    for slug in slugs:
        measure = _measure(bench, slug, [r for r in found if r["measure"] == slug], names)
        if measure is not None:
            made.append(measure)
    return tuple(made)


def _measure(
    bench: Workbench, slug: str, rows: list[dict[str, object]], names: list[str]
) -> Measure | None:
    cells: dict[tuple[str, str], float] = {}
    held = {(str(r["name"]), str(r["period"])) for r in rows}
    for row in rows:
        value = row["value"]
        if isinstance(value, float) and not math.isnan(value):
            cells[str(row["name"]), str(row["period"])] = value
    local = {period for place, period in cells if place in names}
    periods = sorted(local, key=_order)
    if not periods:
        return None
    newest = periods[-1]
    earlier = next((p for p in reversed(periods[:-1]) if _order(newest) - _order(p) >= 3), "")
    places = [*names, ENGLAND]
    values = tuple((p, cells.get((p, newest)), cells.get((p, earlier))) for p in places)
    first = rows[0]
    source = all_sources()[str(first["source"])]
    tally = Tally(
        indicator=f"published-{slug.lower()}",
        title=str(first["title"]),
        unit=str(first["unit"] or "as published"),
        fields=(label("place", "Authority", Kind.PLACE),),
        keys=tuple((p,) for p in places),
        events=np.array([np.nan if v is None else v for _, v, _ in values]),
        definition="as published",
        period=newest,
        sources=(f"{source.title}, {source.publisher}",),
        deliveries=tuple(sorted({str(r["delivery"]) for r in rows})),
        restricted=False,
        # A place that the file does not list at all is not received; a listed one was held back.
        suppressed=np.array([v is None and (p, newest) in held for p, v, _ in values]),
        noun=str(first["unit"] or "value"),
        polarity="neutral",
    )
    return Measure(
        slug,
        str(first["title"]),
        str(first["unit"] or ""),
        newest,
        earlier,
        values,
        release(tally, bench.ledger),
    )


def _order(period: str) -> float:
    """Periods are written 65 ways ("2016", "2015/16", "2013/14-15/16"): order by the last year named."""
    digits = "".join(c if c.isdigit() else " " for c in period).split()
    if not digits:
        return 0.0
    first = float(digits[0])
    last = digits[-1]
    if len(last) == 2 and len(digits[0]) == 4:
        return float(digits[0][:2] + last)
    return float(last) if len(last) == 4 else first
