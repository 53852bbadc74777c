"""A file's rows as text: every format becomes one Parquet or CSV table that the engine can read.

A plain UTF-8 CSV file with like line ends and no quotation marks is handed over as it stands, and
the engine's row count is checked against the lines counted here. Anything else is rewritten by a
careful reader that loses nothing.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from headwater.data.files.inspect import Format, Inspected, chunks
from headwater.data.files.workbook import read_workbook
from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

LOOK = 20
"""Rows looked at to find the headings."""
MAX_COLUMNS = 2_000


@dataclass(frozen=True)
class TextTable:
    """Rows as text, ready for the engine.

    `path` is a CSV (`is_csv`) or Parquet file; `top` are the first rows as lists of text, from
    which the headings are found; `rows` counts every line that is not blank, headings included;
    `blank` counts blank lines; `torn` lists rows with the wrong number of cells, by row number.
    """

    path: Path
    is_csv: bool
    top: tuple[tuple[str, ...], ...]
    rows: int
    blank: int = 0
    delimiter: str = ","
    torn: tuple[int, ...] = ()
    width: int = 0
    quoted: bool = False


def peek(file: Inspected) -> tuple[tuple[str, ...], ...] | None:
    """The first rows of a CSV file, cheaply; None for other formats."""
    if file.format is not Format.CSV or file.text is None:
        return None
    start = b""
    for piece in chunks(file.path, file.gzipped):
        start += piece
        if len(start) >= 1 << 18:
            break
    text = start.decode(
        "utf-8-sig" if file.text.encoding == "utf-8" else file.text.encoding, "replace"
    )
    lines = text.splitlines()[: LOOK * 2]
    counts = {mark: lines[0].count(mark) for mark in (",", "\t", ";", "|")} if lines else {",": 0}
    rows = csv.reader(lines, delimiter=max(counts, key=lambda mark: counts[mark]))
    return tuple(tuple(row) for row in rows if row)[:LOOK]


def read_table(file: Inspected, work: Path) -> TextTable:
    """Every row of a CSV, XLSX or Parquet file as text; `work` is a folder for what must be rewritten.

    Raises: SourceError or HostileFileError, one sentence, where the file is no table.
    """
    if file.format is Format.CSV:
        return _read_csv(file, work)
    if file.format is Format.XLSX:
        rows = read_workbook(file.path, work)
        return _read_csv_like(rows, file.name)
    raise SourceError(f"{file.name} cannot be read as rows of text.")


def _read_csv(file: Inspected, work: Path) -> TextTable:
    facts = file.text
    if facts is None:
        raise SourceError(f"{file.name} cannot be read as rows of text.")
    path = file.path
    plain = (
        not file.gzipped
        and facts.encoding == "utf-8"
        and not facts.has_bom
        and not facts.newline_mix
    )
    if not plain:
        path = work / "text.csv"
        _rewrite(file, path)
    delimiter = _delimiter(path)
    top = _top(path, delimiter)
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
    table = TextTable(
        path, True, top, facts.lines - facts.blank_lines, facts.blank_lines, delimiter, width=width
    )
    return table if not facts.quotes else _read_carefully(table, work)


def _rewrite(file: Inspected, to: Path) -> None:
    """The same text as UTF-8 with LF line ends and no byte-order mark."""
    encoding = file.text.encoding if file.text else "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(
        "replace" if encoding == "cp1252" else "strict"
    )
    newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
    with to.open("w", encoding="utf-8", newline="") as out:
        for piece in chunks(file.path, file.gzipped):
            out.write(newlines.decode(piece))
        out.write(newlines.decode(b"", final=True))


def _delimiter(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as handle:
        line = handle.readline(65_536)
    counts = {mark: line.count(mark) for mark in (",", "\t", ";", "|")}
    return max(counts, key=lambda mark: counts[mark])


def _top(path: Path, delimiter: str) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as handle:
        text = "".join(line for line, _ in zip(_lines(handle), range(LOOK * 4), strict=False))
    rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    return tuple(rows[:LOOK])


def _lines(handle: io.TextIOBase) -> Iterator[str]:
    while line := handle.readline(65_536):
        yield line


def _read_carefully(table: TextTable, work: Path) -> TextTable:
    """Read a quoted CSV with one thread, keeping the number of every row that does not fit."""
    torn: list[int] = []
    # pyarrow counts rows from 1 over every line it parses, headings included.

    def note(row: pa_csv.InvalidRow) -> str:
        torn.append(int(row.number))
        return "skip"

    names = [f"c{i}" for i in range(table.width)]
    options = pa_csv.ReadOptions(use_threads=False, column_names=names, block_size=8 << 20)
    reader = pa_csv.open_csv(
        table.path,
        read_options=options,
        parse_options=pa_csv.ParseOptions(
            delimiter=table.delimiter, newlines_in_values=True, invalid_row_handler=note
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )
    to = work / "text.parquet"
    count = 0
    try:
        with pq.ParquetWriter(to, reader.schema, compression="snappy") as writer:
            for batch in reader:
                count += batch.num_rows
                writer.write_batch(batch)
    except pa.ArrowInvalid as broken:
        raise SourceError(
            f"{table.path.name}: a quotation mark is opened and never closed, so rows cannot be "
            "told apart. Ask the sender to export the file again."
        ) from broken
    return TextTable(
        to,
        False,
        table.top,
        count + len(torn),
        table.blank,
        table.delimiter,
        tuple(torn),
        table.width,
        quoted=True,
    )


def _read_csv_like(path: Path, name: str) -> TextTable:
    parquet = pq.ParquetFile(path)
    width = parquet.schema_arrow.names
    first = next(parquet.iter_batches(batch_size=LOOK), None)
    if first is None:
        raise SourceError(f"{name} has no rows. Ask the sender for the file again.")
    top = tuple(tuple(str(cell or "") for cell in row.values()) for row in first.to_pylist())
    return TextTable(path, False, top, parquet.metadata.num_rows, width=len(width))
