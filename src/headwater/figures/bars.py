"""Bars and ranked dots: one row for each label, with 95% intervals where there are any."""

from __future__ import annotations

from typing import Any

from headwater.analysis.released import Kind, Released
from headwater.figures.figure import Figure
from headwater.figures.palette import BLUE, GREY, INK, ORANGE
from headwater.vocabulary.marks import Mark


def _first_label(table: Released) -> str:
    return next(f.name for f in table.fields if f.kind in (Kind.LABEL, Kind.PLACE, Kind.PERIOD))


def _rows(
    table: Released, limit: int | None, column: str = "", name: str = ""
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows with a number, and rows whose number is not given."""
    name = name or _first_label(table)
    shown, hidden = [], []
    for row in list(table)[:limit]:
        value = row[column] if column else row.get("value", row.get("events"))
        label = str(row[name])
        if isinstance(value, int | float):
            shown.append(
                {
                    "label": label,
                    "value": value,
                    "low": None if column == "events" else row.get("low"),
                    "high": None if column == "events" else row.get("high"),
                }
            )
        else:
            words = str(value) if isinstance(value, Mark) else ""
            hidden.append({"label": label, "value": 0, "words": words})
    return shown, hidden


def ranked_rates(
    table: Released,
    *,
    slug: str,
    caption: str,
    axis: str,
    reference: tuple[str, float] | None = None,
    limit: int | None = None,
    best: int | None = None,
) -> Figure:
    """A dot for each place with its 95% interval, highest first, and a line for a comparator.

    `limit` keeps the table's first rows; `best` keeps the highest that can be shown.
    """
    shown, hidden = _rows(table, limit)
    shown.sort(key=lambda r: -r["value"])
    if best is not None:
        shown, hidden = shown[:best], []
    order = [r["label"] for r in (*shown, *hidden)]
    y = {
        "field": "label",
        "type": "nominal",
        "title": None,
        "sort": order,
        "axis": {"labelLimit": 260, "grid": False, "ticks": False, "domain": False},
    }
    x = {"type": "quantitative", "title": axis, "scale": {"zero": True}}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [r for r in shown if isinstance(r["low"], int | float)]},
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 2},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "data": {"values": shown},
            "mark": {"type": "point", "filled": True, "color": BLUE, "size": 80, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "value"}},
        },
    ]
    layers += _words(hidden, y, x)
    if reference:
        layers += _reference(reference)
    ends = (
        f"{order[0]} is highest and {shown[-1]['label']} lowest" if shown else "none can be shown"
    )
    alt = f"Dots with 95% intervals for {len(order)} rows; {ends}."
    return Figure(slug, caption, alt, {"layer": layers}, table, height=max(26 * len(order), 60))


def _reference(reference: tuple[str, float]) -> list[dict[str, Any]]:
    name, value = reference
    data = {"values": [{"at": value, "name": name}]}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": ORANGE, "strokeDash": [5, 4], "strokeWidth": 2},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        },
        {
            "data": data,
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 5,
                "dy": 8,
                "baseline": "top",
                "color": INK,
                "fontSize": 13,
            },
            "encoding": {
                "x": {"field": "at", "type": "quantitative"},
                "y": {"value": 0},
                "text": {"field": "name"},
            },
        },
    ]


def _words(
    hidden: list[dict[str, Any]],
    label: dict[str, Any],
    size: dict[str, Any],
    *,
    vertical: bool = False,
) -> list[dict[str, Any]]:
    """What is not given is written out where the bar would be."""
    if not hidden:
        return []
    across, along = ("x", "y") if vertical else ("y", "x")
    return [
        {
            "data": {"values": hidden},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                # Along the bar that is not there, so that neighbours never write over each other.
                "angle": 270 if vertical else 0,
                "dx": 4,
                "color": GREY,
                "fontSize": 13,
                "fontStyle": "italic",
            },
            "encoding": {
                across: label,
                along: {**size, "field": "value"},
                "text": {"field": "words"},
            },
        }
    ]


def bars(
    table: Released,
    *,
    slug: str,
    caption: str,
    axis: str,
    limit: int | None = None,
    vertical: bool = False,
    value: str = "",
    label: str = "",
) -> Figure:
    """Bars from zero in the table's own order, with intervals where the table has them.

    `value` names the column to draw: by default the rate or share where there is one, else the count.
    `label` names the column that tells the bars apart: by default the first that holds words.
    """
    shown, hidden = _rows(table, limit, value, label)
    name = label or _first_label(table)
    order = [str(row[name]) for row in list(table)[:limit]]
    across_axis = {
        "field": "label",
        "type": "nominal",
        "title": None,
        "sort": order,
        "axis": {"labelLimit": 280, "grid": False, "ticks": False, "labelAngle": 0},
    }
    size = {"type": "quantitative", "title": axis, "scale": {"zero": True}}
    across, along = ("x", "y") if vertical else ("y", "x")
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": shown},
            "mark": {"type": "bar", "color": BLUE},
            "encoding": {across: across_axis, along: {**size, "field": "value"}},
        },
        {
            "data": {"values": [r for r in shown if isinstance(r["low"], int | float)]},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
            "encoding": {
                across: across_axis,
                along: {**size, "field": "low"},
                f"{along}2": {"field": "high"},
            },
        },
    ]
    layers += _words(hidden, across_axis, size, vertical=vertical)
    top = max(shown, key=lambda r: r["value"], default=None)
    alt = f"Bars for {len(order)} rows" + (f"; the longest is {top['label']}." if top else ".")
    return Figure(
        slug,
        caption,
        alt,
        {"layer": layers},
        table,
        height=280 if vertical else max(28 * len(order), 60),
    )
