"""Every kind of figure: gaps stay gaps, hidden cells are said, colours are the palette's, bytes are stable."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.unit.analysis.tallies import released
from tests.unit.figures.drawings import (
    HIDDEN,
    MISSING,
    by_month,
    by_place,
    every_figure,
    squares,
)

from headwater.figures import palette
from headwater.figures.draw import _svg
from headwater.figures.figure import Figure
from headwater.figures.line import control_chart
from headwater.figures.map import choropleth
from headwater.vocabulary.marks import Mark

FIGURES = {figure.slug: figure for figure in every_figure()}
COLOURS = {
    *palette.CATEGORIES,
    *palette.SEQUENCE,
    palette.INK,
    palette.GREY,
    palette.FAINT,
    palette.PAPER,
}
each = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


def walk(node: Any) -> Iterator[Any]:
    """Every value in a specification."""
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from walk(child)


def rows_of(figure: Figure) -> list[dict[str, Any]]:
    """Every row of data that a figure draws."""
    data = (
        n["data"]["values"] for n in walk(dict(figure.spec)) if isinstance(n, dict) and "data" in n
    )
    return [row for rows in data for row in rows]


@each
def test_only_colours_of_the_palette_are_drawn(figure: Figure) -> None:
    found = set(re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", figure.svg()))
    assert {c.lower() for c in found} <= {c.lower() for c in COLOURS}
    assert not re.findall(r'(?:fill|stroke)="(?!none|transparent|#|black|white|rgb)', figure.svg())


@each
def test_a_drawing_has_words_in_it(figure: Figure) -> None:
    """A font stack with one missing font draws no text at all, and says nothing about it."""
    picture = np.asarray(Image.open(io.BytesIO(figure.png(1.0))).convert("L"), dtype=int)
    # Letters are paths in the picture; without them whole margins are blank.
    blank = figure.spec
    bare = Figure(figure.slug, figure.caption, figure.alt, _without_text(blank), figure.table)
    without = np.asarray(Image.open(io.BytesIO(bare.png(1.0))).convert("L"), dtype=int)
    assert (picture < 128).sum() > 150
    assert picture.shape != without.shape or (picture != without).sum() > 150


def _without_text(spec: Any) -> Any:
    """The same drawing with every axis, legend and text mark taken away."""
    text = json.loads(json.dumps(dict(spec)))
    for node in walk(text):
        if isinstance(node, dict):
            if isinstance(node.get("mark"), dict) and node["mark"].get("type") == "text":
                node["mark"]["opacity"] = 0
            for key in ("x", "y"):
                if isinstance(node.get(key), dict):
                    node[key]["axis"] = None
            if "legend" in node:
                node["legend"] = None
    return text


@each
def test_the_same_figure_gives_the_same_bytes_twice(figure: Figure) -> None:
    first, picture = figure.svg(), figure.png()
    _svg.cache_clear()
    again = Figure(
        figure.slug,
        figure.caption,
        figure.alt,
        figure.spec,
        figure.table,
        figure.width,
        figure.height,
    )
    assert again.svg() == first
    assert again.png() == picture


def test_ids_differ_between_two_figures_on_one_page() -> None:
    """The drawing library numbers its ids from the start in every drawing."""
    clipped = {
        "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 3}]},
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
        },
    }
    two = [Figure(slug, "c", "a.", clipped, by_place()) for slug in ("first", "second")]
    page = "".join(figure.svg() for figure in (*two, *FIGURES.values()))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


@each
def test_a_drawing_says_what_it_shows_to_those_who_cannot_see_it(figure: Figure) -> None:
    assert figure.alt.endswith(".")
    assert len(figure.alt) > 15
    assert not re.search(r"nan|None|inf\b|\{|  ", figure.alt)
    assert 'role="img"' in figure.svg()
    assert figure.svg().count("role=") == figure.svg().count("aria-label=") == 1
    assert figure.caption
    assert "title" not in figure.spec, "a title in the drawing repeats the caption"


@each
def test_a_figure_carries_its_source_its_numbers_and_a_file(figure: Figure) -> None:
    page = figure._repr_html_()
    assert "Source: A made-up source" in page
    assert "<table>" in page
    assert "data:text/csv;base64," in page
    assert "Definition: made-up 1" in page


def test_no_segment_of_a_line_crosses_a_month_that_was_not_received() -> None:
    line = next(
        layer
        for layer in FIGURES["line"].spec["layer"]
        if layer["mark"]["type"] == "line" and "run" in json.dumps(layer["encoding"])
    )
    runs: dict[int, list[str]] = {}
    for row in line["data"]["values"]:
        runs.setdefault(row["run"], []).append(row["month"][:7])
    assert len(runs) == 3
    for months in runs.values():
        for gap in (MISSING, HIDDEN):
            assert max(months) < gap or min(months) > gap


def test_a_month_not_received_is_drawn_neither_as_zero_nor_at_all() -> None:
    assert not [r for r in rows_of(FIGURES["line"]) if r.get("month", "").startswith(MISSING)]


def test_a_hidden_month_is_told_from_a_missing_one() -> None:
    figure = FIGURES["line"]
    marked = [r for r in rows_of(figure) if r.get("month", "").startswith(HIDDEN)]
    assert [r["flag"] for r in marked] == ["Fewer than 8"]
    assert "months with fewer than 8: 1" in figure.alt
    assert "left as gaps: 1" in figure.alt
    whole = control_chart(by_month((), ()), slug="x", caption="x", noun="offences")
    assert "fewer than 8" not in whole.alt
    assert "gaps" not in whole.alt


@pytest.mark.parametrize("kind", ["bars", "columns", "dots", "gaps"])
def test_what_is_hidden_is_written_out_where_the_mark_would_be(kind: str) -> None:
    words = [r["words"] for r in rows_of(FIGURES[kind]) if "words" in r]
    assert any(str(Mark.HIDDEN) in text for text in words)
    assert "fewer than 8" in FIGURES[kind].svg()


def test_a_hidden_hour_is_marked_in_its_cell() -> None:
    assert "&lt;8" in FIGURES["week"].svg()


def test_a_map_says_why_a_place_is_white() -> None:
    few = released([3.0, 250.0], [9e3, 9e3], codes=("E0", "E1"), restricted=False)
    whole = by_place([50.0, 60.0, 70.0, 80.0, 90.0])
    said = [
        choropleth(table, squares(count), slug="m", caption="m", legend="Rate").svg()
        for table, count in ((few, 2), (few, 3), (whole, 5))
    ]
    assert "Fewer than 8" in FIGURES["map"].svg()
    assert "Too few to give a rate" in said[0]
    assert "Too few to give a rate" in said[1], "a place without a row is white as well"
    assert not re.search("Fewer|Too few|Not given", said[2])


def test_a_hidden_count_is_in_no_data_of_any_drawing() -> None:
    """Behind the words there is no number: whoever opens the file finds what the page says."""
    for figure in FIGURES.values():
        for row in rows_of(figure):
            if "words" in row:
                assert row.get("value", 0) == 0
            numbers = [v for k, v in row.items() if k in ("n", "people") and isinstance(v, int)]
            assert all(n > 7 for n in numbers)


def test_a_map_is_drawn_from_metres_and_asks_nobody_for_tiles() -> None:
    figure = FIGURES["map"]
    assert figure.spec["projection"] == {"type": "identity", "reflectY": True}
    shapes = [r["geometry"]["coordinates"] for r in rows_of(figure) if "geometry" in r]
    points = [p for p in walk(json.loads(json.dumps(shapes))) if _is_point(p)]
    assert points
    assert all(400_000 < x < 500_000 and 250_000 < y < 350_000 for x, y in points)
    assert "http" not in json.dumps(dict(figure.spec))
    assert not re.findall(r'(?:href|src)="http', figure.svg())


def _is_point(node: Any) -> bool:
    return (
        isinstance(node, list) and len(node) == 2 and all(isinstance(n, int | float) for n in node)
    )


def test_north_is_up_on_a_map() -> None:
    """Metres grow to the north, pixels to the foot of the page."""
    assert FIGURES["map"].spec["projection"]["reflectY"] is True


def test_a_chart_of_no_months_at_all_says_so() -> None:
    empty = by_month(missing=tuple(m for m in by_month().column("month") if isinstance(m, str)))
    figure = control_chart(empty, slug="none", caption="None", noun="offences")
    assert figure.alt == "No month of offences can be shown."
    assert figure.svg().startswith("<svg")


def test_an_interval_is_drawn_where_the_table_has_one_and_only_there() -> None:
    rule = FIGURES["dots"].spec["layer"][0]
    with_limits = [r for r in rule["data"]["values"] if isinstance(r["low"], float)]
    assert len(with_limits) == len(rule["data"]["values"])
    assert [r["label"] for r in with_limits] == ["Place 0", "Place 4", "Place 2", "Place 3"]
