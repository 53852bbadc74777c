"""Look-ups between places: census vintages, wards, districts, upper tiers and forces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from headwater.data.headings import plain
from headwater.data.minimum_dataset import REFERENCE
from headwater.data.source import ReferenceSource, Shape, Tidied

_KINDS = {
    "lsoa11": "lsoa11",
    "lsoa21": "lsoa21",
    "msoa11": "msoa11",
    "msoa21": "msoa21",
    "wd": "ward",
    "ward": "ward",
    "lad": "district",
    "ltla": "district",
    "utla": "upper-tier",
    "ctyua": "upper-tier",
    "csp": "community-safety-partnership",
    "pfa": "police-force",
    "icb": "integrated-care-board",
}
_HEADING = re.compile(
    r"^f?(lsoa11|lsoa21|msoa11|msoa21|wd|ward|lad|ltla|utla|ctyua|csp|pfa|icb)(\d\d)?(code|cd|name|nm)$"
)
_RANK = tuple(dict.fromkeys(_KINDS.values()))
_CHANGES = ("changecode", "chgind")


def _read(headings: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each kind of place, the positions of its code and its name."""
    found: dict[str, dict[str, int]] = {}
    for position, heading in enumerate(headings):
        part = _HEADING.match(plain(heading))
        if part:
            role = "code" if part[3] in ("code", "cd") else "name"
            found.setdefault(_KINDS[part[1]], {}).setdefault(role, position)
    return {kind: places for kind, places in found.items() if "code" in places}


class Lookups(ReferenceSource):
    """One row per place and the larger place it is in."""

    slug = "lookups"
    title = "Look-ups between places"
    publisher = "Office for National Statistics"
    licence = "Open Government Licence v3.0"
    where = "geoportal.statistics.gov.uk: search for “LSOA (2011) to LSOA (2021)” and “best fit”."
    adds = "which district, ward and MSOA each LSOA is in, and how 2011 and 2021 LSOAs correspond"
    shape = Shape.LOOKUP
    unit = "place"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        kinds = _read(headings)
        known = sum(len(places) for places in kinds.values())
        others = [h for h in headings if plain(h) not in ("", "fid", "objectid", *_CHANGES)]
        return len(kinds) >= 2 and "geometry" not in headings and known >= len(others) * 0.6

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        kinds = _read(table.column_names)
        changes = [i for i, h in enumerate(table.column_names) if plain(h) in _CHANGES]
        parts = [
            _link(table, kinds, child, parent, changes[0] if changes else None)
            for child, parent in _pairs(sorted(kinds, key=_RANK.index))
        ]
        joined = pa.concat_tables(parts)
        joined = joined.filter(
            pc.and_(pc.not_equal(joined["child"], ""), pc.not_equal(joined["parent"], ""))
        )
        return Tidied(joined.group_by(joined.column_names).aggregate([]), table.num_rows)


def _pairs(kinds: list[str]) -> Iterator[tuple[str, str]]:
    return ((a, b) for i, a in enumerate(kinds) for b in kinds[i + 1 :])


def _link(
    table: pa.Table, kinds: dict[str, dict[str, int]], child: str, parent: str, change: int | None
) -> pa.Table:
    size = table.num_rows

    def cells(kind: str, role: str) -> pa.ChunkedArray | pa.Array:
        at = kinds[kind].get(role, kinds[kind]["code"])
        return pc.fill_null(table.column(at).cast(pa.string()), "")

    def constant(text: str) -> pa.Array:
        return pa.array([text] * size, pa.string())

    between_censuses = (child, parent) == ("lsoa11", "lsoa21")
    kept = {
        "child": cells(child, "code"),
        "child_name": cells(child, "name"),
        "child_kind": constant(child),
        "parent": cells(parent, "code"),
        "parent_name": cells(parent, "name"),
        "parent_kind": constant(parent),
        "change": (
            table.column(change).cast(pa.string())
            if between_censuses and change is not None
            else constant("")
        ),
    }
    return pa.table({item.name: kept[item.name] for item in REFERENCE[Shape.LOOKUP]})
