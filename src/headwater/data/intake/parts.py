"""Writing accepted rows by month and quarantined ones apart, with memory that does not grow."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HELD = 1 << 19
"""Rows held before all of them are written. All at once, since the rows of one batch share memory."""
NO_MONTH = "none"


class Parts:
    """One Parquet file a month in `made/month=…/`, and `made/quarantine.parquet`.

    A quarantined row is its number and the bits of its faults: what was wrong, never what was written.
    """

    def __init__(self, made: Path) -> None:
        self._made = made
        made.mkdir(parents=True, exist_ok=True)
        self._held: dict[str, list[pa.Table]] = defaultdict(list)
        self._rows = 0
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._quarantine: pq.ParquetWriter | None = None
        self._open = ExitStack()
        self.files: list[Path] = []

    def add(self, table: pa.Table) -> None:
        """Take accepted rows; they are sorted into their months."""
        if not table.num_rows:
            return
        if "month" not in table.column_names:
            self._hold(NO_MONTH, table)
            return
        days = pc.fill_null(table.column("month").cast(pa.int32()), np.iinfo(np.int32).min)
        values = days.to_numpy()
        first = values[0]
        if (values == first).all():
            self._hold(_month(first), table)
        else:
            order = np.argsort(values, kind="stable")
            starts = np.flatnonzero(np.diff(values[order])) + 1
            ordered = table.take(pa.array(order))
            for start, end in zip((0, *starts), (*starts, len(values)), strict=True):
                self._hold(_month(values[order[start]]), ordered.slice(start, end - start))

    def _hold(self, month: str, rows: pa.Table) -> None:
        self._held[month].append(rows)
        self._rows += rows.num_rows
        if self._rows >= HELD:
            self._write_all()

    def _write_all(self) -> None:
        for month in list(self._held):
            self._write(month)
        self._rows = 0

    def _write(self, month: str) -> None:
        tables = self._held.pop(month)
        table = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
        writer = self._writers.get(month)
        if writer is None:
            path = self._made / f"month={month}" / "rows.parquet"
            path.parent.mkdir()
            self.files.append(path)
            writer = self._open.enter_context(
                pq.ParquetWriter(
                    path,
                    table.schema,
                    use_dictionary=_coded(table.schema),
                    write_statistics=["row", "month", "occurred"],
                )
            )
            self._writers[month] = writer
        writer.write_table(table)

    def set_aside(self, numbers: np.ndarray, faults: np.ndarray) -> None:
        """Take quarantined rows, in order."""
        if not len(numbers):
            return
        table = pa.table({"row": pa.array(numbers), "fault": pa.array(faults)})
        if self._quarantine is None:
            self._quarantine = self._open.enter_context(
                pq.ParquetWriter(self._made / "quarantine.parquet", table.schema)
            )
        self._quarantine.write_table(table)

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if problem is None:
            self._write_all()
        self._held.clear()
        self._open.close()


def _coded(schema: pa.Schema) -> list[str]:
    """Columns worth a dictionary: those that repeat a few values."""
    few = (pa.types.is_dictionary, pa.types.is_date, pa.types.is_uint8)
    return [f.name for f in schema if any(test(f.type) for test in few)]


def _month(day: int) -> str:
    if day == np.iinfo(np.int32).min:
        return NO_MONTH
    return str(np.datetime64(int(day), "D").astype("datetime64[M]"))
