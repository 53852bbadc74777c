"""What a drawing is before anyone draws it: a specification, its words, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.analysis.released import Released


@dataclass(frozen=True)
class Drawing:
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
