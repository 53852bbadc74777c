"""Files being written: each keeps count of its rows and of what was planted in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import xlsxwriter

from headwater.data.invented.cells import spoil
from headwater.data.invented.truth import FaultTruth, FileTruth

_EPOCH = np.datetime64("2026-10-01T09:00:00").astype(object)
_PLAIN = pa_csv.WriteOptions(include_header=False, quoting_style="none")


class Feeds:
    """The folder of feeds: opened files by name, and the truth about each."""

    def __init__(self, folder: Path, rng: np.random.Generator) -> None:
        self.folder, self.rng = folder, rng
        self.faults: list[FaultTruth] = []
        self._open: dict[str, pa.OSFile] = {}
        self._source: dict[str, str] = {}
        self._rows: Counter[str] = Counter()
        self._quarantined: Counter[str] = Counter()
        self._superseded: Counter[str] = Counter()
        self._replaced: Counter[str] = Counter()
        self._state: dict[str, str] = {}

    def add(self, name: str, source: str, table: pa.Table) -> None:
        """Append rows to a CSV file, which begins with the headings of its first rows."""
        if name not in self._open:
            self._start(name, source)
            sink = self._open[name] = pa.OSFile(str(self.folder / name), "wb")
            sink.write((",".join(table.column_names) + "\n").encode())
        if table.num_rows:
            pa_csv.write_csv(table, self._open[name], _PLAIN)
        self._rows[name] += table.num_rows

    def add_text(self, name: str, source: str, table: pa.Table, encoding: str) -> None:
        """A whole CSV file as an old Windows program writes it: CRLF and its own encoding."""
        self._start(name, source)
        columns = [c.to_pylist() for c in table.columns]
        lines = [",".join(table.column_names), *(",".join(r) for r in zip(*columns, strict=True))]
        text = "\r\n".join(lines) + "\r\n"
        (self.folder / name).write_bytes(text.encode(encoding))
        self._rows[name] += table.num_rows

    def add_lines(self, name: str, source: str, text: str, rows: int) -> None:
        """A whole file of text that is already made."""
        self._start(name, source)
        (self.folder / name).write_text(text, encoding="utf-8", newline="")
        self._rows[name] += rows

    def add_workbook(self, name: str, source: str, table: pa.Table) -> None:
        """A whole Excel workbook with one sheet."""
        self._start(name, source)
        with xlsxwriter.Workbook(str(self.folder / name)) as book:
            book.set_properties({"created": _EPOCH})
            page = book.add_worksheet("Extract")
            page.write_row(0, 0, table.column_names)
            for at, column in enumerate(table.columns):
                page.write_column(1, at, column.to_pylist())
        self._rows[name] += table.num_rows

    def plant(
        self,
        name: str,
        kind: str,
        table: pa.Table,
        title: str,
        text: str,
        free: list[int],
        count: int,
    ) -> pa.Table:
        """Spoil a column in `count` rows, taken from `free`, and write it down as one fault each."""
        rows = np.array([free.pop() for _ in range(count)], dtype=np.int64)
        self.faults.append(FaultTruth(name, kind, title, count))
        self._quarantined[name] += count
        return spoil(table, title, rows, text)

    def note(self, name: str, *, superseded: int = 0, replaced: int = 0, state: str = "") -> None:
        """Write down rows set aside at arrival, rows replaced, or that a file is refused."""
        self._superseded[name] += superseded
        self._replaced[name] += replaced
        if state:
            self._state[name] = state

    def free_rows(self, table: pa.Table) -> list[int]:
        """Positions of a table in a random order, to plant faults in, each row once."""
        return [int(i) for i in self.rng.permutation(table.num_rows)]

    def close(self) -> None:
        """Finish every file."""
        for sink in self._open.values():
            sink.close()
        self._open.clear()

    def truth(self) -> tuple[FileTruth, ...]:
        """What is true of every file, by name."""
        return tuple(
            FileTruth(
                name,
                self._source[name],
                self._rows[name],
                self._quarantined[name],
                self._superseded[name],
                self._replaced[name],
                self._state.get(name, "gathered"),
            )
            for name in sorted(self._source)
        )

    def _start(self, name: str, source: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._source[name] = source


def rows_of(**columns: Any) -> pa.Table:
    """A small table of text from lists, under headings as given."""
    return pa.table({k: pa.array([str(x) for x in v], pa.string()) for k, v in columns.items()})
