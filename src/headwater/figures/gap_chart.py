"""Sources side by side for the same places: what one sees and another does not."""

from __future__ import annotations

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import CATEGORIES, FAINT

SHAPES = ("circle", "diamond", "square", "triangle-up")


def gap_chart(table: Released, *, slug: str, caption: str, axis: str) -> Figure:
    """From a table with the columns place, source and value (or events): a dot for each source."""
    field = "value" if "value" in {f.name for f in table.fields} else "events"
    rows = [
        {"place": str(r["place"]), "source": str(r["source"]), "value": r[field]}
        for r in table
        if isinstance(r[field], int | float)
    ]
    sources = list(dict.fromkeys(str(r["source"]) for r in table))[:4]
    places = list(dict.fromkeys(str(r["place"]) for r in table))
    y = {
        "field": "place",
        "type": "nominal",
        "title": None,
        "sort": places,
        "axis": {"grid": False, "ticks": False, "domain": False, "labelLimit": 260},
    }
    x = {"field": "value", "type": "quantitative", "title": axis, "scale": {"zero": True}}
    spec = {
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": FAINT, "strokeWidth": 3},
                "encoding": {"y": y, "x": x, "detail": {"field": "place"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": x,
                    "color": {
                        "field": "source",
                        "type": "nominal",
                        "title": None,
                        "scale": {"domain": sources, "range": list(CATEGORIES)[: len(sources)]},
                        "legend": {"orient": "top"},
                    },
                    "shape": {
                        "field": "source",
                        "type": "nominal",
                        "title": None,
                        "scale": {"domain": sources, "range": list(SHAPES)[: len(sources)]},
                        "legend": {"orient": "top"},
                    },
                },
            },
        ]
    }
    alt = f"For each of {len(places)} places, one mark for each of {len(sources)} sources."
    return Figure(slug, caption, alt, spec, table, height=max(34 * len(places), 80))
