"""A figure: a drawing that can draw itself, on a page, in a document and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.figures.draw import draw_html, draw_png, draw_svg
from headwater.figures.drawing import Drawing


@dataclass(frozen=True)
class Figure(Drawing):
    """A drawing that knows how to become SVG, PNG or a part of a page."""

    def svg(self) -> str:
        """The drawing as SVG text, with ids of its own so that many can share a page."""
        return draw_svg(self)

    def png(self, scale: float = 2.0) -> bytes:
        """The drawing as a PNG picture."""
        return draw_png(self, scale)

    def _repr_html_(self) -> str:
        return draw_html(self)
