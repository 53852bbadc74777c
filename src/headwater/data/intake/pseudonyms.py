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
REMEMBERED = 600_000
"""Identifiers of one kind that are remembered at most: some 100 MiB."""
ENOUGH, ALWAYS_NEW = 1_000, 0.999
"""Identifiers, and the share of new ones among them, from which remembering is given up."""
_FRAME = struct.Struct("<III")


def pseudonyms(
    key: bytes,
    prefix: bytes,
    offsets: Sequence[int],
    texts: bytes,
    known: dict[bytes, bytes] | None = None,
) -> bytes:
    """The pseudonym of each identifier, 16 bytes each; zeros where it is blank.

    Args: key: up to 64 bytes; prefix: what every message begins with; offsets: n + 1 positions in
        `texts`, which holds the identifiers one after another in UTF-8; known: pseudonyms made
        before, which is added to, so that an identifier that comes again is hashed once.
    Source: FIPS 198-1 (2008) The Keyed-Hash Message Authentication Code.
    >>> pseudonyms(b"key", b"The quick brown fox ", [0, 23], b"jumps over the lazy dog").hex()
    'f7bc83f430538424b13298e6aa6fb143'
    """
    block = key.ljust(64, b"\0")
    inner = sha256(bytes(byte ^ 0x36 for byte in block) + prefix).copy
    outer = sha256(bytes(byte ^ 0x5C for byte in block)).copy
    found: list[bytes] = []
    add = found.append
    held = {b"": NONE} if known is None else known
    held.setdefault(b"", NONE)
    for start, end in pairwise(offsets):
        text = texts[start:end]
        made = held.get(text)
        if made is None:
            message = inner()
            message.update(text)
            seal = outer()
            seal.update(message.digest())
            made = seal.digest()[:SIZE]
            if known is not None:
                held[text] = made
        add(made)
    return b"".join(found)


def prefix_of(provider: str, domain: str) -> bytes:
    """What every message of one agency and one use begins with."""
    return f"{provider}\x1f{domain}\x1f".encode()


class Remembered:
    """Pseudonyms made so far, for each prefix whose identifiers come again; bounded."""

    def __init__(self) -> None:
        self._known: dict[bytes, dict[bytes, bytes] | None] = {}

    def answer(self, key: bytes, prefix: bytes, offsets: Sequence[int], texts: bytes) -> bytes:
        """The pseudonyms of these identifiers, hashing none that is remembered."""
        known = self._known.setdefault(prefix, {})
        before = len(known or ())
        found = pseudonyms(key, prefix, offsets, texts, known)
        if known is not None:
            asked = len(offsets) - 1
            if asked > ENOUGH and len(known) - before > asked * ALWAYS_NEW:
                # Every one was new: a reference of the record, which never comes again.
                self._known[prefix] = None
            elif len(known) > REMEMBERED:
                known.clear()
        return found


class Hasher:
    """Gives pseudonyms as futures, in a child process where `beside` is true."""

    def __init__(self, key: bytes, *, beside: bool) -> None:
        self._key = key
        self._child: subprocess.Popen[bytes] | None = None
        self._line = ThreadPoolExecutor(max_workers=1)
        self._here = Remembered()
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
            return self._here.answer(self._key, prefix, offsets, texts)
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
    remembered = Remembered()
    while len(head := requests.read(_FRAME.size)) == _FRAME.size:
        prefix_size, count, size = _FRAME.unpack(head)
        key = requests.read(64)
        prefix = requests.read(prefix_size)
        offsets = array("i")
        offsets.frombytes(requests.read(count * offsets.itemsize))
        answers.write(remembered.answer(key, prefix, offsets, requests.read(size)))
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
