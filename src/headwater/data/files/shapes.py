"""Outlines of places from GeoJSON: properties as text, geometry as well-known binary."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from headwater.data.files.inspect import Inspected, chunks
from headwater.vocabulary.errors import UnknownFileError


def read_shapes(file: Inspected, work: Path) -> pa.Table:
    """Every feature: its properties as text, and a binary column `geometry` as the file gives it.

    Raises UnknownFileError where the file is JSON but holds no features.
    """
    # Loaded only for maps: it brings a large library with it.
    import pyogrio

    path = file.path
    if file.gzipped:
        path = work / "shapes.geojson"
        with path.open("wb") as out:
            for piece in chunks(file.path, True):
                out.write(piece)
    try:
        _, table = pyogrio.read_arrow(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as broken:
        raise UnknownFileError(
            f"{file.name} holds no map features. Headwater reads GeoJSON with polygons."
        ) from broken
    finally:
        if path != file.path:
            path.unlink(missing_ok=True)
    name = "wkb_geometry" if "wkb_geometry" in table.column_names else "geometry"
    geometry = table.column(name)
    names = [n for n in table.column_names if n not in (name, "OGC_FID")]
    return pa.table(
        [table.column(n).cast(pa.string()) for n in names] + [geometry],
        names=[*names, "geometry"],
    )
