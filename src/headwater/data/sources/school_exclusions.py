"""Suspensions and permanent exclusions from school, as the Department for Education publishes them."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from headwater.data.headings import plain
from headwater.data.source import ReferenceSource, Shape, Tidied
from headwater.data.sources.published_cells import measures_table, number_or_status
from headwater.vocabulary.agencies import AgencyKind

MEASURES = {
    "suspension": ("suspensions", "Suspensions", "suspensions"),
    "susprate": ("suspension-rate", "Suspension rate", "per 100 pupils"),
    "permexcl": ("permanent-exclusions", "Permanent exclusions", "exclusions"),
    "permexclrate": ("permanent-exclusion-rate", "Permanent exclusion rate", "per 100 pupils"),
    "oneplussusp": ("pupils-suspended", "Pupils suspended at least once", "pupils"),
    "oneplussusprate": (
        "pupils-suspended-rate",
        "Share of pupils suspended at least once",
        "per 100 pupils",
    ),
    "headcount": ("pupils", "Pupils", "pupils"),
}
_BREAKDOWNS = (
    "schooltype",
    "educationphase",
    "phase",
    "breakdowntopic",
    "breakdown",
    "characteristicgroup",
    "characteristic",
    "reason",
    "sex",
    "ethnicity",
)
_TOTALS = frozenset({"", "total", "all", "allpupils", "state funded"})
_LEVELS = {
    "school": ("schoolurn", "schoolname"),
    "local authority": ("newlacode", "laname"),
    "regional": ("regioncode", "regionname"),
    "national": ("countrycode", "countryname"),
}


class SchoolExclusions(ReferenceSource):
    """One row per school or authority, year and measure."""

    slug = "school-exclusions"
    title = "Suspensions and permanent exclusions from school"
    publisher = "Department for Education"
    agency = AgencyKind.EDUCATION
    licence = "Open Government Licence v3.0"
    where = (
        "explore-education-statistics.service.gov.uk: “Suspensions and permanent exclusions in "
        "England”, underlying data by local authority or by school."
    )
    adds = "how many pupils are suspended or excluded, an early sign of risk in the life course"
    shape = Shape.MEASURES
    unit = "row"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        known = {plain(h) for h in headings}
        return {"timeperiod", "geographiclevel"} <= known and bool(
            known & {"suspension", "susprate", "permexcl", "permexclrate"}
        )

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        at = {plain(h): i for i, h in enumerate(table.column_names)}
        cells = {key: table.column(i).cast(pa.string()).to_pylist() for key, i in at.items()}
        rows: list[tuple[str | float | None, ...]] = []
        bad = []
        for i in range(table.num_rows):
            row = {key: (column[i] or "").strip() for key, column in cells.items()}
            place = _place(row)
            if not place:
                bad.append((i + 2, "geographic_level", "has no area or school code"))
                continue
            rows.extend(_measures(row, place))
        return Tidied(measures_table(rows), table.num_rows, tuple(bad))


def _place(row: dict[str, str]) -> tuple[str, str] | None:
    """Code and name of the place of a row, by its level."""
    level = row["geographiclevel"].casefold()
    if not level and row.get("schoolurn"):
        level = "school"
    code_at, name_at = _LEVELS.get(level, ("", ""))
    code = row.get(code_at, "")
    return (code, row.get(name_at, "") or code) if code else None


def _measures(
    row: dict[str, str], place: tuple[str, str]
) -> Iterator[tuple[str | float | None, ...]]:
    parts = [row[b] for b in _BREAKDOWNS if b in row and plain(row[b]) not in _TOTALS and row[b]]
    beside = f", {', '.join(parts)}" if parts else ""
    code = "".join(f"-{plain(part)}" for part in parts)
    for key, (measure, title, unit) in MEASURES.items():
        if key in row and row[key] != "":
            value, status = number_or_status(row[key])
            yield (
                measure + code,
                title + beside,
                unit,
                *place,
                academic_year(row["timeperiod"]),
                value,
                status,
            )


def academic_year(text: str) -> str:
    """The year as people write it.

    >>> academic_year("202324"), academic_year("2023")
    ('2023/24', '2023')
    """
    return f"{text[:4]}/{text[4:]}" if len(text) == 6 and text.isdigit() else text
