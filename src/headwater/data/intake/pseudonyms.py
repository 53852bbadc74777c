"""Keyed pseudonyms: HMAC-SHA-256 (RFC 2104, FIPS 198-1) of identifiers, many at a time.

The key is first absorbed together with the provider and the domain, so that the same number sent by
two agencies, or used as a record and as a person, gives unlike pseudonyms. For a large file the
hashing is done by a child process beside the reader; the key goes to it through its standard input
and never through its arguments. This module imports the standard library only, so that the child
starts at once.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from array import array
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

SIZE = 16
"""Bytes of a pseudonym: the first 128 bits, printed as a UUID."""
NONE = bytes(SIZE)
"""Stands for a blank identifier, which has no pseudonym."""
_FRAME = struct.Struct("<III")


def pseudonyms(key: bytes, prefix: bytes, offsets: Sequence[int], texts: bytes) -> bytes:
    """The pseudonym of each identifier, 16 bytes each; zeros where it is blank.

    Args: key: up to 64 bytes; prefix: what every message begins with; offsets: n + 1 positions in
        `texts`, which holds the identifiers one after another in UTF-8.
    Source: FIPS 198-1 (2008) The Keyed-Hash Message Authentication Code.
    >>> pseudonyms(b"key", b"The quick brown fox ", [0, 23], b"jumps over the lazy dog").hex()
    'f7bc83f430538424b13298e6aa6fb143'
    """
    block = key.ljust(64, b"\0")
    inner = sha256(bytes(byte ^ 0x36 for byte in block) + prefix).copy
    outer = sha256(bytes(byte ^ 0x5C for byte in block)).copy
    found: list[bytes] = []
    add = found.append
    # Remembering what was hashed before was measured too: a look-up in a table that outgrows the
    # processor's cache costs more than the hash.
    for start, end in pairwise(offsets):
        if start == end:
            add(NONE)
            continue
        message = inner()
        message.update(texts[start:end])
        seal = outer()
        seal.update(message.digest())
        add(seal.digest()[:SIZE])
    return b"".join(found)


def prefix_of(provider: str, domain: str) -> bytes:
    """What every message of one agency and one use begins with."""
    return f"{provider}\x1f{domain}\x1f".encode()


class Hasher:
    """Gives pseudonyms as futures, in a child process where `beside` is true."""

    def __init__(self, key: bytes, *, beside: bool) -> None:
        self._key = key
        self._child: subprocess.Popen[bytes] | None = None
        self._line = ThreadPoolExecutor(max_workers=1)
        if beside:
            self._child = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", str(Path(__file__).resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )

    def submit(self, prefix: bytes, offsets: array[int], texts: bytes) -> Future[bytes]:
        """The pseudonyms of these identifiers, when they are ready."""
        return self._line.submit(self._ask, prefix, offsets, texts)

    def _ask(self, prefix: bytes, offsets: array[int], texts: bytes) -> bytes:
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return pseudonyms(self._key, prefix, offsets, texts)
        head = _FRAME.pack(len(prefix), len(offsets), len(texts))
        for part in (head, self._key.ljust(64, b"\0"), prefix, offsets.tobytes(), texts):
            child.stdin.write(part)
        child.stdin.flush()
        wanted = (len(offsets) - 1) * SIZE
        found = child.stdout.read(wanted)
        if len(found) != wanted:
            raise OSError("the process that makes pseudonyms ended early")
        return found

    def __enter__(self) -> Hasher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        child = self._child
        if child is not None:
            if problem is not None:
                child.kill()
            self._line.shutdown(wait=True, cancel_futures=True)
            for pipe in (child.stdin, child.stdout):
                if pipe is not None and not pipe.closed:
                    try:
                        pipe.close()
                    except BrokenPipeError:
                        continue
            child.wait()
        self._line.shutdown(wait=True, cancel_futures=True)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Runs in the child until its standard input ends."""
    while len(head := requests.read(_FRAME.size)) == _FRAME.size:
        prefix_size, count, size = _FRAME.unpack(head)
        key = requests.read(64)
        prefix = requests.read(prefix_size)
        offsets = array("i")
        offsets.frombytes(requests.read(count * offsets.itemsize))
        answers.write(pseudonyms(key, prefix, offsets, requests.read(size)))
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
