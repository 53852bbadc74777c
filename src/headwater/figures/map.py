"""A map shaded by value: outlines in British National Grid metres, no tiles, no third party."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from headwater.analysis.released import Cell, Released
from headwater.figures.figure import Figure
from headwater.figures.palette import INK, ORANGE, SEQUENCE
from headwater.vocabulary.marks import Mark

NO_VALUE = "#ffffff"


def _feature(shape: BaseGeometry, properties: dict[str, Any], tolerance: float) -> dict[str, Any]:
    """GeoJSON with rings wound as the drawing library expects, in whole metres."""
    simple = shape.simplify(tolerance, preserve_topology=True)
    oriented = shapely.geometry.mapping(
        shapely.transform(_wind(simple), lambda points: np.rint(points))
    )
    return {"type": "Feature", "properties": properties, "geometry": oriented}


def _wind(shape: BaseGeometry) -> BaseGeometry:
    if shape.geom_type == "Polygon":
        return shapely.geometry.polygon.orient(shape, sign=-1.0)
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon"]
    return shapely.MultiPolygon([shapely.geometry.polygon.orient(p, sign=-1.0) for p in parts])


def choropleth(
    table: Released,
    outlines: Mapping[str, BaseGeometry],
    *,
    slug: str,
    caption: str,
    legend: str,
    borders: Sequence[tuple[str, BaseGeometry]] = (),
    ringed: frozenset[str] = frozenset(),
    ringed_title: str = "Hot spot",
    digits: int = 0,
    classes: Sequence[tuple[int, int]] = (),
    darkest_first: bool = False,
) -> Figure:
    """Places shaded in five equal-sized classes of value; hidden or absent values stay white.

    `classes` names whole-number classes instead (first and last value of each, both included).

    `outlines` maps the table's place codes to shapes in metres. `borders` are larger places drawn as
    lines with their names. `ringed` codes get a thick outline, told in the legend.
    """
    field = "value" if "value" in {f.name for f in table.fields} else "events"
    values = dict(zip(table.codes, table.column(field), strict=True))
    known = np.array([v for v in values.values() if isinstance(v, int | float)], dtype=float)
    cuts = np.array([low for low, _ in classes[1:]]) if classes else _cuts(known, digits)
    names = [_whole(a, b) for a, b in classes] if classes else _class_names(cuts, digits)
    shades = SEQUENCE[: len(names)][::-1] if darkest_first else SEQUENCE[: len(names)]
    tolerance = 60.0
    unknown = _unknown(values.get(code) for code in outlines)
    features = []
    for code, shape in outlines.items():
        value = values.get(code)
        group = (
            names[int(np.searchsorted(cuts, value, side="right"))]
            if isinstance(value, int | float)
            else unknown
        )
        features.append(_feature(shape, {"group": group}, tolerance))
    present = (
        [*names, unknown]
        if any(f["properties"]["group"] == unknown for f in features)
        else list(names)
    )
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": features},
            "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.3},
            "encoding": {
                "color": {
                    "field": "properties.group",
                    "type": "nominal",
                    "title": legend,
                    "scale": {"domain": present, "range": [*shades, NO_VALUE]},
                    "legend": {
                        "orient": "right",
                        "symbolType": "square",
                        "symbolSize": 220,
                        "symbolStrokeColor": "#505a5f",
                        "symbolStrokeWidth": 0.6,
                    },
                }
            },
        }
    ]
    layers += _border_layers(borders)
    layers += _ring_layer(outlines, ringed, ringed_title, tolerance)
    spec = {
        "layer": layers,
        "projection": {"type": "identity", "reflectY": True},
        "resolve": {"scale": {"color": "independent", "stroke": "independent"}},
    }
    alt = (
        f"Map of {len(outlines)} places shaded in {len(names)} classes from {names[0]} to {names[-1]}"
        + (f", with {len(ringed)} ringed as {ringed_title.lower()}" if ringed else "")
        + ". North is up. The table below holds every value."
    )
    return Figure(slug, caption, alt, spec, table, width=520, height=460)


def _unknown(cells: Iterable[Cell]) -> str:
    """Why the white places are white, in the markers' own words."""
    marks = sorted({str(c) for c in cells if isinstance(c, Mark)})
    text = " or ".join(marks) or "not given"
    return text[:1].upper() + text[1:]


def _whole(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} {'and' if last == first + 1 else 'to'} {last}"


def _cuts(known: np.ndarray, digits: int) -> np.ndarray:
    if not len(known):
        return np.array([])
    cuts = np.quantile(known, [0.2, 0.4, 0.6, 0.8])
    return np.unique(np.round(cuts, digits))


def _class_names(cuts: np.ndarray, digits: int) -> list[str]:
    text = [f"{c:,.{digits}f}" for c in cuts]
    if not text:
        return ["No values"]
    between = [f"{a} to {b}" for a, b in itertools.pairwise(text)]
    return [f"below {text[0]}", *between, f"{text[-1]} and over"]


def _border_layers(borders: Sequence[tuple[str, BaseGeometry]]) -> list[dict[str, Any]]:
    if not borders:
        return []
    shapes = [_feature(shape, {}, 80.0) for _, shape in borders]
    labels = _apart(borders)
    return [
        {
            "data": {"values": shapes},
            "mark": {"type": "geoshape", "filled": False, "stroke": INK, "strokeWidth": 1.1},
        },
        {
            "data": {"values": labels},
            "mark": {
                "type": "text",
                "fontSize": 12,
                "fontWeight": "bold",
                "color": INK,
                "stroke": "#ffffff",
                "strokeWidth": 3,
                "strokeOpacity": 0.85,
            },
            "encoding": {
                "longitude": {"field": "x", "type": "quantitative"},
                "latitude": {"field": "y", "type": "quantitative"},
                "text": {"field": "name"},
            },
        },
        {
            "data": {"values": labels},
            "mark": {"type": "text", "fontSize": 12, "fontWeight": "bold", "color": INK},
            "encoding": {
                "longitude": {"field": "x", "type": "quantitative"},
                "latitude": {"field": "y", "type": "quantitative"},
                "text": {"field": "name"},
            },
        },
    ]


def _apart(borders: Sequence[tuple[str, BaseGeometry]]) -> list[dict[str, Any]]:
    """Names of places at points inside them, moved up or down until none covers another."""
    low, high = (min(s.bounds[0] for _, s in borders), max(s.bounds[2] for _, s in borders))
    letter, tall = (high - low) * 0.0125, (high - low) * 0.042
    placed: list[tuple[float, float, float]] = []
    labels = []
    for name, shape in sorted(borders, key=lambda pair: pair[1].area):
        point = shape.representative_point()
        half = letter * len(name) / 2
        tries = [point.y + step * tall / 2 * way for step in range(12) for way in (1, -1)]
        y = next(
            (
                at
                for at in tries
                if all(abs(at - b) >= tall or abs(point.x - a) >= half + w for a, b, w in placed)
            ),
            point.y,
        )
        placed.append((point.x, y, half))
        labels.append({"name": name, "x": point.x, "y": y})
    return labels


def _ring_layer(
    outlines: Mapping[str, BaseGeometry], ringed: frozenset[str], title: str, tolerance: float
) -> list[dict[str, Any]]:
    shapes = [
        _feature(outlines[c], {"what": title}, tolerance) for c in sorted(ringed) if c in outlines
    ]
    if not shapes:
        return []
    return [
        {
            "data": {"values": shapes},
            "mark": {"type": "geoshape", "filled": False, "strokeWidth": 2},
            "encoding": {
                "stroke": {
                    "field": "properties.what",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [title], "range": [ORANGE]},
                    "legend": {
                        "orient": "right",
                        "symbolType": "square",
                        "symbolSize": 220,
                        "symbolStrokeWidth": 2.5,
                    },
                }
            },
        }
    ]
