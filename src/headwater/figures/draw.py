"""A figure drawn: Vega-Lite in, SVG, PNG or HTML out, the same bytes every time."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import Any

import vl_convert as vlc

from headwater.analysis.released import Kind, Released
from headwater.figures.csv import csv_link
from headwater.figures.drawing import Drawing
from headwater.figures.fonts import register
from headwater.figures.palette import config

_INNER_ROLES = re.compile(r' (?:role|aria-label|aria-roledescription|aria-hidden)="[^"]*"')
"""What the drawing library says of each mark; the picture as a whole is described by its own label."""
_ID = re.compile(r'\b(id="|url\(#|href="#)([A-Za-z][\w-]*)')


def _spec(figure: Drawing) -> str:
    """The whole specification, as text that is equal for equal figures."""
    whole: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": config(),
        "padding": 6,
        **figure.spec,
    }
    if "hconcat" not in whole and "vconcat" not in whole:
        whole.setdefault("width", figure.width)
        whole.setdefault("height", figure.height)
    return json.dumps(whole, sort_keys=True)


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    register()
    return str(vlc.vegalite_to_svg(spec, allowed_base_urls=[]))


@lru_cache(maxsize=256)
def _png(spec: str, scale: float) -> bytes:
    return bytes(vlc.svg_to_png(_svg(spec), scale=scale))


def wake() -> None:
    """Start the drawing library, so that the first figure does not wait half a second for it."""
    _svg(json.dumps({"data": {"values": [{}]}, "mark": "point"}))


def draw_svg(figure: Drawing) -> str:
    """SVG text whose ids begin with the figure's slug, with its description for screen readers."""
    drawing = _svg(_spec(figure))
    names: dict[str, str] = {}

    def stamp(found: re.Match[str]) -> str:
        name = names.setdefault(found[2], f"{figure.slug}-{len(names)}")
        return found[1] + name

    drawing = _ID.sub(stamp, _INNER_ROLES.sub("", drawing))
    label = html.escape(figure.alt, quote=True)
    return re.sub(
        r"<svg\b",
        f'<svg role="img" aria-label="{label}" focusable="false"',
        drawing,
        count=1,
    )


def draw_png(figure: Drawing, scale: float = 2.0) -> bytes:
    """The drawing as a PNG."""
    return _png(_spec(figure), scale)


def table_html(table: Released, *, limit: int | None = None) -> str:
    """A released table as HTML, with headings in scope and numbers set right."""
    words = (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
    number = ' class="number"'
    head = "".join(
        f'<th scope="col"{"" if f.kind in words else number}>{html.escape(f.title)}</th>'
        for f in table.fields
    )
    body = []
    for row in table.rows[:limit]:
        cells = []
        for i, (cell, spec) in enumerate(zip(row, table.fields, strict=True)):
            text = html.escape(table.text(cell, spec))
            if i == 0:
                cells.append(f'<th scope="row">{text}</th>')
            else:
                cells.append(f"<td{'' if spec.kind in words else number}>{text}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def draw_html(figure: Drawing, number: int | None = None) -> str:
    """A figure for a page: finding, drawing, the same numbers as a table and as CSV, and the source."""
    caption = html.escape(figure.caption)
    label = f"Drawing: {html.escape(figure.caption, quote=True)}"
    named = f"<strong>Figure {number}.</strong> {caption}" if number else caption
    return (
        f'<figure id="figure-{figure.slug}"><figcaption>{named}</figcaption>'
        f'<div class="drawing" tabindex="0" role="region" aria-label="{label}">{draw_svg(figure)}</div>'
        f"<details><summary>The numbers in this figure</summary>"
        f'<div class="scroll" tabindex="0" role="region" '
        f'aria-label="Numbers: {html.escape(figure.caption, quote=True)}">'
        f"{table_html(figure.table)}</div>"
        f"<p>{csv_link(figure.table, figure.slug)}</p></details>"
        f'<p class="source">{html.escape(figure.source_line)}</p></figure>'
    )
