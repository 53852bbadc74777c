"""A partnership's own table of harm weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from headwater.data.harm_weights import read_harm_weights
from headwater.vocabulary.errors import SourceError


def read(path: Path, **more: str):
    return read_harm_weights(path, name="Our weights", release="2025", unit="days", **more)


def written(folder: Path, text: str) -> Path:
    path = folder / "weights.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_behaviours_are_found_by_title_slug_or_offence_code(tmp_path):
    text = 'Behaviour,Weight,Note\nHomicide,"7,978.8",a\nrobbery-personal,993.55,b\n8N,203.07,c\n'
    found = read(written(tmp_path, text))
    assert dict(found.behaviours) == {"homicide": 7978.8, "robbery-personal": 993.55}
    assert dict(found.offences) == {"8N": 203.07}
    assert found.of_offence("8n") == 203.07
    assert found.of_offence("34B") == 993.55
    assert found.label == "Our weights (2025)"


def test_a_workbook_with_a_title_above_its_headings_is_read(tmp_path):
    path = tmp_path / "weights.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("List of weights")
        sheet.write(0, 0, "Table of weights")
        sheet.write_row(6, 0, ["Offence category", "Weight"])
        sheet.write_row(7, 0, ["Homicide", 7978.8])
        sheet.write_row(8, 0, ["Rape", ""])
        sheet.write_row(9, 0, ["Robbery", 500])
    found = read(path, sheet="List of weights")
    assert dict(found.behaviours) == {"homicide": 7978.8, "robbery": 500.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name,Points\nHomicide,5\n", "headings"),
        ("Behaviour,Weight\nHomicide,many\n", "row 2: the weight is not a number"),
        ("Behaviour,Weight\nHomicide,-1\n", "row 2: the weight"),
        ("Behaviour,Weight\nHomicide,nan\n", "row 2: the weight"),
        ("Behaviour,Weight\nHomicide,5\nHomicide,6\n", "row 3: “Homicide” has another weight"),
        ("Behaviour,Weight\nJaywalking,1\n", "row 2: “Jaywalking” is neither"),
        ("Behaviour,Weight\nHomicide,\n", "no weights under them"),
    ],
)
def test_a_table_that_cannot_be_used_says_what_where_and_what_next(tmp_path, text, words):
    with pytest.raises(SourceError, match=words):
        read(written(tmp_path, text))


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text("{}")
    with pytest.raises(SourceError):
        read(path)
