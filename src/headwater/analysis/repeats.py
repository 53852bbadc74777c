"""People seen more than once, and people seen both as victim and as suspect (SPB 3.7)."""

from __future__ import annotations

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.people import Role


def repeats(bench: Workbench, indicator: type[Indicator], role: Role) -> Released | None:
    """People in one role by how often they appear in the year, as people and as a share of people.

    None where the source gives no pseudonym for the role.
    """
    asked = Asked(bench, indicator, None)
    column = f"{role.value}_id"
    if column not in asked.source.minimum:
        return None
    window = bench.window(asked.source.slug)
    rows = asked.rows.filter(asked.rows.month.isin([m.first_day() for m in window]))
    known = rows.filter(rows[column].notnull())
    times = known.group_by(column).aggregate(times=known.count())
    grouped = times.group_by("times").aggregate(people=times.count()).to_pyarrow().to_pylist()
    bands = {"once": 0, "twice": 0, "three times or more": 0}
    for row in grouped:
        name = "once" if row["times"] == 1 else "twice" if row["times"] == 2 else None
        bands[name or "three times or more"] += int(row["people"])
    total = sum(bands.values())
    if not total:
        return None
    return asked.tally(
        f"{indicator.title}: {role.value}s by how often in the year",
        (label("times", "How often"),),
        [(name,) for name in bands],
        list(bands.values()),
        window,
        population=[total] * len(bands),
        unit="per cent",
        share=True,
    )


def both_roles(bench: Workbench, indicator: type[Indicator]) -> Released | None:
    """Suspects who were also victims in the same year, as a share of suspects."""
    asked = Asked(bench, indicator, None)
    if not {"victim_id", "suspect_id"} <= set(asked.source.minimum):
        return None
    window = bench.window(asked.source.slug)
    rows = asked.rows.filter(asked.rows.month.isin([m.first_day() for m in window]))
    victims = rows.filter(rows.victim_id.notnull()).select(person=rows.victim_id).distinct()
    suspects = rows.filter(rows.suspect_id.notnull()).select(person=rows.suspect_id).distinct()
    both = int(suspects.semi_join(victims, "person").count().to_pyarrow().as_py())
    total = int(suspects.count().to_pyarrow().as_py())
    if not total:
        return None
    return asked.tally(
        f"{indicator.title}: suspects who were also victims in the year",
        (label("overlap", "Suspects"),),
        [("also victims",), ("suspects only",)],
        [both, total - both],
        window,
        population=[total, total],
        unit="per cent",
        share=True,
    )
