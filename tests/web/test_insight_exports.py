"""Files that people take away: what is in them, and what is not (T5, T6)."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from headwater.vocabulary.marks import Mark
from headwater.web.ui.exports import Sheet, file_of

HOSTILE = (
    '=HYPERLINK("http://bad.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\uff1d1+1",
)
PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/theme/theme1.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
}


def sheet(*rows: tuple[object, ...], title: str = "Robbery, by district") -> Sheet:
    about = (("Period", "October 2025 to September 2026"), ("Source", "The police"))
    return Sheet(title, ("Place", "Offences"), rows, about)


def read_csv(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def read_xlsx(response) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert len(book.sheet_names) == 1
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize(("kind", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_a_file_says_first_how_it_is_marked_and_what_it_was_made_from(kind, read):
    made = file_of(sheet(("Feignham", 40), ("Pretham", Mark.HIDDEN)), kind, "Robbery by district")
    assert made["Content-Disposition"] == f'attachment; filename="robbery-by-district.{kind}"'
    lines = [[cell for cell in line if cell != ""] for line in read(made)]
    assert lines[:4] == [
        ["Marking", "OFFICIAL"],
        ["Table", "Robbery, by district"],
        ["Period", "October 2025 to September 2026"],
        ["Source", "The police"],
    ]
    assert lines[5] == ["Place", "Offences"]
    assert [str(c).removesuffix(".0") for c in lines[6]] == ["Feignham", "40"]
    assert lines[7] == ["Pretham", "fewer than 8"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("kind", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_no_text_of_a_file_begins_as_a_formula_does(kind, read, text):
    made = file_of(sheet((text, 3), title=text), kind, text)
    for line in read(made):
        for cell in line:
            assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", str(cell)), cell
    assert re.fullmatch(r'attachment; filename="[\w-]+\.\w+"', made["Content-Disposition"])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_whatever_a_name_is_a_workbook_opens_and_holds_no_formula(text):
    from headwater.web.ui import exports

    content = exports._xlsx(sheet((text, 3), title=text), "OFFICIAL")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in body
    CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_workbook_holds_one_sheet_and_nothing_hidden_and_names_nobody():
    made = file_of(sheet(("Feignham", 40)), "xlsx", "x")
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert set(parts.namelist()) == PARTS
        text = {name: parts.read(name).decode() for name in parts.namelist()}
    core = text["docProps/core.xml"]
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01" in core
    assert "hidden" not in text["xl/workbook.xml"]
    assert "definedName" not in text["xl/workbook.xml"]
    assert "OFFICIAL" in text["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in text["xl/worksheets/sheet1.xml"]


def test_numbers_stay_numbers():
    made = file_of(sheet(("Feignham", -4), ("Pretham", 2.5)), "xlsx", "x")
    assert [line[1] for line in read_xlsx(made)[-2:]] == [-4, 2.5]
