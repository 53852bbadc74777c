"""Lines over months: control charts and series. A month not received is a gap in the line."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import BLUE, GREY, ORANGE
from headwater.stats.control_charts import Chart, xmr_chart
from headwater.vocabulary.marks import Mark


def _months(table: Released) -> tuple[list[str], list[float]]:
    months = [str(m) for m in table.column("month")]
    values = [float(v) if isinstance(v, int | float) else np.nan for v in table.column("events")]
    return months, values


def _runs(months: list[str], values: list[float]) -> list[dict[str, Any]]:
    """Points with a number for each unbroken run, so that no line crosses a gap."""
    rows, run = [], 0
    for i, (month, value) in enumerate(zip(months, values, strict=True)):
        if np.isnan(value):
            run += 1
            continue
        rows.append({"month": f"{month}-01", "value": value, "run": run, "at": i})
    return rows


def segments(values: list[float]) -> list[int]:
    """Indexes at which a long gap ends: limits begin anew there, as conditions may have changed."""
    found, gap = [], 0
    for i, value in enumerate(values):
        if np.isnan(value):
            gap += 1
        else:
            if gap >= 6 and i > gap:
                found.append(i)
            gap = 0
    return found


def chart_of(table: Released) -> Chart:
    """The XmR chart of a table by month, with new limits after any gap of six months or more."""
    _, values = _months(table)
    return xmr_chart(values, rebase=[i for i in segments(values) if len(values) - i >= 8])


def control_chart(table: Released, *, slug: str, caption: str, noun: str) -> Figure:
    """Months as points, with the average, control limits and flagged points."""
    months, values = _months(table)
    chart = chart_of(table)
    rows = _runs(months, values)
    for row in rows:
        row["flag"] = "Unusual month" if chart.flagged[row["at"]] else "Usual month"
    limits = _limit_rows(months, values, chart)
    x = {
        "field": "month",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %Y", "labelAngle": 0, "tickCount": 7, "grid": False},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": noun.capitalize() + " a month",
        "scale": {"zero": True},
    }
    legend = {"orient": "top", "title": None, "symbolSize": 90}
    spec: dict[str, Any] = {
        "layer": [
            {
                "data": {"values": limits},
                "mark": {"type": "line", "strokeWidth": 1.5},
                "encoding": {
                    "x": x,
                    "y": y,
                    "detail": {"field": "part"},
                    "strokeDash": {
                        "field": "what",
                        "type": "nominal",
                        "legend": legend,
                        "scale": {
                            "domain": ["Average", "Control limit"],
                            "range": [[1, 0], [5, 4]],
                        },
                    },
                    "color": {"value": GREY},
                },
            },
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "shape": {
                        "field": "flag",
                        "type": "nominal",
                        "legend": legend,
                        "scale": {
                            "domain": ["Usual month", "Unusual month"],
                            "range": ["circle", "diamond"],
                        },
                    },
                    "color": {
                        "field": "flag",
                        "type": "nominal",
                        "legend": legend,
                        "scale": {
                            "domain": ["Usual month", "Unusual month"],
                            "range": [BLUE, ORANGE],
                        },
                    },
                    "size": {
                        "field": "flag",
                        "type": "nominal",
                        "legend": None,
                        "scale": {
                            "domain": ["Usual month", "Unusual month"],
                            "range": [28, 110],
                        },
                    },
                },
            },
        ],
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }
    spec["layer"] += _hidden_layer(table, months, x, y)
    alt = _alt(table, months, values, noun, int(chart.flagged.sum()))
    return Figure(slug, caption, alt, spec, table, height=300)


def _alt(table: Released, months: list[str], values: list[float], noun: str, flagged: int) -> str:
    known = [v for v in values if not np.isnan(v)]
    if not known:
        return f"No month of {noun} can be shown."
    hidden = sum(1 for cell in table.column("events") if cell is Mark.HIDDEN)
    missing = sum(1 for v in values if np.isnan(v)) - hidden
    parts = [
        f"Line chart of {noun} in each month from {_name(months[0])} to {_name(months[-1])}, between "
        f"{min(known):,.0f} and {max(known):,.0f} a month",
        f"unusual months, marked: {flagged}",
    ]
    if hidden:
        parts.append(f"months with {Mark.HIDDEN}: {hidden}")
    if missing:
        parts.append(f"months not received, left as gaps: {missing}")
    return "; ".join(parts) + "."


def _hidden_layer(
    table: Released, months: list[str], x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    """A month whose count is hidden is marked on the axis and named in the legend: it is no gap."""
    rows = [
        {"month": f"{month}-01", "value": 0, "flag": str(Mark.HIDDEN).capitalize()}
        for month, cell in zip(months, table.column("events"), strict=True)
        if cell is Mark.HIDDEN
    ]
    if not rows:
        return []
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "point", "shape": "cross", "filled": True, "size": 90, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    "field": "flag",
                    "type": "nominal",
                    "legend": {"orient": "top", "title": None, "symbolSize": 90},
                    "scale": {"domain": [rows[0]["flag"]], "range": [GREY]},
                },
            },
        }
    ]


def _limit_rows(months: list[str], values: list[float], chart: Chart) -> list[dict[str, Any]]:
    rows = []
    edges = [0, *[i for i in segments(values) if len(values) - i >= 8], len(months)]
    for part, (start, end) in enumerate(itertools.pairwise(edges)):
        known = [i for i in range(start, end) if not np.isnan(values[i])]
        if not known or np.isnan(chart.high[known[0]]):
            continue
        for what, line in (
            ("Average", chart.mean),
            ("Control limit", chart.low),
            ("Control limit", chart.high),
        ):
            low = line is chart.low
            for i in (known[0], known[-1]):
                rows.append(
                    {
                        "month": f"{months[i]}-01",
                        "value": max(float(line[i]), 0.0),
                        "what": what,
                        "part": f"{part}{what}{low}",
                    }
                )
    return rows


def _name(month: str) -> str:
    from headwater.vocabulary.periods import Month

    return Month.parse(month).title
