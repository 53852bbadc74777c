"""The ZIP that data.police.uk sends: monthly CSV files in folders, unpacked within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from headwater.vocabulary.errors import HostileFileError, SourceError

MAX_PARTS = 20_000
MAX_UNPACKED = 16 * 1024**3
MAX_RATIO = 200
READ = (".csv", ".csv.gz", ".xlsx", ".parquet", ".geojson")
"""Endings of the parts that are data."""


def unpack(path: Path, work: Path) -> Iterator[Path]:
    """Each data file in the archive, one at a time, in a flat folder; gone when the next is asked for.

    Raises: HostileFileError where it would unpack to too much or names a path outside itself.
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as broken:
        raise SourceError(f"{path.name} is damaged. Ask the sender for it again.") from broken
    with archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        _check(path.name, parts)
        for part in parts:
            if not part.filename.lower().endswith(READ):
                continue
            to = work / PurePosixPath(part.filename).name
            try:
                _write(archive, part, to, path.name)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
                raise SourceError(
                    f"{path.name}: {to.name} is damaged. Ask the sender for the archive again."
                ) from broken
            except RuntimeError as locked:
                raise SourceError(
                    f"{path.name} is locked with a password. Ask the sender how to open it, unpack it and "
                    "gather the files inside."
                ) from locked
            yield to
            to.unlink(missing_ok=True)


def _write(archive: zipfile.ZipFile, part: zipfile.ZipInfo, to: Path, name: str) -> None:
    left = part.file_size
    with archive.open(part) as source, to.open("wb") as out:
        while piece := source.read(1 << 20):
            left -= len(piece)
            if left < 0:
                raise HostileFileError(f"{name} lies about the size of its parts.")
            out.write(piece)


def _check(name: str, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise HostileFileError(
            f"{name} would unpack to {len(parts):,} files and {unpacked // 1024**2:,} MiB, "
            f"{unpacked // packed:,} times its size. It was not opened."
        )
    for part in parts:
        inside = PurePosixPath(part.filename)
        if inside.is_absolute() or ".." in inside.parts:
            raise HostileFileError(f"{name} names a file outside itself. It was not opened.")
