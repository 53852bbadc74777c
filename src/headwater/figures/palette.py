"""Colours: at most four, told apart by every common kind of sight, and never the only sign."""

from __future__ import annotations

from typing import Any

from headwater.figures.fonts import STACK

BLUE, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
CATEGORIES = (BLUE, ORANGE, TEAL, PLUM)
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
INK, GREY, FAINT, PAPER = "#0b0c0c", "#505a5f", "#d5d8da", "#ffffff"
SEQUENCE = ("#e8eef4", "#b4c8dc", "#7c9fc0", "#43719f", "#12436D")
"""Five steps of one blue, light to dark, for maps and heat maps."""


def config() -> dict[str, Any]:
    """What every drawing shares: one font, quiet axes, no decoration."""
    text = {"font": STACK, "fontSize": 13, "color": INK}
    return {
        "font": STACK,
        "background": PAPER,
        "view": {"stroke": None},
        "axis": {
            "labelFont": STACK,
            "labelFontSize": 13,
            "labelColor": INK,
            "titleFont": STACK,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "titleColor": GREY,
            "gridColor": FAINT,
            "domainColor": GREY,
            "tickColor": GREY,
        },
        "legend": {
            "labelFont": STACK,
            "labelFontSize": 13,
            "titleFont": STACK,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": INK,
            "gradientStrokeColor": FAINT,
            "labelLimit": 280,
            "titleLimit": 300,
            "symbolStrokeWidth": 2,
        },
        "header": {"labelFont": STACK, "titleFont": STACK, "labelFontSize": 13},
        "text": text,
    }
