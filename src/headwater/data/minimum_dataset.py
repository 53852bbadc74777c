"""The minimum dataset (ToR 3.4): one incident shape for every source, and the reference tables.

An incident row holds no name, no address and no number a person is known by. People appear in
roles; each has a keyed pseudonym, an age or an age band, a sex and an ethnic group, as recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from headwater.data.source import Shape
from headwater.vocabulary.people import Role


@dataclass(frozen=True)
class Item:
    """One field: its name, SQL type and meaning."""

    name: str
    type: str
    meaning: str


_PERSON = (
    ("id", "UUID", "keyed pseudonym, unlinkable between agencies"),
    ("age", "UTINYINT", "whole years"),
    ("age_low", "UTINYINT", "lowest age of the recorded band"),
    ("age_high", "UTINYINT", "highest age of the recorded band"),
    ("sex", "VARCHAR", "as recorded"),
    ("ethnicity", "VARCHAR", "broad Census group, refused, or not recorded"),
)

INCIDENT: tuple[Item, ...] = (
    Item("record", "UUID", "keyed pseudonym of the sender's reference"),
    Item("month", "DATE", "first day of the month it happened or was recorded"),
    Item("occurred", "TIMESTAMP", "local day and time, where the source has them"),
    Item("time_precision", "VARCHAR", "minute, day or month"),
    Item("lsoa", "VARCHAR", "small-area code as given"),
    Item("easting", "INTEGER", "metres, British National Grid"),
    Item("northing", "INTEGER", "metres, British National Grid"),
    Item("place_precision", "VARCHAR", "how exactly the place is known"),
    Item("place_confidence", "FLOAT", "0 to 1: how sure the small area is"),
    Item("behaviour", "VARCHAR", "node of the tree of harmful behaviours"),
    Item("offence_code", "VARCHAR", "the source's own code"),
    Item("setting", "VARCHAR", "kind of place"),
    Item("public_place", "BOOLEAN", "true in a public place"),
    Item("domestic", "BOOLEAN", "domestic abuse flag"),
    Item("weapon", "VARCHAR", "what was used, threatened or believed present"),
    Item("knife", "BOOLEAN", "knife or sharp object, seen or believed present"),
    Item("harm", "VARCHAR", "worst injury known"),
    Item("alcohol", "BOOLEAN", "alcohol noted"),
    Item("outcome", "VARCHAR", "last outcome at the time of the extract"),
    Item("site", "VARCHAR", "treating or reporting site"),
    Item("theme", "VARCHAR", "theme of a community report"),
    Item("first_time", "BOOLEAN", "the child's first entry to the youth justice system"),
    Item("gravity", "UTINYINT", "Youth Justice Board seriousness, 1 to 8 (gravest)"),
    *(
        Item(f"{role.value}_{name}", kind, f"{role.value}: {meaning}")
        for role in Role
        for name, kind, meaning in _PERSON
    ),
)

ITEMS = {item.name: item for item in INCIDENT}

REFERENCE: dict[Shape, tuple[Item, ...]] = {
    Shape.POPULATION: (
        Item("place", "VARCHAR", "area code"),
        Item("name", "VARCHAR", "area name"),
        Item("level", "VARCHAR", "lsoa or district"),
        Item("year", "INTEGER", "mid-year"),
        Item("sex", "VARCHAR", "female, male or persons"),
        Item("ethnicity", "VARCHAR", "Census group, or all"),
        Item("age_low", "UTINYINT", "youngest"),
        Item("age_high", "UTINYINT", "oldest"),
        Item("people", "BIGINT", "residents"),
    ),
    Shape.DEPRIVATION: (
        Item("place", "VARCHAR", "LSOA code"),
        Item("vintage", "VARCHAR", "census that drew it"),
        Item("edition", "VARCHAR", "2019 or 2025"),
        Item("measure", "VARCHAR", "imd, income, crime, idaci …"),
        Item("score", "DOUBLE", "as published; null where not"),
        Item("rank", "INTEGER", "1 is most deprived"),
        Item("decile", "INTEGER", "1 is most deprived"),
    ),
    Shape.BOUNDARIES: (
        Item("place", "VARCHAR", "area code"),
        Item("name", "VARCHAR", "area name"),
        Item("level", "VARCHAR", "lsoa, msoa, ward or district"),
        Item("vintage", "VARCHAR", "2011 or 2021 for small areas, else the year"),
        Item("vertices", "INTEGER", "points in the outline"),
        Item("outline", "BLOB", "well-known binary, British National Grid metres"),
    ),
    Shape.LOOKUP: (
        Item("child", "VARCHAR", "area code"),
        Item("child_name", "VARCHAR", "area name"),
        Item("child_kind", "VARCHAR", "for example lsoa11"),
        Item("parent", "VARCHAR", "area code"),
        Item("parent_name", "VARCHAR", "area name"),
        Item("parent_kind", "VARCHAR", "for example lsoa21, ward, district, upper-tier"),
        Item("change", "VARCHAR", "U, S, M or X between census vintages"),
    ),
    Shape.MEASURES: (
        Item("measure", "VARCHAR", "short name of the measure"),
        Item("title", "VARCHAR", "as published"),
        Item("unit", "VARCHAR", "as published"),
        Item("place", "VARCHAR", "area code or published number"),
        Item("name", "VARCHAR", "area name"),
        Item("period", "VARCHAR", "as published"),
        Item("value", "DOUBLE", "null where suppressed or absent"),
        Item("status", "VARCHAR", "shown or suppressed"),
    ),
    Shape.SERVICES: (
        Item("service", "VARCHAR", "local reference"),
        Item("name", "VARCHAR", "public name"),
        Item("provider", "VARCHAR", "agency or group"),
        Item("tier", "VARCHAR", "community, universal, targeted or response"),
        Item("behaviour", "VARCHAR", "node, or blank where generic"),
        Item("life_stage", "VARCHAR", "name of the stage"),
        Item("place", "VARCHAR", "district or ward code"),
        Item("annual_cost", "DOUBLE", "pounds a year; null where not known"),
        Item("statutory", "BOOLEAN", "required by law"),
        Item("orientation", "VARCHAR", "control, rehabilitation, both or resilience"),
        Item("funding_ends", "DATE", "null where not known"),
    ),
}

SUPPRESSED_MARKERS = frozenset(
    {"*", "-", "..", ".", "c", "x", "z", "u", "low", "supp", "[c]", "[x]"}
)
"""What publishers print instead of a number; each stays "suppressed", never zero or missing."""
