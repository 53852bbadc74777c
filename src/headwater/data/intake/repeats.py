"""Counting what repeats in a file of any size, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 1 << 22
"""Values sorted at one time: 32 MiB."""
PIECE = 8 << 20
"""Bytes of the file looked through at one time."""


class Repeats:
    """Evenly spread 64-bit values, spilled to a file; says how many equal an earlier one.

    The values are keyed hashes, so the file tells nothing to who does not hold the key; it lies in
    the store's staging folder and goes with it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._size = 0

    def add(self, values: NDArray[np.uint64]) -> None:
        """Take some more values."""
        self._size += len(values)
        self._file.write(np.ascontiguousarray(values).data)

    def count(self) -> int:
        """How many values equal an earlier one. Nothing can be added afterwards."""
        self._file.close()
        if not self._size:
            return 0
        parts = np.uint64(max(1, 2 ** int(np.ceil(np.log2(self._size / AT_ONCE)))))
        found = 0
        for part in range(int(parts)):
            chosen = [piece[piece % parts == part] for piece in self._pieces()]
            ordered = np.concatenate(chosen)
            ordered.sort()
            found += int((ordered[1:] == ordered[:-1]).sum())
        self._path.unlink()
        return found

    def _pieces(self) -> Iterator[NDArray[np.uint64]]:
        with self._path.open("rb") as spilled:
            while piece := spilled.read(PIECE):
                yield np.frombuffer(piece, dtype=np.uint64)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
