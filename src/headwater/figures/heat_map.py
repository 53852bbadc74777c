"""Hour by weekday as a grid of shades, with the count in reach in the table."""

from __future__ import annotations

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import PAPER, SEQUENCE
from headwater.vocabulary.marks import Mark

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def week_heat_map(table: Released, *, slug: str, caption: str, noun: str) -> Figure:
    """From a table with the columns day, hours and events; what is not given is written out in its cell."""
    rows = [
        {"day": str(r["day"]), "hours": str(r["hours"]), "n": r["events"]}
        for r in table
        if isinstance(r["events"], int | float)
    ]
    hidden = [
        {"day": str(r["day"]), "hours": str(r["hours"]), "words": mark.short}
        for r in table
        if isinstance(mark := r["events"], Mark)
    ]
    hours = list(dict.fromkeys(str(r["hours"]) for r in table))
    x = {
        "field": "hours",
        "type": "nominal",
        "sort": hours,
        "title": "Hour of the day",
        "axis": {"labelAngle": 0, "ticks": False, "domain": False, "labelFontSize": 11},
    }
    y = {
        "field": "day",
        "type": "nominal",
        "sort": list(DAYS),
        "title": None,
        "axis": {"ticks": False, "domain": False},
    }
    layers = [
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    "field": "n",
                    "type": "quantitative",
                    "title": noun.capitalize(),
                    "scale": {"range": list(SEQUENCE), "type": "quantize"},
                },
            },
        },
    ]
    if hidden:
        layers.append(
            {
                "data": {"values": hidden},
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "words"}},
            }
        )
    most = max(rows, key=lambda r: float(str(r["n"])), default=None)
    alt = "Grid of days by hours" + (
        f"; most {noun} fall on {most['day']} at {most['hours']}." if most else "."
    )
    return Figure(slug, caption, alt, {"layer": layers}, table, height=230)
