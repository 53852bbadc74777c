"""Sources side by side for the same places: what one sees and another does not."""

from __future__ import annotations

from typing import Any

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import CATEGORIES, FAINT, GREY
from headwater.vocabulary.marks import Mark

SHAPES = ("circle", "diamond", "square", "triangle-up")


def gap_chart(table: Released, *, slug: str, caption: str, axis: str) -> Figure:
    """From a table with the columns place, source and value (or events): a dot for each source."""
    field = "value" if "value" in {f.name for f in table.fields} else "events"
    rows = [
        {"place": str(r["place"]), "source": str(r["source"]), "value": r[field]}
        for r in table
        if isinstance(r[field], int | float)
    ]
    hidden = _hidden(table, field)
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
            *_words(hidden, y, x),
        ]
    }
    alt = f"For each of {len(places)} places, one mark for each of {len(sources)} sources."
    return Figure(slug, caption, alt, spec, table, height=max(34 * len(places), 80))


def _hidden(table: Released, field: str) -> list[dict[str, Any]]:
    """What is not given, as one line of words for each place, after the zero of the axis."""
    words: dict[str, list[str]] = {}
    for row in table:
        mark = row[field]
        if isinstance(mark, Mark):
            words.setdefault(str(row["place"]), []).append(f"{row['source']}: {mark}")
    return [{"place": p, "value": 0, "words": "; ".join(w)} for p, w in words.items()]


def _words(
    hidden: list[dict[str, Any]], y: dict[str, Any], x: dict[str, Any]
) -> list[dict[str, Any]]:
    if not hidden:
        return []
    mark = {"type": "text", "align": "left", "dx": 4, "dy": 12, "fontSize": 11, "color": GREY}
    return [
        {
            "data": {"values": hidden},
            "mark": mark,
            "encoding": {"y": y, "x": x, "text": {"field": "words"}},
        }
    ]
