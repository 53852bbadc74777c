"""Excel workbooks, read in a child process that may not exhaust the machine.

A small file can unpack to gigabytes, so the archive's own directory is checked first, and the child
that parses it has a ceiling on memory and processor time.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from headwater.vocabulary.errors import HostileFileError, SourceError

MAX_UNPACKED = 512 * 1024**2
MAX_PARTS = 2_000
MAX_RATIO = 200
MAX_MEMORY = 3 * 1024**3
MAX_SECONDS = 120
FAILED = 3
"""How the child ends when it could say what went wrong."""


def read_workbook(path: Path, sheet: str | None = None) -> pa.Table:
    """The first sheet with a table in it, every cell as text; no copy of it is written.

    Whole numbers lose the ".0" Excel gives them, days are written as 2025-03-31, blanks are empty.
    Raises: HostileFileError where it would unpack to too much; SourceError where it is damaged.
    """
    _check_archive(path)
    child = [sys.executable, "-m", "headwater.data.files.workbook", str(path), sheet or ""]
    try:
        done = subprocess.run(  # noqa: S603
            child, capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise HostileFileError(
            f"{path.name} took longer than {MAX_SECONDS} seconds to open. Ask for it as CSV."
        ) from slow
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = lines[-1] if done.returncode == FAILED and lines else "it is damaged or too large"
        raise SourceError(
            f"{path.name} cannot be opened as an Excel workbook: {why}. Open it in Excel, save it as "
            "CSV and gather that file."
        )
    with pa.ipc.open_stream(done.stdout) as reader:
        return reader.read_all()


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise SourceError(f"{path.name} is damaged. Ask the sender for it again.") from broken
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise HostileFileError(
            f"{path.name} would unpack to {unpacked // 1024**2:,} MiB, {unpacked // packed:,} times "
            "its size. It was not opened. Ask the sender for a CSV file."
        )


def _parse(path: str, sheet: str) -> str:
    """Runs in the child: limits first, then the parser. Returns what went wrong, if anything."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(path)
        best: list[list[Any]] = []
        for name in [sheet] if sheet else book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if len(rows) > len(best):
                best = rows
        _write(best)
    except MemoryError:
        return "it needs more memory than is allowed"
    except Exception as problem:
        return type(problem).__name__
    return ""


def _write(rows: list[list[Any]]) -> None:
    width = max((len(row) for row in rows), default=0)
    columns = [
        pa.array([_text(row[i]) if i < len(row) else "" for row in rows], pa.string())
        for i in range(width)
    ]
    table = pa.table(columns, names=[f"c{i}" for i in range(width)])
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as writer:
        writer.write_table(table)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        whole = cell.time() == time(0)
        return cell.date().isoformat() if whole else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()


if __name__ == "__main__":
    problem = _parse(*sys.argv[1:3])
    if problem:
        print(problem, file=sys.stderr)
        sys.exit(FAILED)
