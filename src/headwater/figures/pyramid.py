"""A population pyramid: men to the left, women to the right, youngest at the foot."""

from __future__ import annotations

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.figures.palette import BLUE, ORANGE


def population_pyramid(table: Released, *, slug: str, caption: str) -> Figure:
    """From a table with the columns age, sex and events."""
    rows = [
        {"age": str(r["age"]), "sex": str(r["sex"]), "people": r["events"]}
        for r in table
        if isinstance(r["events"], int | float)
    ]
    ages = list(dict.fromkeys(str(r["age"]) for r in table))
    top = max((float(str(r["people"])) for r in rows), default=1.0)

    def side(sex: str, colour: str, flip: bool) -> dict[str, object]:
        return {
            "width": 250,
            "height": 19 * len(ages),
            "data": {"values": [r for r in rows if r["sex"] == sex]},
            "mark": {"type": "bar", "color": colour},
            "encoding": {
                "y": {
                    "field": "age",
                    "type": "nominal",
                    "sort": ages[::-1],
                    "title": None,
                    "axis": None
                    if flip
                    else {"labelPadding": 8, "ticks": False, "domain": False, "grid": False},
                },
                "x": {
                    "field": "people",
                    "type": "quantitative",
                    "title": f"{sex.capitalize()} residents",
                    "scale": {"domain": [0, top], "reverse": flip},
                    "axis": {"tickCount": 3, "format": ",d"},
                },
            },
        }

    spec = {
        "hconcat": [side("male", BLUE, True), side("female", ORANGE, False)],
        "spacing": 4,
    }
    alt = (
        f"Population pyramid by {len(ages)} age bands, men on the left and women on the right; the "
        f"largest bar holds {top:,.0f} residents."
    )
    return Figure(slug, caption, alt, spec, table)
