"""Whether the quotation marks of a CSV file part its cells beyond doubt (RFC 4180).

One mark that is opened and not closed can swallow the rows that follow it without a trace, so a file
with quotation marks is looked at before it is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from headwater.data.files.text import PieceReader, Text
from headwater.vocabulary.errors import SourceError

QUOTE, LF, CR = 34, 10, 13


def check_quotes(text: Text, delimiter: str) -> None:
    """Nothing, where every quotation mark opens or closes a whole cell, or stands inside a plain one.

    Raises: SourceError with the row where a cell is opened and never closed, or goes on after its
    closing mark.
    """
    if not _plainly_sound(text.pieces(), ord(delimiter)):
        _check_slowly(text, delimiter)


def _plainly_sound(pieces: Iterator[bytes], delimiter: int) -> bool:
    """Whether marks alternate: an opening one begins a cell and a closing one ends it."""
    before, inside = bytes([LF]), False
    held = b""
    for piece in chain(pieces, (bytes([LF]),)):
        # The last byte waits for its neighbour.
        data = held + piece
        marks = np.frombuffer(before + data, dtype=np.uint8)
        at = np.flatnonzero(marks[1:-1] == QUOTE) + 1
        if not _alternate(marks, at, inside, delimiter):
            return False
        inside ^= bool(at.size % 2)
        before, held = (data[-2:-1] or before), data[-1:]
    return not inside


def _alternate(
    marks: NDArray[np.uint8], at: NDArray[np.intp], inside: bool, delimiter: int
) -> bool:
    ends = np.array([delimiter, LF, CR, QUOTE], dtype=np.uint8)
    opening, closing = (at[1::2], at[0::2]) if inside else (at[0::2], at[1::2])
    return bool(np.isin(marks[opening - 1], ends).all() and np.isin(marks[closing + 1], ends).all())


def _check_slowly(text: Text, delimiter: str) -> None:
    number = 1
    try:
        reader = io.BufferedReader(PieceReader(text.pieces()), buffer_size=1 << 20)
        with io.TextIOWrapper(reader, encoding="utf-8", newline="") as lines:
            for _ in csv.reader(lines, delimiter=delimiter, strict=True):
                number += 1
    except csv.Error as broken:
        raise SourceError(
            f"{text.name}, row {number}: a quotation mark is opened and not closed where the cell ends, "
            "so rows cannot be told apart. Ask the sender to export the file again, with quotation marks "
            "inside a cell doubled."
        ) from broken
