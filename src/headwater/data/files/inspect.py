"""What a file is, by its bytes and not by its name; its fingerprint; and whether it is safe to open.

One pass over the bytes gives the SHA-256, the number of lines and quotation marks, and the encoding.
Nothing is parsed here.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from headwater.vocabulary.errors import HostileFileError, SourceError, UnknownFileError

CHUNK = 1 << 20
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
    """What one pass over a text file found. `newline_mix` is true for CRLF and LF together."""

    encoding: str
    lines: int
    quotes: int
    crlf: int
    lone_cr: int
    blank_lines: int
    has_bom: bool

    @property
    def newline_mix(self) -> bool:
        """Whether line ends must be made alike before a fast reader may be trusted."""
        return bool(self.lone_cr) or 0 < self.crlf < self.lines - 1


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
        return Inspected(path, path.name, _zip_format(path), _fingerprint(path), size)
    if start.startswith(b"PAR1"):
        return Inspected(path, path.name, Format.PARQUET, _fingerprint(path), size)
    name = path.name.removesuffix(".gz")
    kind = _text_format(path, name)
    sha256, facts = _read_text(path, gzipped, one_line=kind is Format.GEOJSON)
    return Inspected(path, path.name, kind, sha256, size, gzipped, facts)


def _zip_format(path: Path) -> Format:
    return Format.XLSX if path.suffix.lower() in (".xlsx", ".xlsm") else Format.ZIP


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


def _fingerprint(path: Path) -> str:
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
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    encoding, first = "utf-8", b""
    lines = quotes = crlf = cr = blank = run = 0
    tail = b"\n"
    for piece in chunks(path, gzipped):
        if not gzipped:
            stored.update(piece)
        if not first:
            first = piece[:4]
            if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
                encoding = "utf-16"
        if encoding != "utf-16" and b"\x00" in piece:
            raise HostileFileError(
                f"{path.name} holds NUL bytes, so it is not text. Ask the sender for a CSV file."
            )
        if encoding == "utf-8":
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                encoding = "cp1252"
        newlines = piece.count(b"\n")
        run = run + len(piece) if not newlines else len(piece) - piece.rfind(b"\n")
        if run > MAX_LINE and encoding != "utf-16" and not one_line:
            raise HostileFileError(
                f"{path.name} has a line of more than {MAX_LINE // 1024} KiB, so it is not a table. "
                "Ask the sender how it was exported."
            )
        lines += newlines
        quotes += piece.count(b'"')
        joined = tail + piece
        crlf += joined.count(b"\r\n") - tail.count(b"\r\n")
        cr += piece.count(b"\r")
        blank += joined.count(b"\n\n") + joined.count(b"\n\r\n")
        tail = piece[-1:] if piece[-1:] != b"\r" else joined[-2:]
    if not tail.endswith(b"\n"):
        lines += 1
    digest = _fingerprint(path) if gzipped else stored.hexdigest()
    facts = TextFacts(
        encoding, lines, quotes, crlf, max(cr - crlf, 0), blank, first[:3] == codecs.BOM_UTF8
    )
    return digest, facts
