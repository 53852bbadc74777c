"""A partnership's folder as one file, and back: every byte checked on the way in and on the way out."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from headwater.data.files.inspect import fingerprint
from headwater.data.profile import FILE as PROFILE
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError

MANIFEST = "manifest.json"
LEFT_OUT = ("staging", "spill", "incoming", "lock.sqlite3")
"""What is made anew when it is needed, and files as agencies sent them, which lie nowhere for long."""
_SIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Backup:
    """What was written or restored: how many files and bytes."""

    path: Path
    files: int
    size: int


def write_backup(
    folder: Path, to: Path, *, on_file: Callable[[str], None] = lambda _: None
) -> Backup:
    """Write a folder to one archive while nobody gathers.

    Databases are copied by SQLite's own backup, so that pages which people use meanwhile are whole.
    The archive holds the keys: keep it as safe as the folder. A PostgreSQL database is not in it.
    Raises: StoreError where the archive exists, or somebody gathers.
    """
    if to.exists():
        raise StoreError(f"{to} exists already. Choose another name, so that no backup is lost.")
    manifest: dict[str, str] = {}
    part = to.with_name(f"{to.name}.part")
    store = Store.create(folder / "store")
    try:
        with (
            store.writing(),
            tempfile.TemporaryDirectory() as work,
            tarfile.open(part, "w") as archive,
        ):
            for path in _files(folder):
                name = path.relative_to(folder).as_posix()
                on_file(name)
                source = _copied(path, Path(work)) if path.suffix == ".sqlite3" else path
                manifest[name] = fingerprint(source)
                archive.add(source, arcname=name, recursive=False)
            listed = Path(work) / MANIFEST
            listed.write_text(json.dumps(manifest, indent=1), "utf-8")
            archive.add(listed, arcname=MANIFEST)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    to.chmod(0o600)
    return Backup(to, len(manifest), to.stat().st_size)


def restore_backup(
    path: Path, folder: Path, *, on_file: Callable[[str], None] = lambda _: None
) -> Backup:
    """Fill an empty folder from an archive, and check every file against its list.

    Raises: StoreError where the folder is not empty, or the archive is damaged or changed; nothing is
    left behind then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not empty. Restore into a folder that does not exist yet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        made = Path(work) / "made"
        try:
            with tarfile.open(path) as archive:
                archive.extractall(made, filter="data")
            manifest: dict[str, str] = json.loads((made / MANIFEST).read_text("utf-8"))
        except (tarfile.TarError, OSError, ValueError, KeyError) as broken:
            raise StoreError(
                f"{path} cannot be read as a backup. Take an earlier one, or copy it again."
            ) from broken
        (made / MANIFEST).unlink()
        found = {p.relative_to(made).as_posix(): p for p in made.rglob("*") if p.is_file()}
        if set(found) != set(manifest) or PROFILE not in manifest:
            raise StoreError(f"{path} does not hold the files it lists. Take an earlier backup.")
        for name, file in found.items():
            on_file(name)
            if fingerprint(file) != manifest[name]:
                raise StoreError(f"{path}: {name} was changed. Take an earlier backup.")
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return Backup(folder, len(manifest), sum(p.stat().st_size for p in folder.rglob("*")))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        skipped = any(part in LEFT_OUT for part in inside.parts) or path.name.endswith(_SIDE)
        if path.is_file() and not skipped:
            yield path


def _copied(path: Path, work: Path) -> Path:
    to = work / path.name
    to.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as held, closing(sqlite3.connect(to)) as copy:
        held.backup(copy)
    return to
