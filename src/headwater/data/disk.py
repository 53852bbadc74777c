"""What must be on the disk before anybody says so: files, lists of names, and a key made once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from headwater.vocabulary.errors import StoreError


def flush(path: Path) -> None:
    """Ask the disk to keep a file, or every file of a folder, before a register says it is there."""
    for file in [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_folder(path: Path) -> None:
    """Ask the disk to keep a folder's list of names, where the system can be asked."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_or_make_key(path: Path) -> bytes:
    """The pseudonym key in a file: 32 random bytes, made where there is none.

    Raises: StoreError where the file holds something else.
    """
    if not path.exists():
        _write_key(path)
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError as broken:
        raise StoreError(f"{path} is not a pseudonym key: it must hold 64 hex digits.") from broken
    if len(key) < 32:
        raise StoreError(f"{path} is too short for a pseudonym key: it must hold 64 hex digits.")
    return key


def _write_key(path: Path) -> None:
    """A new key, whole or not at all: half a key would lock every pseudonym away."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_hex(32))
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(path)
    flush_folder(path.parent)
