"""A hidden cell says the same in every format: page, PDF, Word, CSV and drawing. Never blank, never zero."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.analysis.tallies import released
from tests.unit.figures.drawings import every_figure

from headwater.analysis.released import Released
from headwater.figures.bars import bars
from headwater.figures.csv import safe, to_csv
from headwater.products.document import (
    ClaimList,
    Document,
    FigureBlock,
    Paragraph,
    ReleasedTable,
    Section,
)
from headwater.products.render.docx import write_docx
from headwater.products.render.html import page
from headwater.products.render.pdf import write_pdf
from headwater.products.words import number
from headwater.vocabulary.marks import Mark

EXACT = [3.0, 43.0, np.nan, 8.0]
PLACES = tuple((p,) for p in ("Fewbury", "Manyton", "Gapham", "Eightley"))


@pytest.fixture(scope="module")
def table() -> Released:
    return released(EXACT, [9_000.0] * 4, keys=PLACES)


@pytest.fixture(scope="module")
def document(table: Released) -> Document:
    figures = tuple(FigureBlock(f) for f in every_figure())
    drawing = bars(table, slug="one", caption="Places", axis="Rate")
    said = Paragraph(("Fewbury had ", number(table, table.first, "events"), " offences."))
    claims = ClaimList((table.claim(table.first, "events"),), (("made-up-1", "D1"),))
    blocks = (said, ReleasedTable(table, "Places"), FigureBlock(drawing), *figures, claims)
    return Document(
        "x", "A title", "A subtitle", "Nobody", "INVENTED", date(2026, 1, 2), "1",
        (Section("places", "Places", blocks, 1),),
    )  # fmt: skip


def check(rows: list[list[str]]) -> None:
    """The four rows as some format gives them."""
    found = {row[0]: row[1:] for row in rows if row and row[0] in {p[0] for p in PLACES}}
    assert set(found["Fewbury"][:4]) == {str(Mark.HIDDEN)}
    assert set(found["Gapham"][:4]) == {str(Mark.NOT_RECEIVED)}
    assert found["Manyton"][0] == "45"
    assert found["Eightley"][0] == "10"
    for cells in found.values():
        assert all(cells)


def test_in_a_csv_file(table: Released) -> None:
    check(list(csv.reader(io.StringIO(to_csv(table)))))


def test_on_a_page(document: Document) -> None:
    text = page(document)
    (body,) = re.findall(r"<tbody>((?:(?!</tbody>).)*Fewbury.*?)</tbody>", text)[:1]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    check([r for r in rows if r])
    assert "Fewbury had fewer than 8 offences." in re.sub(r"<[^>]+>", "", text)


def test_in_a_word_file(document: Document, tmp_path: Path) -> None:
    word = docx.Document(str(write_docx(document, tmp_path / "x.docx")))
    (rows,) = (
        [[c.text for c in row.cells] for row in t.rows]
        for t in word.tables
        if len(t.rows) > 1 and t.rows[1].cells[0].text == "Fewbury"
    )
    check(rows)


def test_in_a_pdf(document: Document, tmp_path: Path) -> None:
    text = " ".join(
        p.extract_text() for p in pypdf.PdfReader(write_pdf(document, tmp_path / "x.pdf")).pages
    )
    words = re.sub(r"\s+", " ", text)
    assert words.count("fewer than 8") >= 4
    assert "Fewbury had fewer than 8 offences" in words
    assert re.search(r"Gapham(?: not received){2}", words)


def test_in_the_data_of_a_drawing(document: Document) -> None:
    (figure,) = (f for f in document.figures() if f.slug == "one")
    rows = [r for layer in figure.spec["layer"] for r in layer["data"]["values"]]
    words = {r["label"]: r["words"] for r in rows if "words" in r}
    assert words == {"Fewbury": str(Mark.HIDDEN), "Gapham": str(Mark.NOT_RECEIVED)}


def test_in_a_notebook(table: Released) -> None:
    assert table._repr_html_().count("fewer than 8") == 4


def test_the_exact_count_is_in_no_format(document: Document, tmp_path: Path) -> None:
    """43 became 45 and 3 was hidden: neither may be left anywhere, not even in the drawing's data."""
    text = page(document)
    cells = re.findall(r"<t[hd][^>]*>(\d+)</t[hd]>", text)
    assert "43" not in cells
    assert "3" not in cells
    assert not re.search(r">43(?:\.0)?<", text)


texts = st.text(alphabet=st.sampled_from("=+-@\t\r\n＝＋－＠ aé1'\""), max_size=8)


@given(texts, texts)
def test_no_text_in_a_csv_file_is_a_formula(name: str, caveat: str) -> None:
    table = released([30.0], keys=((name,),), caveats=(caveat,))
    for row in csv.reader(io.StringIO(to_csv(table), newline="")):
        for cell in row:
            assert not cell.lstrip(" \n").startswith(
                ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
            )


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_negative_number_stays_a_number(value: float) -> None:
    assert safe(value) == value


@given(st.text(max_size=20))
def test_text_of_any_kind_goes_into_a_page_and_a_word_file_as_text(text: str) -> None:
    made = released([30.0], keys=((text,),))
    whole: Any = Document(
        "x", text, text, text, "m", date(2026, 1, 2), "1",
        (Section("s", text, (ReleasedTable(made, text), Paragraph((text,))), 1),),
    )  # fmt: skip
    assert "<script" not in page(whole)
