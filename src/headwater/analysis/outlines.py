"""Outlines of a partnership's places, in British National Grid metres."""

from __future__ import annotations

from collections import defaultdict

import shapely
from shapely.geometry.base import BaseGeometry

from headwater.analysis.workbench import Workbench
from headwater.data.source import Shape
from headwater.vocabulary.places import Level


def load_outlines(bench: Workbench, level: Level) -> dict[str, BaseGeometry]:
    """The outline of every place of a level; places without one are left out.

    Small areas take the most detailed outline gathered. Larger places are the union of their small
    areas, so that every edge on a map agrees.
    """
    return bench.once(("outlines", level), lambda: _outlines(bench, level))


def _outlines(bench: Workbench, level: Level) -> dict[str, BaseGeometry]:
    if level is Level.LSOA:
        return _small_areas(bench)
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    outlines = load_outlines(bench, Level.LSOA)
    for small in bench.geography.small_areas:
        if small.code in outlines:
            parts[bench.geography.place_of(small, level)].append(outlines[small.code])
    parts.pop("", None)
    return {code: shapely.union_all(shapes, grid_size=1.0) for code, shapes in parts.items()}


def _small_areas(bench: Workbench) -> dict[str, BaseGeometry]:
    table = bench.engine.reference(Shape.BOUNDARIES)
    codes = list(bench.geography.by_code)
    rows = (
        table.filter((table.level == "lsoa") & table.place.isin(codes))
        .select("place", "vintage", "vertices", "outline")
        .to_pyarrow()
        .to_pylist()
    )
    best: dict[str, tuple[int, bytes]] = {}
    for row in rows:
        held = best.get(row["place"])
        if held is None or row["vertices"] > held[0]:
            best[row["place"]] = (row["vertices"], row["outline"])
    found = {}
    for small in bench.geography.small_areas:
        for codes_of in (small.codes_2011, small.codes_2021):
            if codes_of and all(c in best for c in codes_of):
                shapes = [shapely.from_wkb(best[c][1]) for c in codes_of]
                found[small.code] = shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]
                break
    return found
