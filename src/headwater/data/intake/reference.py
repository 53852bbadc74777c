"""A file of populations, look-ups, outlines or published measures into the store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.files.inspect import Inspected
from headwater.data.intake.receipt import Fault, Receipt
from headwater.data.source import ReferenceSource
from headwater.data.store import Delivery, Store
from headwater.vocabulary.errors import SourceError


def deliver_reference(
    store: Store, file: Inspected, table: pa.Table, source: type[ReferenceSource], work: Path
) -> tuple[Delivery, Receipt]:
    """Tidy one reference file and keep it, with a receipt."""
    tidied = source.tidy(table, file.name)
    if not tidied.table.num_rows:
        raise SourceError(
            f"{file.name} has the headings of “{source.title}” but no row that can be used. Ask the "
            "publisher for it again."
        )
    delivery = f"{source.slug}-{file.sha256[:10]}"
    made = work / f"{delivery}.parquet"
    pq.write_table(tidied.table, made, compression="zstd")
    set_aside = len({row for row, _, _ in tidied.set_aside})
    faults: dict[tuple[str, str], list[int]] = {}
    for row, column, reason in tidied.set_aside:
        faults.setdefault((column, reason), []).append(row)
    receipt = Receipt(
        file=file.name,
        source=source.slug,
        title=source.title,
        provider=source.publisher,
        agreement="",
        sha256=file.sha256,
        unit=source.unit,
        rows_read=tidied.read,
        accepted=tidied.read - set_aside,
        quarantined=set_aside,
        superseded=0,
        faults=tuple(
            Fault(column, reason, len(rows), tuple(rows[:20]))
            for (column, reason), rows in faults.items()
        ),
        notes=tidied.notes,
    ).reconcile()
    record = Delivery(
        delivery,
        store.next_sequence(),
        file.sha256,
        source.slug,
        source.shape.value,
        source.publisher,
        "",
        file.name,
        datetime.now(UTC),
        receipt.plain(),
    )
    store.commit(record, made, store.reference / source.slug / f"{delivery}.parquet")
    return record, receipt
