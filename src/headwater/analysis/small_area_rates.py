"""Every small area by month, behaviour, age and sex: rates with their intervals, in one pass.

What is written are exact counts of the secure area, for further analysis there: the engine can write
nowhere else, and nothing of it has passed the release gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from headwater.data.engine import Engine
from headwater.data.source import Shape
from headwater.stats.checks import Floats, coverage
from headwater.stats.intervals import EXACT_BELOW, exact_poisson_interval
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.people import BROAD_BANDS, AgeBand, Role

if TYPE_CHECKING:
    import ibis.expr.types as ir

CELL = ("lsoa", "month", "behaviour", "age_band", "sex")


@dataclass(frozen=True)
class RatesWritten:
    """What was written: cells with at least one event, and the events in them."""

    path: Path
    cells: int
    events: int


def write_rates(
    engine: Engine,
    source: str,
    to: Path,
    *,
    role: Role = Role.VICTIM,
    bands: Sequence[AgeBand] = BROAD_BANDS,
    per: float = 100_000,
    level: float = 0.95,
) -> RatesWritten:
    """Write a Parquet file of counts, rates and limits for every cell with an event.

    Columns: lsoa, month, behaviour, age_band (its youngest age), sex, events, population (residents), rate, low and high
    (events for each `per` residents in that month). Population and rates are null where the residents
    of that age and sex have not been gathered. Rows without a place, an age or a month are left out.

    Args: engine: opened for a purpose on a day; source: slug of an incident source; to: a file inside
        the store; role: whose age and sex; bands: age bands that do not overlap; per: multiplier;
        level: coverage, 0 to 1.
    Returns: how many cells and events were written.
    Raises: UsageError: `to` is outside the store, which exact counts may not leave.
    Source: exact limits below 10 events (Garwood 1936), Byar's from 10 (Breslow & Day 1987, p. 69), as
        Public Health England (2018) Technical Guide: confidence intervals.
    """
    if not to.resolve().is_relative_to(engine.store.folder.resolve()):
        raise UsageError(
            f"{to} lies outside the store. Exact counts stay in the secure area: choose a place under "
            f"{engine.store.folder}."
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    cells = _cells(engine, source, role, bands)
    _with_rates(cells, _residents(engine, bands), per, level).to_parquet(to)
    written = engine.sql(f"SELECT count(*) AS cells, sum(events) AS events FROM '{to}'").to_pylist()
    return RatesWritten(to, int(written[0]["cells"]), int(written[0]["events"] or 0))


def _cells(engine: Engine, source: str, role: Role, bands: Sequence[AgeBand]) -> ir.Table:
    rows = engine.incidents()
    rows = rows.filter(
        (rows.source == source)
        & rows.lsoa.notnull()
        & rows.month.notnull()
        & rows[f"{role.value}_age"].notnull()
    )
    keyed = rows.select(
        "lsoa",
        "month",
        "behaviour",
        age_band=_band(rows[f"{role.value}_age"], bands),
        sex=rows[f"{role.value}_sex"],
    )
    keyed = keyed.filter(keyed.age_band.notnull())
    return keyed.group_by(CELL).aggregate(events=keyed.count())


def _band(age: ir.IntegerColumn, bands: Sequence[AgeBand]) -> ir.IntegerColumn:
    """The youngest age of the band that holds an age, as a small number; null outside all of them."""
    import ibis

    return ibis.cases(*((age.between(b.low, b.high), b.low) for b in bands)).cast("uint8")


def _residents(engine: Engine, bands: Sequence[AgeBand]) -> ir.Table:
    """Residents by small area, band and sex, of the latest year gathered."""
    people = engine.reference(Shape.POPULATION)
    people = people.filter((people.level == "lsoa") & people.sex.isin(["female", "male"]))
    latest = people.filter(people.year == people.year.max())
    return latest.group_by(
        place=latest.place, band=_band(latest.age_low, bands), people_sex=latest.sex
    ).aggregate(population=latest.people.sum().cast("float64"))


def _with_rates(cells: ir.Table, people: ir.Table, per: float, level: float) -> ir.Table:
    joined = cells.left_join(
        people,
        [
            cells.lsoa == people.place,
            cells.age_band == people.band,
            cells.sex == people.people_sex,
        ],
    )
    scale = per / joined.population.nullif(0.0)
    low, high = _limits(joined.events, level)
    return joined.select(
        joined.lsoa,
        joined.month,
        joined.behaviour,
        joined.age_band,
        joined.sex,
        joined.events,
        joined.population,
        rate=joined.events * scale,
        low=low * scale,
        high=high * scale,
    )


def _limits(events: ir.IntegerColumn, level: float) -> tuple[ir.FloatingColumn, ir.FloatingColumn]:
    """Limits of a count as expressions: a table of ten numbers, and Byar's closed form."""
    import ibis

    exact = exact_poisson_interval(np.arange(EXACT_BELOW), level=level)
    z = float(stats.norm.ppf(0.5 + coverage(level) / 2))
    n = events.cast("float64")
    more = n + 1

    def side(table: Floats, byar: ir.FloatingColumn) -> ir.FloatingColumn:
        few = ((events == count, float(limit)) for count, limit in enumerate(table))
        return ibis.cases(*few, else_=byar)

    low = 1 - 1 / (9 * n) - z / (3 * n.sqrt())
    high = 1 - 1 / (9 * more) + z / (3 * more.sqrt())
    # Multiplied out: the engine's power function costs more than the whole rest.
    return (
        side(exact.low, n * low * low * low),
        side(exact.high, more * high * high * high),
    )
