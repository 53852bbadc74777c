"""Admitting: a delivery that was on hold counts from the moment its provider confirms the receipt."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from headwater.data.engine import workbench
from headwater.data.intake.deliver import scan
from headwater.data.intake.supersede import settle, version_of
from headwater.data.source import all_sources
from headwater.data.store import Delivery, Store
from headwater.vocabulary.errors import UsageError


def admit(store: Store, name: str) -> None:
    """Let a delivery be read from now on; one that is not on hold stays as it is.

    Others may have arrived while it waited, so which rows give way to which is settled anew.

    Raises: UsageError where no delivery has this name; StoreError while another process is writing.
    """
    with store.writing():
        found = next((d for d in store.arrived() if d.id == name), None)
        if found is None:
            raise UsageError(f"No delivery is called “{name}”. Look at the list of deliveries.")
        if found.on_hold:
            with store.staging() as work:
                store.admit(found, _superseded(store, found, work))


def _superseded(store: Store, delivery: Delivery, work: Path) -> Path | None:
    """The list of rows that give way once this delivery counts; None where none do."""
    to = work / "superseded.parquet"
    with closing(workbench(work, store.folder)) as connection:
        connection.execute(f"CREATE TEMP VIEW good AS {scan(store.row_files(delivery))}")
        fields = frozenset(str(name) for name, *_ in connection.execute("DESCRIBE good").fetchall())
        settle(
            connection,
            store,
            all_sources()[delivery.source],
            delivery.provider,
            version_of(delivery),
            fields,
            to,
            key_repeats=delivery.receipt["repeated_keys"] > 0,
        )
    return to if to.is_file() else None
