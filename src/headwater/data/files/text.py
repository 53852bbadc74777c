"""The text inside a file as UTF-8, unpacked and decoded on the way: no copy of it is ever written."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.data.files.inspect import Inspected, chunks
from headwater.vocabulary.errors import HostileFileError, SourceError

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True)
class Text:
    """Where a text file lies and how it is written."""

    path: Path
    name: str
    gzipped: bool
    encoding: str
    has_bom: bool

    @classmethod
    def of(cls, file: Inspected) -> Text:
        """The text of a file that was looked at. Raises SourceError where it holds none."""
        if file.text is None:
            raise SourceError(f"{file.name} cannot be read as rows of text.")
        return cls(file.path, file.name, file.gzipped, file.text.encoding, file.text.has_bom)

    @property
    def as_it_stands(self) -> bool:
        """Whether the file's own bytes are the text."""
        return not self.gzipped and self.encoding == "utf-8" and not self.has_bom

    def pieces(self) -> Iterator[bytes]:
        """The text in pieces of UTF-8, without a byte-order mark."""
        raw = chunks(self.path, self.gzipped)
        if self.encoding == "utf-8":
            first = True
            for piece in raw:
                yield piece.removeprefix(codecs.BOM_UTF8) if first else piece
                first = False
            return
        errors = "replace" if self.encoding == "cp1252" else "strict"
        decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        try:
            for piece in raw:
                yield self._encode(decoder.decode(piece))
            yield self._encode(decoder.decode(b"", True))
        except UnicodeError as broken:
            raise SourceError(
                f"{self.name} is not written in one encoding. Ask the sender to save it as UTF-8."
            ) from broken

    def _encode(self, text: str) -> bytes:
        if "\0" in text:
            raise HostileFileError(
                f"{self.name} holds NUL characters, so it is not text. Ask the sender for a CSV file."
            )
        return text.encode()

    def start(self, size: int) -> str:
        """The first `size` bytes or so, for a look at the headings."""
        found = b""
        for piece in self.pieces():
            found += piece
            if len(found) >= size:
                break
        return found[:size].decode("utf-8", "ignore")


class PieceReader(io.RawIOBase):
    """Pieces as a file to read from, for readers that want one."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        into = memoryview(buffer).cast("B")
        size = min(len(into), len(self._left))
        into[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
