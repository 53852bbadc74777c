"""The assessment as a PDF that a screen reader can read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from headwater.products.render.pdf import printable, write_pdf
from headwater.products.write import Assessment


@pytest.fixture(scope="module")
def pdf(assessed: Assessment) -> pypdf.PdfReader:
    return pypdf.PdfReader(assessed.pdf)


@pytest.fixture(scope="module")
def words(pdf: pypdf.PdfReader) -> list[str]:
    """The text of every page."""
    return [page.extract_text() for page in pdf.pages]


def elements(node: Any) -> Iterator[Any]:
    """Every element of the tree that says what is a heading, a table, a figure."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from elements(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


@pytest.fixture(scope="module")
def tree(pdf: pypdf.PdfReader) -> list[Any]:
    root = pdf.trailer["/Root"].get_object()
    return list(elements(root["/StructTreeRoot"].get_object()["/K"]))


def test_it_is_tagged_titled_and_in_british_english(pdf: pypdf.PdfReader) -> None:
    root = pdf.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith("Strategic Needs Assessment")


def test_it_says_that_it_keeps_pdf_ua_and_pdf_a(pdf: pypdf.PdfReader) -> None:
    meta = pdf.trailer["/Root"].get_object()["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta


def test_every_figure_is_tagged_with_its_description(tree: list[Any], assessed: Assessment) -> None:
    pictures = [str(n["/Alt"]) for n in tree if n["/S"] == "/Figure" and "/Alt" in n]
    assert sorted(pictures) == sorted(printable(f.alt) for f in assessed.document.figures())


def test_headings_are_tagged_and_do_not_skip(tree: list[Any]) -> None:
    levels = [
        int(n["/S"][2:]) for n in tree if str(n["/S"])[:2] == "/H" and str(n["/S"])[2:].isdigit()
    ]
    assert len(levels) > 30
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


def test_tables_have_tagged_heading_cells(tree: list[Any]) -> None:
    kinds = [str(n["/S"]) for n in tree]
    assert kinds.count("/Table") > 10
    assert kinds.count("/TH") >= kinds.count("/Table")


def test_every_page_has_words_and_the_first_says_what_this_is(words: list[str]) -> None:
    assert len(words) > 20
    assert all(len(text.split()) > 5 for text in words)
    assert "Strategic Needs Assessment" in words[0]
    assert "INVENTED DATA" in words[0]
    assert any("Most pressing factors" in text for text in words[:4])


def test_no_broken_word_is_printed(words: list[str]) -> None:
    whole = " ".join(words)
    assert not {"nan", "NaN", "inf", "None,"} & set(whole.split())
    assert "\u25a1" not in whole, "a character that no font could print"


def test_it_has_an_outline_of_every_chapter(pdf: pypdf.PdfReader, assessed: Assessment) -> None:
    top = [str(item.title) for item in pdf.outline if not isinstance(item, list)]
    for section in assessed.document.sections:
        assert any(section.title in title for title in top), section.title


def test_nothing_runs_when_it_is_opened(pdf: pypdf.PdfReader) -> None:
    root = pdf.trailer["/Root"].get_object()
    assert not {"/OpenAction", "/AA", "/JavaScript"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})


def test_the_same_document_gives_the_same_pdf(assessed: Assessment, tmp_path: Path) -> None:
    assert write_pdf(assessed.document, tmp_path / "again.pdf").read_bytes() == (
        assessed.pdf.read_bytes()
    )
