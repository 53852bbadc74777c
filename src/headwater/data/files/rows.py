"""A table's rows, streamed as text in batches, each row with the number a spreadsheet shows for it.

A row with too few or too many cells is never padded or shifted: it is left out, and its number kept.
Memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headwater.data.files.tables import TextTable
from headwater.data.files.text import PieceReader, Text
from headwater.vocabulary.errors import SourceError, StoreError

BLOCK = 8 << 20
BATCH = 65_536
NARROW = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Batch:
    """Some rows in a row: `numbers` of shape (n,), and for each wanted position n cells of text.

    Cells are plain text, or a dictionary of the distinct texts where few were expected.
    """

    numbers: NDArray[np.int64]
    cells: dict[int, pa.Array]

    def __len__(self) -> int:
        return len(self.numbers)


class Rows:
    """The rows below the headings. Stream them once; then `torn` and `count` are complete.

    `positions` are the columns wanted; `narrow` those that repeat a few texts, which are then read
    once each; `block` is how many bytes of a CSV file make a batch. `torn` lists the numbers of rows with the wrong number of cells.
    """

    def __init__(
        self,
        table: TextTable,
        header: int,
        positions: Sequence[int],
        narrow: Collection[int] = (),
        block: int = BLOCK,
    ) -> None:
        self._table = table
        self._block = block
        self._heading_number = table.numbers[header]
        self._width = len(table.top[header])
        self._positions = tuple(dict.fromkeys(positions))
        self._narrow = frozenset(narrow)
        self._bad: list[int] = []
        self._good = 0
        self.count = 0
        """Rows given out so far."""

    @property
    def torn(self) -> tuple[int, ...]:
        """Numbers of the rows below the headings that have too few or too many cells."""
        return tuple(n for n in self._bad if n > self._heading_number)

    def stream(self) -> Generator[Batch, None, None]:
        """Batch after batch, in order. Raises SourceError where the table ends in a ruin."""
        batches = self._csv(self._table.text) if self._table.text else self._cells()
        with closing(batches):
            for raw in batches:
                batch = self._below_headings(raw)
                self.count += len(batch)
                if len(batch):
                    yield batch
        self._check_lines()

    def _csv(self, text: Text) -> Generator[pa.RecordBatch, None, None]:
        names = [f"c{i}" for i in range(self._width)]
        kinds = {n: NARROW if i in self._narrow else pa.string() for i, n in enumerate(names)}
        source = text.path if text.as_it_stands else PieceReader(text.pieces())
        try:
            reader = pa_csv.open_csv(
                source,
                read_options=pa_csv.ReadOptions(
                    use_threads=False, column_names=names, block_size=self._block
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self._table.delimiter,
                    quote_char='"' if self._table.quoted else False,
                    newlines_in_values=self._table.quoted,
                    ignore_empty_lines=False,
                    invalid_row_handler=self._note,
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=kinds,
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                    include_columns=[f"c{i}" for i in self._positions],
                ),
            )
            with reader:
                yield from reader
        except pa.ArrowInvalid as broken:
            raise SourceError(
                f"{self._table.name} cannot be read as a table: its lines or cells are far longer "
                "than any feed's. Ask the sender to export the file again."
            ) from broken

    def _note(self, row: pa_csv.InvalidRow) -> str:
        self._bad.append(int(row.number))
        return "skip"

    def _cells(self) -> Generator[pa.RecordBatch, None, None]:
        names = [str(i) for i in self._positions]
        try:
            for part in self._parts():
                cells = [_as_text(part.column(i)) for i in self._positions]
                yield pa.RecordBatch.from_arrays(cells, names=names)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as broken:
            raise SourceError(
                f"{self._table.name} is damaged. Ask the sender for it again."
            ) from broken

    def _parts(self) -> Generator[pa.RecordBatch, None, None]:
        if self._table.sheet is not None:
            yield from self._table.sheet.to_batches(max_chunksize=BATCH)
            return
        with pq.ParquetFile(self._table.path) as parquet:
            yield from parquet.iter_batches(batch_size=BATCH)

    def _below_headings(self, raw: pa.RecordBatch) -> Batch:
        first = self._good
        self._good += raw.num_rows
        numbers = self._numbers(first, raw.num_rows)
        # Titles stand above the headings in many spreadsheets; they are not rows.
        start = int(np.searchsorted(numbers, self._heading_number, side="right"))
        kept = raw.slice(start) if start else raw
        return Batch(numbers[start:], {i: kept.column(at) for at, i in enumerate(self._positions)})

    def _numbers(self, first: int, size: int) -> NDArray[np.int64]:
        """Row numbers of the good rows from `first` on, counting the bad ones between them."""
        at = np.arange(first, first + size, dtype=np.int64)
        if not self._bad:
            return at + 1
        bad = np.asarray(self._bad, dtype=np.int64)
        good_before = bad - np.arange(len(bad)) - 1
        return at + 1 + np.searchsorted(good_before, at, side="right")

    def _check_lines(self) -> None:
        """An independent count: the lines of the file are the rows given out and left out."""
        lines = self._table.lines
        seen = self._good + len(self._bad)
        if lines is not None and lines != seen:
            raise StoreError(
                f"{self._table.name} has {lines:,} lines but {seen:,} were read. Nothing was "
                "kept. Report this with the name of the source."
            )


def _as_text(cells: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pa.types.is_floating(cells.type):
        cells = _without_point(cells)
    return pc.fill_null(cells.cast(pa.string()), "")


def _without_point(cells: pa.Array) -> pa.Array:
    """Whole numbers that a writer kept as 17.0 become 17."""
    whole = pc.equal(cells, pc.floor(cells))
    small = pc.less(pc.abs(cells), 2.0**53)
    as_whole = pc.if_else(pc.and_(whole, small), cells, None).cast(pa.int64()).cast(pa.string())
    return pc.coalesce(as_whole, cells.cast(pa.string()))
