"""A Lorenz curve: how few places hold how many of the events."""

from __future__ import annotations

import numpy as np

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import BLUE, GREY, INK


def lorenz_curve(
    table: Released, *, slug: str, caption: str, noun: str, share: tuple[float, float]
) -> Figure:
    """From a table with one row for each place; `share` is (share of places, share of events)."""
    counts = np.sort([float(v) for v in table.column("events") if isinstance(v, int | float)])[::-1]
    places = np.arange(1, len(counts) + 1) / max(len(counts), 1)
    held = np.cumsum(counts) / max(counts.sum(), 1)
    keep = np.unique(np.linspace(0, max(len(counts) - 1, 0), 120).astype(int))
    rows = [{"x": 0.0, "y": 0.0}] + [
        {"x": round(float(places[i]), 4), "y": round(float(held[i]), 4)} for i in keep
    ]
    percent = {"format": ".0%", "tickCount": 6}
    x = {
        "field": "x",
        "type": "quantitative",
        "title": "Share of small areas, most affected first",
        "axis": percent,
        "scale": {"domain": [0, 1]},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "title": f"Share of {noun}",
        "axis": percent,
        "scale": {"domain": [0, 1]},
    }
    point = {
        "x": share[0],
        "y": share[1],
        "text": f"{share[0]:.0%} of places, {share[1]:.0%} of {noun}",
    }
    spec = {
        "layer": [
            {
                "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
                "mark": {"type": "line", "color": GREY, "strokeDash": [5, 4], "strokeWidth": 1.5},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": [point]},
                "mark": {"type": "point", "filled": True, "size": 90, "color": BLUE, "opacity": 1},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": [point]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 10,
                    "dy": 12,
                    "color": INK,
                    "fontSize": 13,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            },
        ]
    }
    alt = (
        f"Curve of the share of {noun} against the share of small areas, most affected first: "
        f"{share[0]:.0%} of areas hold {share[1]:.0%}. The dashed line is what equal shares would give."
    )
    return Figure(slug, caption, alt, spec, table, width=460, height=340)
