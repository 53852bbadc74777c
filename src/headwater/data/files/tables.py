"""A file as a table: where its headings may be, how its cells are parted, and what it was rewritten to.

CSV is read as it stands where it is UTF-8 with ordinary line ends; anything else is rewritten first.
`rows` then streams the cells.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.files.inspect import Format, Inspected, chunks
from headwater.data.files.quotes import check_quotes
from headwater.data.files.workbook import read_workbook
from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

LOOK = 20
"""Rows looked at to find the headings."""
START = 1 << 18
"""Bytes in which those rows are looked for."""
MAX_COLUMNS = 2_000
MAX_ROWS = 200_000_000
DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True)
class TextTable:
    """A table that can be streamed as text.

    `top` are the first rows that are not blank, from which the headings are found, and `numbers`
    their row numbers as a spreadsheet shows them. `lines` counts the lines of a CSV file without
    quotation marks; None where a row need not be a line.
    """

    path: Path
    is_csv: bool
    top: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    delimiter: str = ","
    quoted: bool = False
    lines: int | None = None
    names: tuple[str, ...] = ()
    """Of a Parquet file's own columns, which are its headings."""


Top = tuple[tuple[str, ...], ...]


def peek(file: Inspected) -> Top | None:
    """The first rows of a CSV file, cheaply; None for other formats."""
    if file.format is not Format.CSV or file.text is None:
        return None
    start = b""
    for piece in chunks(file.path, file.gzipped):
        start += piece
        if len(start) >= START:
            break
    encoding = "utf-8-sig" if file.text.encoding == "utf-8" else file.text.encoding
    text = start[:START].decode(encoding, "replace")
    return _first_rows(file.name, text, _delimiter(text))[0]


def read_table(file: Inspected, work: Path) -> TextTable:
    """A CSV, XLSX or Parquet file as a table of text; `work` is a folder for what must be rewritten.

    Raises: SourceError or HostileFileError, one sentence, where the file is no table.
    """
    if file.format is Format.CSV:
        return _csv(file, work)
    if file.format is Format.XLSX:
        return _sheet(read_workbook(file.path, work), file.name)
    if file.format is Format.PARQUET:
        return _parquet(file)
    raise SourceError(f"{file.name} cannot be read as rows of text.")


def _csv(file: Inspected, work: Path) -> TextTable:
    facts = file.text
    if facts is None:
        raise SourceError(f"{file.name} cannot be read as rows of text.")
    path, lines, quotes = file.path, facts.lines, facts.quotes
    if file.gzipped or not facts.is_plain:
        path = work / "text.csv"
        lines, quotes = _rewrite(file, path)
    with path.open(encoding="utf-8", newline="") as handle:
        text = handle.read(START)
    delimiter = _delimiter(text)
    top, numbers = _first_rows(file.name, text, delimiter)
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
    if quotes:
        check_quotes(path, file.name, delimiter)
    return TextTable(path, True, top, numbers, delimiter, bool(quotes), None if quotes else lines)


def _rewrite(file: Inspected, to: Path) -> tuple[int, int]:
    """The same text as UTF-8 with LF line ends and no byte-order mark. Returns lines and quotes."""
    encoding = file.text.encoding if file.text else "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(
        "replace" if encoding == "cp1252" else "strict"
    )
    newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
    lines = quotes = 0
    last = "\n"
    try:
        with to.open("w", encoding="utf-8", newline="") as out:
            for piece in chain(chunks(file.path, file.gzipped), (b"",)):
                text = newlines.decode(piece, final=not piece)
                if "\0" in text:
                    raise HostileFileError(
                        f"{file.name} holds NUL characters, so it is not text. Ask the sender for a "
                        "CSV file."
                    )
                lines += text.count("\n")
                quotes += text.count('"')
                last = text[-1:] or last
                out.write(text)
    except UnicodeError as broken:
        raise SourceError(
            f"{file.name} is not written in one encoding. Ask the sender to save it as UTF-8."
        ) from broken
    return lines + (last != "\n"), quotes


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


def _sheet(path: Path, name: str) -> TextTable:
    first = next(pq.ParquetFile(path).iter_batches(batch_size=LOOK * 4), None)
    rows = [] if first is None else [tuple(row.values()) for row in first.to_pylist()]
    kept = [(n, r) for n, r in enumerate(rows, start=1) if any(cell.strip() for cell in r)][:LOOK]
    if not kept:
        raise UnknownFileError(f"{name} has no rows. Ask the sender for the file again.")
    return TextTable(path, False, tuple(r for _, r in kept), tuple(n for n, _ in kept))


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
    return TextTable(file.path, False, (tuple(columns.names),), (0,), names=tuple(columns.names))
