"""Outlines of places, for maps and for placing points that came without a code."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyproj
import shapely

from headwater.data.headings import plain
from headwater.data.source import ReferenceSource, Shape, Tidied

_PART = re.compile(r"^(lsoa|msoa|wd|ward|lad|ltla|pfa)(\d\d)?(cd|code|nm|name)$")
_LEVELS = {
    "lsoa": "lsoa",
    "msoa": "msoa",
    "wd": "ward",
    "ward": "ward",
    "lad": "district",
    "ltla": "district",
    "pfa": "police-force",
}
_ORDER = ("lsoa", "msoa", "ward", "district", "police-force")


def _read(headings: Sequence[str]) -> tuple[str, str, int, int] | None:
    """Level, vintage, and positions of code and name of the smallest place in the file."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for position, heading in enumerate(headings):
        part = _PART.match(plain(heading))
        if part:
            role = "code" if part[3] in ("cd", "code") else "name"
            found.setdefault((_LEVELS[part[1]], part[2] or ""), {})[role] = position
    for level in _ORDER:
        for (kind, year), at in found.items():
            if kind == level and "code" in at:
                vintage = f"20{year}" if year else ""
                return level, vintage, at["code"], at.get("name", at["code"])
    return None


class Boundaries(ReferenceSource):
    """One feature per place, in longitude and latitude."""

    slug = "boundaries"
    title = "Outlines of places"
    publisher = "Office for National Statistics"
    licence = "Open Government Licence v3.0; contains OS data © Crown copyright and database right"
    where = "geoportal.statistics.gov.uk: LSOA (2021), wards and districts, generalised, GeoJSON."
    adds = "maps, and neighbours for hot spots"
    shape = Shape.BOUNDARIES
    unit = "outline"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        return "geometry" in headings and _read(headings) is not None

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        found = _read(table.column_names)
        level, vintage, code, label = found if found else ("lsoa", "", 0, 0)
        shapes = shapely.from_wkb(table.column("geometry").to_numpy(zero_copy_only=False))
        grid = _to_grid(shapes)
        kept = pa.table(
            {
                "place": table.column(code).cast(pa.string()),
                "name": table.column(label).cast(pa.string()),
                "level": pa.array([level] * len(grid), pa.string()),
                "vintage": pa.array([vintage] * len(grid), pa.string()),
                "vertices": pa.array(shapely.get_num_coordinates(grid), pa.int32()),
                "outline": pa.array(shapely.to_wkb(grid), pa.binary()),
            }
        )
        mended = int((~shapely.is_valid(shapes)).sum())
        notes = (f"{mended} outlines crossed themselves and were mended.",) if mended else ()
        return Tidied(kept, table.num_rows, notes=notes)


def _to_grid(shapes: np.ndarray) -> np.ndarray:
    """Longitude and latitude to British National Grid metres, valid outlines, whole metres.

    The transformation is within 2 metres, as the national grid-shift file is not shipped.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        transformer = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
    bounds = shapely.total_bounds(shapes)
    if bounds[2] <= 180 and bounds[3] <= 90:
        shapes = shapely.transform(
            shapes,
            lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1])),
        )
    return np.asarray(shapely.set_precision(shapely.make_valid(shapes), 1.0))
