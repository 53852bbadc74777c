"""A figure: a drawing that knows its finding, its words for the blind, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.analysis.released import Released


@dataclass(frozen=True)
class Figure:
    """One drawing for page, PDF and Word.

    `caption` states the finding in a sentence; `alt` describes the drawing for someone who cannot
    see it; `spec` is a Vega-Lite specification without a title; `table` holds the same numbers.
    `width` and `height` are in pixels at 96 to the inch.
    """

    slug: str
    caption: str
    alt: str
    spec: Mapping[str, Any]
    table: Released
    width: int = 640
    height: int = 320

    @property
    def source_line(self) -> str:
        """Source, period, definition version and caveats, as printed under the drawing."""
        made = self.table.provenance
        line = f"Source: {'; '.join(made.sources)}. Period: {made.period}. Definition: {made.definition}."
        return " ".join((line, *made.caveats))

    def svg(self) -> str:
        """The drawing as SVG text, with ids of its own so that many can share a page."""
        from headwater.figures.draw import draw_svg

        return draw_svg(self)

    def png(self, scale: float = 2.0) -> bytes:
        """The drawing as a PNG picture."""
        from headwater.figures.draw import draw_png

        return draw_png(self, scale)

    def _repr_html_(self) -> str:
        from headwater.figures.draw import draw_html

        return draw_html(self)
