"""The store: Parquet files that are never changed, and a small register that says which count.

A delivery's files are written to `staging/`, moved into place in one step, and only then entered in
the register in one transaction. A kill between the steps leaves files that no register names; they
are swept away when the store is next opened for writing. Readers see only what the register names, and
of that not what is on hold: a delivery whose provider has yet to confirm its receipt.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from headwater.data.disk import flush, flush_folder, read_or_make_key
from headwater.vocabulary.errors import StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS delivery (
    id TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    shape TEXT NOT NULL,
    provider TEXT NOT NULL,
    agreement TEXT NOT NULL,
    file TEXT NOT NULL,
    received TEXT NOT NULL,
    receipt TEXT NOT NULL,
    UNIQUE (sha256, source)
);
CREATE TABLE IF NOT EXISTS release (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    indicator TEXT NOT NULL,
    policy TEXT NOT NULL,
    inputs TEXT NOT NULL,
    digest TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (indicator, policy, inputs, digest)
);
CREATE TABLE IF NOT EXISTS on_hold (delivery TEXT PRIMARY KEY REFERENCES delivery (id));
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Delivery:
    """One gathered file, as the register knows it. `receipt` is the receipt's own plain data.

    `sequence` numbers deliveries in the order in which they came to count.
    """

    id: str
    sequence: int
    sha256: str
    source: str
    shape: str
    provider: str
    agreement: str
    file: str
    received: datetime
    receipt: dict[str, Any]
    on_hold: bool = False


class Store:
    """The `store/` folder of a partnership."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = folder / "rows"
        self.reference = folder / "reference"
        self.released = folder / "released"
        self._register = folder / "register.sqlite3"

    @classmethod
    def create(cls, folder: Path) -> Store:
        """Make an empty store, or open the one that is there."""
        store = cls(folder)
        for path in (folder, store.rows, store.reference, store.released):
            path.mkdir(parents=True, exist_ok=True)
        with closing(store._connect()) as connection, connection:
            connection.executescript(_SCHEMA)
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a store. Raises StoreError where there is none."""
        store = cls(folder)
        if not store._register.is_file():
            raise StoreError(
                f"{folder.parent} holds no data yet. Run “headwater gather” with your files."
            )
        with closing(store._connect()) as connection, connection:
            # A register of before has fewer tables.
            connection.executescript(_SCHEMA)
        return store

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._register, timeout=20, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.row_factory = sqlite3.Row
        return connection

    # reading

    def deliveries(
        self, *, source: str | None = None, shape: str | None = None
    ) -> tuple[Delivery, ...]:
        """Deliveries that count, in the order in which they came to: none that is on hold."""
        return tuple(
            d
            for d in self.arrived()
            if not d.on_hold and source in (None, d.source) and shape in (None, d.shape)
        )

    def arrived(self) -> tuple[Delivery, ...]:
        """Every delivery, those on hold with them."""
        with closing(self._connect()) as connection:
            rows = connection.execute(
                "SELECT delivery.*, id IN (SELECT delivery FROM on_hold) AS on_hold "
                "FROM delivery ORDER BY sequence"
            ).fetchall()
        return tuple(_delivery(row) for row in rows)

    def newest(self) -> int:
        """The number of the newest delivery that counts, 0 before the first; it reads no receipt."""
        with closing(self._connect()) as connection:
            (found,) = connection.execute(
                "SELECT max(sequence) FROM delivery WHERE id NOT IN (SELECT delivery FROM on_hold)"
            ).fetchone()
        return found or 0

    def find(self, sha256: str, source: str | None = None) -> Delivery | None:
        """The delivery of a file with this fingerprint, if it has arrived, on hold or not."""
        found = (d for d in self.arrived() if source in (None, d.source))
        return next((d for d in found if d.sha256 == sha256), None)

    def row_files(self, delivery: Delivery) -> tuple[Path, ...]:
        """The Parquet files with a delivery's accepted incidents, by month."""
        return tuple(sorted((self.rows / delivery.source / delivery.id).glob("month=*/*.parquet")))

    def superseded_file(self, delivery: Delivery) -> Path | None:
        """The list of its sender's rows that had given way when a delivery arrived, if any had."""
        path = self.rows / delivery.source / delivery.id / "superseded.parquet"
        return path if path.is_file() else None

    def superseded_files(self) -> tuple[Path, ...]:
        """The newest list of each source and sender: together, every row that has given way."""
        newest = {(d.source, d.provider): d for d in self.deliveries()}
        found = (self.superseded_file(d) for d in newest.values())
        return tuple(sorted(path for path in found if path is not None))

    def reference_file(self, delivery: Delivery) -> Path:
        """The Parquet file of a reference delivery."""
        return self.reference / delivery.source / f"{delivery.id}.parquet"

    def quarantine_file(self, delivery: Delivery) -> Path:
        """The Parquet file with a delivery's quarantined rows: row numbers and reasons only."""
        return self.rows / delivery.source / delivery.id / "quarantine.parquet"

    # writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing; a second writer is told so at once. Sweeps what a kill left."""
        lock = sqlite3.connect(self.folder / "lock.sqlite3", timeout=0.2, isolation_level=None)
        try:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as busy:
                raise StoreError(
                    "Another gather is writing to this partnership. Wait for it to end, then try again."
                ) from busy
            self._sweep()
            yield
        finally:
            lock.close()

    def _sweep(self) -> None:
        shutil.rmtree(self.folder / "staging", ignore_errors=True)
        named = {d.id for d in self.arrived()}
        for path in (*self.rows.glob("*/*"), *self.reference.glob("*/*.parquet")):
            if path.name.removesuffix(".parquet") not in named:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """An empty folder on the store's own disk, gone afterwards."""
        parent = self.folder / "staging"
        parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent) as work:
            yield Path(work)

    def next_sequence(self) -> int:
        """The number the next delivery will have."""
        return max((d.sequence for d in self.arrived()), default=0) + 1

    def commit(self, delivery: Delivery, made: Path, to: Path) -> None:
        """Move a delivery's files into place, then enter it in the register. All or nothing.

        Raises: StoreError where a delivery of this name is held: nothing is ever overwritten.
        """
        if any(held.id == delivery.id for held in self.arrived()):
            raise StoreError(
                f"A delivery named {delivery.id} is already held. Nothing was changed."
            )
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.exists():
            shutil.rmtree(to) if to.is_dir() else to.unlink()
        flush(made)
        made.replace(to)
        flush_folder(to.parent)
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO delivery VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    delivery.id,
                    delivery.sequence,
                    delivery.sha256,
                    delivery.source,
                    delivery.shape,
                    delivery.provider,
                    delivery.agreement,
                    delivery.file,
                    delivery.received.isoformat(),
                    json.dumps(delivery.receipt, ensure_ascii=False),
                ),
            )
            if delivery.on_hold:
                connection.execute("INSERT INTO on_hold VALUES (?)", (delivery.id,))
            connection.execute("COMMIT")

    def admit(self, delivery: Delivery, superseded: Path | None) -> None:
        """Let a delivery on hold count from now on, with the list of rows that give way.

        A kill before the register knows leaves it on hold, where nobody reads its list.
        """
        to = self.rows / delivery.source / delivery.id / "superseded.parquet"
        if superseded is None:
            to.unlink(missing_ok=True)
        else:
            flush(superseded)
            superseded.replace(to)
        flush_folder(to.parent)
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM on_hold WHERE delivery = ?", (delivery.id,))
            connection.execute(
                "UPDATE delivery SET sequence = (SELECT max(sequence) + 1 FROM delivery) WHERE id = ?",
                (delivery.id,),
            )
            connection.execute("COMMIT")

    def log_release(
        self, *, indicator: str, policy: str, inputs: str, digest: str, note: str
    ) -> None:
        """Record that a table left the secure area. The same release is recorded once."""
        with closing(self._connect()) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO release (at, indicator, policy, inputs, digest, note) "
                "VALUES (?,?,?,?,?,?)",
                (datetime.now(UTC).isoformat(), indicator, policy, inputs, digest, note),
            )

    def releases(self) -> tuple[dict[str, str], ...]:
        """Everything that was ever released, oldest first."""
        with closing(self._connect()) as connection:
            rows = connection.execute("SELECT * FROM release ORDER BY id").fetchall()
        return tuple({key: str(row[key]) for key in row.keys()} for row in rows)  # noqa: SIM118

    # keys

    def secret(self) -> bytes:
        """The key of this partnership's pseudonyms: 32 random bytes, made once.

        Read from the file named by HEADWATER_KEY_FILE where that is set, so that the key need not
        lie beside the data it protects.
        """
        named = os.environ.get("HEADWATER_KEY_FILE")
        return read_or_make_key(Path(named) if named else self.folder / "pseudonym.key")


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        row["id"],
        row["sequence"],
        row["sha256"],
        row["source"],
        row["shape"],
        row["provider"],
        row["agreement"],
        row["file"],
        datetime.fromisoformat(row["received"]),
        json.loads(row["receipt"]),
        bool(row["on_hold"]),
    )
