"""The assessment as a Word file that a board can edit."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from headwater.products.document import FigureBlock, PlainTable, ReleasedTable
from headwater.products.render.docx import write_docx
from headwater.products.write import Assessment

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def word(assessed: Assessment) -> WordDocument:
    return docx.Document(str(assessed.docx))


@pytest.fixture(scope="module")
def body(assessed: Assessment) -> ET.Element:
    with zipfile.ZipFile(assessed.docx) as parts:
        return ET.fromstring(parts.read("word/document.xml"))  # noqa: S314 - our own file


def test_it_opens_again_after_it_was_saved_again(word: WordDocument) -> None:
    saved = io.BytesIO()
    word.save(saved)
    assert len(docx.Document(saved).paragraphs) == len(word.paragraphs)


def test_headings_are_real_and_do_not_skip(word: WordDocument, assessed: Assessment) -> None:
    found = [
        (int(p.style.name[-1]), p.text)
        for p in word.paragraphs
        if p.style is not None and str(p.style.name).startswith("Heading")
    ]
    levels = [level for level, _ in found]
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    chapters = [text for level, text in found if level == 1]
    for section in assessed.document.sections:
        assert any(text.endswith(section.title) for text in chapters), section.title


def test_the_heading_row_of_every_table_is_repeated_on_each_page(word: WordDocument) -> None:
    assert len(word.tables) > 20
    for table in word.tables:
        first, *others = table._tbl.tr_lst
        assert first.find(f".//{W}tblHeader") is not None
        assert all(row.find(f".//{W}tblHeader") is None for row in others)


def test_every_picture_has_its_description(word: WordDocument, assessed: Assessment) -> None:
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == [figure.alt for figure in assessed.document.figures()]


def test_every_number_jumps_to_a_bookmark(body: ET.Element, assessed: Assessment) -> None:
    marks = [m.get(f"{W}name") for m in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {c.id for c in assessed.document.claims()} <= set(marks)
    jumps = {h.get(f"{W}anchor") for h in body.iter(f"{W}hyperlink") if h.get(f"{W}anchor")}
    assert jumps <= set(marks)
    assert {c.id for c in assessed.document.claims()} <= jumps


def test_bookmarks_begin_and_end_and_have_numbers_of_their_own(body: ET.Element) -> None:
    begun = [m.get(f"{W}id") for m in body.iter(f"{W}bookmarkStart")]
    ended = [m.get(f"{W}id") for m in body.iter(f"{W}bookmarkEnd")]
    assert len(begun) == len(set(begun))
    assert sorted(map(str, begun)) == sorted(map(str, ended))


def test_nothing_is_hidden_in_it(assessed: Assessment, body: ET.Element) -> None:
    with zipfile.ZipFile(assessed.docx) as parts:
        names = parts.namelist()
    for kind in (
        "comments",
        "footnotes",
        "embeddings",
        "vba",
        "activeX",
        "people",
        "customXml/item",
    ):
        assert not [n for n in names if kind in n and "customXml" not in n], kind
    for tag in ("vanish", "del", "ins", "moveFrom", "comment"):
        assert body.find(f".//{W}{tag}") is None


def test_its_properties_are_the_partnerships_and_nobody_elses(word: WordDocument) -> None:
    core = word.core_properties
    assert core.title.startswith("Strategic Needs Assessment")
    assert core.language == "en-GB"
    assert core.author
    assert "python" not in f"{core.author}{core.comments}{core.last_modified_by}".lower()


def test_captions_count_figures_and_tables(word: WordDocument, assessed: Assessment) -> None:
    said = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Caption"]
    blocks = [b for s in assessed.document.sections for b in s.blocks]
    figures = sum(isinstance(b, FigureBlock) for b in blocks)
    tables = sum(isinstance(b, PlainTable | ReleasedTable) for b in blocks)
    assert len([t for t in said if t.startswith("Figure")]) == figures
    assert len([t for t in said if t.startswith("Table")]) == tables
    counted = [int(t.split()[1].rstrip(".")) for t in said if t.startswith("Figure")]
    assert counted == list(range(1, figures + 1))


def test_its_pictures_have_words_in_them(assessed: Assessment) -> None:
    with zipfile.ZipFile(assessed.docx) as parts:
        media = [parts.read(n) for n in parts.namelist() if n.startswith("word/media/")]
    assert media
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 4_000 for picture in media)


def test_no_broken_word_is_printed(word: WordDocument) -> None:
    text = "\n".join(p.text for p in word.paragraphs)
    text += "\n".join(c.text for t in word.tables[:-1] for row in t.rows for c in row.cells)
    assert not re.search(r"\bnan\b|\bNaN\b|\binf\b|[{}]|\bNone,", text)


def test_the_language_of_the_text_is_british_english(word: WordDocument) -> None:
    found = word.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert found.get(qn("w:val")) == "en-GB"


def test_the_same_document_gives_the_same_words(assessed: Assessment, tmp_path: Path) -> None:
    again = docx.Document(str(write_docx(assessed.document, tmp_path / "again.docx")))
    first = docx.Document(str(assessed.docx))
    assert [p.text for p in again.paragraphs] == [p.text for p in first.paragraphs]
