"""Whether the quotation marks of a CSV file part its cells beyond doubt (RFC 4180).

One mark that is opened and not closed can swallow the rows that follow it without a trace, so a file
with quotation marks is looked at before it is read.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.vocabulary.errors import SourceError

CHUNK = 1 << 22
QUOTE, LF, CR = 34, 10, 13


def check_quotes(path: Path, name: str, delimiter: str) -> None:
    """Nothing, where every quotation mark opens or closes a whole cell, or stands inside a plain one.

    Raises: SourceError with the row where a cell is opened and never closed, or goes on after its
    closing mark.
    """
    if not _plainly_sound(path, ord(delimiter)):
        _check_slowly(path, name, delimiter)


def _plainly_sound(path: Path, delimiter: int) -> bool:
    """Whether marks alternate: an opening one begins a cell and a closing one ends it."""
    before = LF
    inside = False
    held = b""
    with path.open("rb") as handle:
        while True:
            piece = handle.read(CHUNK)
            data = held + piece
            if not data:
                return not inside
            # The last byte waits for its neighbour.
            held = data[-1:] if piece else b""
            body = data[:-1] if piece else data
            marks = np.frombuffer(bytes([before]) + data + b"\n", dtype=np.uint8)
            at = np.flatnonzero(marks[1 : len(body) + 1] == QUOTE) + 1
            if not _alternate(marks, at, inside, delimiter):
                return False
            inside ^= bool(at.size % 2)
            before = body[-1] if body else before
            if not piece:
                return not inside


def _alternate(
    marks: NDArray[np.uint8], at: NDArray[np.intp], inside: bool, delimiter: int
) -> bool:
    ends = np.array([delimiter, LF, CR, QUOTE], dtype=np.uint8)
    opening, closing = (at[1::2], at[0::2]) if inside else (at[0::2], at[1::2])
    return bool(np.isin(marks[opening - 1], ends).all() and np.isin(marks[closing + 1], ends).all())


def _check_slowly(path: Path, name: str, delimiter: str) -> None:
    number = 1
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            for _ in csv.reader(handle, delimiter=delimiter, strict=True):
                number += 1
    except csv.Error as broken:
        raise SourceError(
            f"{name}, row {number}: a quotation mark is opened and not closed where the cell ends, so "
            "rows cannot be told apart. Ask the sender to export the file again, with quotation marks "
            "inside a cell doubled."
        ) from broken
