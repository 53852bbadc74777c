"""Counting what repeats in a file of any size, in bounded memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 1 << 22
"""Values sorted at one time: 32 MiB."""


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
        values = np.memmap(self._path, dtype=np.uint64, mode="r")
        parts = max(1, 2 ** int(np.ceil(np.log2(self._size / AT_ONCE))))
        found = 0
        for part in range(parts):
            chosen = [
                piece[piece % np.uint64(parts) == part]
                for piece in np.array_split(values, -(-self._size // AT_ONCE))
            ]
            ordered = np.sort(np.concatenate(chosen))
            found += int((ordered[1:] == ordered[:-1]).sum())
        del values
        self._path.unlink()
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
