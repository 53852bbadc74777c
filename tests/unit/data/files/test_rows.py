from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.data.files.inspect import inspect
from headwater.data.files.rows import Rows
from headwater.data.files.tables import read_table
from headwater.vocabulary.errors import SourceError


def rows_of(path: Path, header: int = 0, block: int = 8 << 20) -> tuple[dict[int, list[str]], Rows]:
    table = read_table(inspect(path))
    rows = Rows(table, header, range(len(table.top[header])), {0}, block)
    found: dict[int, list[str]] = {}
    for batch in rows.stream():
        columns = [cells.to_pylist() for cells in batch.cells.values()]
        for number, *cells in zip(batch.numbers.tolist(), *columns, strict=True):
            found[number] = cells
    return found, rows


def test_a_row_with_too_few_or_too_many_cells_is_left_out_and_its_number_kept(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n4,5\n6,7,8\n9,9,9,9\n1,1,1")
    found, rows = rows_of(path)
    assert found == {2: ["1", "2", "3"], 4: ["6", "7", "8"], 6: ["1", "1", "1"]}
    assert rows.torn == (3, 5)


def test_torn_rows_are_left_out_of_a_file_with_quotation_marks_in_the_same_way(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b,c\n1,"2,2",3\n4,"5"\n"6",7,8\n9,9,"9",9\n1,1,"1"')
    found, rows = rows_of(path)
    assert found == {2: ["1", "2,2", "3"], 4: ["6", "7", "8"], 6: ["1", "1", "1"]}
    assert rows.torn == (3, 5)


def test_titles_above_the_headings_are_no_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Crimes in March,,,,\n\na,b,c\n1,2,3\n4,5\n")
    found, rows = rows_of(path, header=1)
    assert found == {4: ["1", "2", "3"]}
    assert rows.torn == (5,)


def test_row_numbers_hold_across_batches_and_torn_rows(tmp_path):
    path = tmp_path / "a.csv"
    lines = [f"{n},x,y" if n % 7 else f"{n},x" for n in range(2, 5_000)]
    path.write_text("a,b,c\n" + "\n".join(lines) + "\n")
    found, rows = rows_of(path, block=1_000)
    assert all(int(cells[0]) == number for number, cells in found.items())
    assert rows.torn == tuple(n for n in range(2, 5_000) if n % 7 == 0)
    assert len(found) + len(rows.torn) == 4_998


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"2\n3,4\n5,6\n',  # opened, never closed
        'a,b\n1,"2\n3,"4\n5,6\n',  # two marks that swallow a row between them
        'a,b\n"1"2,3\n',  # goes on after its closing mark
        'a,b\n"He said "no"",3\n',
    ],
)
def test_a_quotation_mark_that_could_swallow_rows_refuses_the_file(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(SourceError, match="quotation mark"):
        read_table(inspect(path))


def test_an_inch_mark_inside_a_plain_cell_is_a_letter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n5" blade,1\n7" blade,2\n')
    assert rows_of(path)[0] == {2: ['5" blade', "1"], 3: ['7" blade', "2"]}


def test_a_line_end_inside_quotation_marks_is_part_of_the_cell(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"one\ntwo",1\nthree,2\n')
    assert rows_of(path)[0] == {2: ["one\ntwo", "1"], 3: ["three", "2"]}


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        (b"\xef\xbb\xbfa,b\ncaf\xc3\xa9,1\n", ["café", "1"]),
        ("a,b\ncafé,1\n".encode("cp1252"), ["café", "1"]),
        ("a,b\ncafé,1\n".encode("utf-16"), ["café", "1"]),
        (b"a,b\r\nx,1\r\n", ["x", "1"]),
        (b"a,b\rx,1\r", ["x", "1"]),
        (b"a;b\nx;1\n", ["x", "1"]),
        (b"a\tb\nx\t1\n", ["x", "1"]),
    ],
    ids=["BOM", "cp1252", "UTF-16", "CRLF", "CR", "semicolons", "tabs"],
)
def test_text_is_read_however_it_was_saved(tmp_path, raw, cells):
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert list(rows_of(path)[0].values()) == [cells]


def test_mixed_line_ends_lose_no_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n1,2\n3,4\r\n5,6\r7,8\n\r\n9,9")
    found, _ = rows_of(path)
    assert [c for c in found.values() if c != ["", ""]] == [
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
        ["7", "8"],
        ["9", "9"],
    ]


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=12))
def test_any_table_reads_as_it_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    path.write_bytes(out.getvalue().encode())
    expected = [[_lines(cell) for cell in row] for row in rows]
    found = [[_lines(cell) for cell in row] for row in rows_of(path)[0].values()]
    assert found == expected


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
