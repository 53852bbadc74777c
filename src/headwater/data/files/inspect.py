"""What a file is, by its bytes and not by its name; its fingerprint; and whether it is safe to open.

One pass over the bytes gives the SHA-256, the number of lines and quotation marks, and the encoding.
Nothing is parsed here; the counts are the witness against which the reader's rows are checked.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

CHUNK = 1 << 20
"""Bytes looked at in one step: small enough to stay in the processor's cache."""
MAX_BYTES = 16 * 1024**3
"""Largest file, after decompression: 16 GiB, about 100 million record-level rows."""
MAX_RATIO = 200
"""Most a compressed file may grow; real extracts grow 5 to 20 times."""
MAX_LINE = 1 << 20
"""Longest line of a text file, in bytes."""


class Format(Enum):
    """The formats that can be read; value is the printed name."""

    CSV = "CSV"
    XLSX = "Excel workbook (XLSX)"
    PARQUET = "Parquet"
    GEOJSON = "GeoJSON"
    ZIP = "ZIP archive"


@dataclass(frozen=True)
class TextFacts:
    """What one pass over a text file found. `lone_cr` counts line ends that are a bare CR.

    Counts are of bytes, so they mean nothing for UTF-16.
    """

    encoding: str
    lines: int
    quotes: int
    lone_cr: int
    has_bom: bool


@dataclass(frozen=True)
class Inspected:
    """A file that may be opened."""

    path: Path
    name: str
    format: Format
    sha256: str
    size: int
    gzipped: bool = False
    text: TextFacts | None = None


_BINARY_STARTS = {
    b"\x89PNG": "a PNG picture",
    b"%PDF": "a PDF document",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"MZ": "a Windows program",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file (save it as .xlsx or .csv)",
}


def inspect(path: Path) -> Inspected:
    """Look at a file without opening it.

    Raises: SourceError where it is no format Headwater reads; HostileFileError where it holds NUL
    bytes, is a picture or program under another name, or grows past the limits.
    """
    if not path.is_file():
        raise SourceError(f"{path}: there is no such file. Check the path and try again.")
    size = path.stat().st_size
    if size == 0:
        raise SourceError(f"{path.name} is empty. Ask the sender for the file again.")
    with path.open("rb") as handle:
        start = handle.read(8)
    for magic, what in _BINARY_STARTS.items():
        if start.startswith(magic):
            raise HostileFileError(
                f"{path.name} is {what}, not data. Ask the sender for a CSV, XLSX or Parquet file."
            )
    gzipped = start.startswith(b"\x1f\x8b")
    if start.startswith(b"PK\x03\x04"):
        return Inspected(path, path.name, _zip_format(path), fingerprint(path), size)
    if start.startswith(b"PAR1"):
        return Inspected(path, path.name, Format.PARQUET, fingerprint(path), size)
    name = path.name.removesuffix(".gz")
    kind = _text_format(path, name)
    sha256, facts = _read_text(path, gzipped, one_line=kind is Format.GEOJSON)
    return Inspected(path, path.name, kind, sha256, size, gzipped, facts)


def _zip_format(path: Path) -> Format:
    """A workbook is an archive too; one that was given another ending is known by what is in it."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return Format.XLSX
    try:
        with zipfile.ZipFile(path) as archive:
            return Format.XLSX if "xl/workbook.xml" in archive.NameToInfo else Format.ZIP
    except (zipfile.BadZipFile, OSError, ValueError):
        return Format.ZIP  # whoever unpacks it says what is wrong


def _text_format(path: Path, name: str) -> Format:
    suffix = Path(name).suffix.lower()
    if suffix in (".geojson", ".json"):
        return Format.GEOJSON
    if suffix in (".csv", ".txt", ".tsv", ".dat"):
        return Format.CSV
    raise UnknownFileError(
        f"{path.name} is not a file Headwater reads. Send CSV, CSV.GZ, XLSX, Parquet, GeoJSON or "
        "the ZIP from data.police.uk."
    )


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def chunks(path: Path, gzipped: bool) -> Iterator[bytes]:
    """The file's bytes, decompressed, in pieces, never more than the limits allow."""
    packed = path.stat().st_size
    total = 0
    try:
        with gzip.open(path, "rb") if gzipped else path.open("rb") as handle:
            while piece := handle.read(CHUNK):
                total += len(piece)
                if total > MAX_BYTES or (gzipped and total > max(packed, 4096) * MAX_RATIO):
                    raise HostileFileError(
                        f"{path.name} unpacks to far more than it should ({total // packed} times "
                        "its size so far). Ask the sender for the file uncompressed."
                    )
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
        raise SourceError(
            f"{path.name} is cut short or damaged. Ask the sender for it again."
        ) from broken


def _read_text(path: Path, gzipped: bool, *, one_line: bool) -> tuple[str, TextFacts]:
    """Fingerprint of the stored bytes, and facts about the text inside them."""
    stored = hashlib.sha256()
    seen = _Seen(path.name, one_line)
    for piece in chunks(path, gzipped):
        if not gzipped:
            stored.update(piece)
        seen.look(piece)
    return fingerprint(path) if gzipped else stored.hexdigest(), seen.facts()


class _Seen:
    """What the bytes looked at so far hold; every step is one quick search over a piece."""

    def __init__(self, name: str, one_line: bool) -> None:
        self._name, self._one_line = name, one_line
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._encoding, self._first, self._last = "utf-8", b"", b"\n"
        self._lines = self._quotes = self._returns = self._pairs = self._run = 0

    def look(self, piece: bytes) -> None:
        """Count what the next piece of the file holds. Raises HostileFileError where it is no text."""
        if not self._first:
            self._first = piece[:4]
            if self._first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                self._encoding = "utf-16"
        wide = self._encoding == "utf-16"
        if not wide and b"\x00" in piece:
            raise HostileFileError(
                f"{self._name} holds NUL bytes, so it is not text. Ask the sender for a CSV file."
            )
        if self._encoding == "utf-8":
            self._decode(piece)
        newlines = piece.count(b"\n")
        longest = self._run + (piece.find(b"\n") if newlines else len(piece))
        self._run = len(piece) - piece.rfind(b"\n") - 1 if newlines else longest
        self._quotes += piece.count(b'"')
        self._lines += newlines
        if b"\r" in piece or self._last == b"\r":
            longest = self._count_returns(piece)
        if longest > MAX_LINE and not wide and not self._one_line:
            raise HostileFileError(
                f"{self._name} has a line of more than {MAX_LINE // 1024} KiB, so it is not a table. "
                "Ask the sender how it was exported."
            )
        self._last = piece[-1:]

    def _decode(self, piece: bytes) -> None:
        pending, _ = self._decoder.getstate()
        if piece.isascii() and not pending:
            return
        try:
            self._decoder.decode(piece)
        except UnicodeDecodeError:
            self._encoding = "cp1252"

    def _count_returns(self, piece: bytes) -> int:
        """Carriage returns, and those that belong to a CRLF; one alone also ends a line.

        Returns the longest line that is sure to be in this piece.
        """
        marks = np.frombuffer(self._last + piece, dtype=np.uint8)
        at = np.flatnonzero(marks[1:] == 13) + 1
        self._returns += at.size
        after = np.flatnonzero(marks[:-1] == 13) + 1
        self._pairs += int((marks[after] == 10).sum())
        ends = np.flatnonzero((marks[1:] == 13) | (marks[1:] == 10))
        longest = int(np.diff(ends).max(initial=0)) if ends.size else self._run
        if ends.size:
            self._run = len(piece) - int(ends[-1]) - 1
        return max(longest, self._run)

    def facts(self) -> TextFacts:
        """What the whole file holds."""
        alone = max(self._returns - self._pairs, 0)
        lines = self._lines + alone + (self._last not in (b"\n", b"\r"))
        if self._encoding == "utf-8" and self._decoder.getstate()[0]:
            self._encoding = "cp1252"
        return TextFacts(
            self._encoding, lines, self._quotes, alone, self._first[:3] == codecs.BOM_UTF8
        )
