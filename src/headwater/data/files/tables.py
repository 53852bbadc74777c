"""A file as a table: where its headings may be and how its cells are parted. `rows` then streams them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.files.inspect import Format, Inspected
from headwater.data.files.quotes import check_quotes
from headwater.data.files.text import Text
from headwater.data.files.workbook import read_workbook
from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

LOOK = 20
"""Rows looked at to find the headings."""
START = 1 << 18
"""Bytes in which those rows are looked for."""
MAX_COLUMNS = 2_000
MAX_ROWS = 200_000_000
DELIMITERS = (",", "\t", ";", "|")


Top = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TextTable:
    """A table that can be streamed as text, from `text`, from `sheet`, or from a Parquet file.

    `top` are the first rows that are not blank, from which the headings are found, and `numbers`
    their row numbers as a spreadsheet shows them. `lines` counts the lines of a CSV file without
    quotation marks; None where a row need not be a line. `names` are a Parquet file's own headings.
    """

    name: str
    path: Path
    top: Top
    numbers: tuple[int, ...]
    text: Text | None = None
    delimiter: str = ","
    quoted: bool = False
    lines: int | None = None
    sheet: pa.Table | None = None
    names: tuple[str, ...] = ()


def peek(file: Inspected) -> Top | None:
    """The first rows of a CSV file, cheaply; None for other formats."""
    if file.format is not Format.CSV:
        return None
    start = Text.of(file).start(START)
    return _first_rows(file.name, start, _delimiter(start))[0]


def read_table(file: Inspected) -> TextTable:
    """A CSV, XLSX or Parquet file as a table of text.

    Raises: SourceError or HostileFileError, one sentence, where the file is no table.
    """
    if file.format is Format.CSV:
        return _csv(file)
    if file.format is Format.XLSX:
        return _sheet(file)
    if file.format is Format.PARQUET:
        return _parquet(file)
    raise SourceError(f"{file.name} cannot be read as rows of text.")


def _csv(file: Inspected) -> TextTable:
    text, facts = Text.of(file), file.text
    start = text.start(START)
    delimiter = _delimiter(start)
    top, numbers = _first_rows(file.name, start, delimiter)
    width = max(len(row) for row in top)
    if width > MAX_COLUMNS:
        raise HostileFileError(
            f"{file.name} has {width:,} columns, more than any feed holds. Ask the sender how it "
            "was exported."
        )
    if width < 2:
        raise UnknownFileError(
            f"{file.name} has only one column, so it is not a table Headwater knows. Check that "
            "commas, tabs or semicolons separate the columns."
        )
    # In UTF-16 neither quotation marks nor lines can be counted by bytes.
    counted = facts is not None and facts.encoding != "utf-16"
    quoted = not counted or facts is None or facts.quotes > 0
    if quoted:
        check_quotes(text, delimiter)
    lines = facts.lines if facts is not None and not quoted else None
    return TextTable(file.name, file.path, top, numbers, text, delimiter, quoted, lines)


def _delimiter(text: str) -> str:
    """The mark that parts the cells of the first line that has any."""
    for line in text.splitlines()[: LOOK * 4]:
        counts = {mark: line.count(mark) for mark in DELIMITERS}
        best = max(counts, key=lambda mark: counts[mark])
        if counts[best]:
            return best
    return ","


def _first_rows(name: str, text: str, delimiter: str) -> tuple[Top, tuple[int, ...]]:
    """The first rows that are not blank, with their numbers."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, start=1):
            if any(cell.strip() for cell in row):
                rows.append(tuple(row))
                numbers.append(number)
            if len(rows) == LOOK:
                break
    except csv.Error as broken:
        raise HostileFileError(
            f"{name} has a cell of more than {csv.field_size_limit():,} characters, so it is not a "
            "table. Ask the sender how it was exported."
        ) from broken
    if not rows:
        raise UnknownFileError(f"{name} holds only blank lines. Ask the sender for the file again.")
    return tuple(rows), tuple(numbers)


def _sheet(file: Inspected) -> TextTable:
    table = read_workbook(file.path)
    rows = [tuple(row.values()) for row in table.slice(0, LOOK * 4).to_pylist()]
    kept = [(n, r) for n, r in enumerate(rows, start=1) if any(cell.strip() for cell in r)][:LOOK]
    if not kept:
        raise UnknownFileError(f"{file.name} has no rows. Ask the sender for the file again.")
    top, numbers = tuple(r for _, r in kept), tuple(n for n, _ in kept)
    return TextTable(file.name, file.path, top, numbers, sheet=table)


def _parquet(file: Inspected) -> TextTable:
    """A Parquet file's own columns are its headings; its first row is row 1."""
    try:
        parquet = pq.ParquetFile(file.path)
    except (pa.ArrowInvalid, OSError) as broken:
        raise SourceError(
            f"{file.name} is cut short or damaged. Ask the sender for it again."
        ) from broken
    with parquet:
        shape, columns = parquet.metadata, parquet.schema_arrow
    if shape.num_columns > MAX_COLUMNS or shape.num_rows > MAX_ROWS:
        raise HostileFileError(
            f"{file.name} says it has {shape.num_rows:,} rows and {shape.num_columns:,} columns, more "
            "than any feed holds. It was not opened."
        )
    nested = [f.name for f in columns if pa.types.is_nested(f.type)]
    if nested:
        raise SourceError(
            f"{file.name}: the column “{nested[0]}” holds lists or records, not single values. Ask "
            "the sender for a plain table."
        )
    names = tuple(columns.names)
    return TextTable(file.name, file.path, (names,), (0,), names=names)
