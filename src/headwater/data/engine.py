"""The engine: the one module that knows DuckDB. Everyone else asks it for Ibis tables.

`workbench` is a bare connection for intake. `Engine` opens a partnership's rows for reading; it opens
no relation without a book of agreements and a purpose, so that nothing readable today stays readable
when an agreement ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from headwater.data.minimum_dataset import INCIDENT, REFERENCE
from headwater.data.source import Shape, all_sources
from headwater.data.store import Delivery, Store
from headwater.vocabulary.records.agreement import AgreementBook, Purpose

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

MEMORY = "768MB"

Connection = duckdb.DuckDBPyConnection


def workbench(
    *folders: Path, memory: str = MEMORY, threads: int | None = None, lock: bool = True
) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that can reach the given folders and nothing else.

    The first folder also takes what does not fit in memory. No extension is ever fetched.
    """
    connection = duckdb.connect(":memory:")
    spill = folders[0] / "spill"
    allowed = ", ".join(f"'{_quote(str(folder.resolve()))}/'" for folder in folders)
    for setting in (
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        f"memory_limit='{memory}'",
        f"temp_directory='{_quote(str(spill))}'",
        "TimeZone='UTC'",
        "enable_progress_bar=false",
        f"allowed_directories=[{allowed}]",
        "enable_external_access=false",
    ):
        connection.execute(f"SET {setting}")
    if threads is not None:
        connection.execute(f"SET threads={threads}")
    if lock:
        connection.execute("SET lock_configuration=true")
    return connection


def _quote(text: str) -> str:
    return text.replace("'", "''")


@dataclass(frozen=True)
class Refusal:
    """A source whose rows are in the store and may not be read, with the reason."""

    source: str
    reason: str


class Engine:
    """A partnership's rows, as relations that are allowed today for one purpose."""

    def __init__(self, store: Store, book: AgreementBook, *, purpose: Purpose, at: date) -> None:
        self.store = store
        self.purpose = purpose
        self.at = at
        self._book = book
        self._connection = workbench(store.folder, memory="4GB", lock=False)
        self._ibis = self._speak_ibis()
        self.refusals: tuple[Refusal, ...] = ()
        self._open()

    def _speak_ibis(self) -> Any:
        """Ibis over this connection; it sets the time zone, so the settings are locked afterwards."""
        import ibis

        backend = ibis.duckdb.from_connection(self._connection)
        self._connection.execute("SET lock_configuration=true")
        return backend

    def _open(self) -> None:
        sources = all_sources()
        arrived = self.store.deliveries(shape=Shape.INCIDENTS.value)
        refused: dict[str, str] = {}
        allowed: list[Delivery] = []
        for delivery in arrived:
            if not sources[delivery.source].is_public():
                standing = self._book.standing(
                    delivery.source, self.purpose, self.at, delivery.provider
                )
                if not standing:
                    refused[delivery.source] = standing.reason
                    continue
            allowed.append(delivery)
        self.deliveries = tuple(allowed)
        self.refusals = tuple(Refusal(s, why) for s, why in sorted(refused.items()))
        self._view_incidents()
        for shape in REFERENCE:
            self._view_reference(shape)

    def _view_incidents(self) -> None:
        parts = []
        by_source: dict[str, list[Path]] = {}
        for delivery in self.deliveries:
            by_source.setdefault(delivery.source, []).extend(self.store.row_files(delivery))
        declared = all_sources()
        for source, paths in by_source.items():
            if not paths:
                continue
            mapped = declared[source].minimum
            columns = ", ".join(
                f"{i.name}" if i.name in mapped else f"NULL::{i.type} AS {i.name}" for i in INCIDENT
            )
            parts.append(
                f"SELECT '{source}' AS source, delivery, row, {columns} "
                f"FROM read_parquet({_list(paths)}, hive_partitioning=false)"
            )
        nothing = ", ".join(f"NULL::{i.type} AS {i.name}" for i in INCIDENT)
        empty = f"SELECT ''::VARCHAR AS source, ''::VARCHAR AS delivery, 0::BIGINT AS row, {nothing} WHERE false"
        union = " UNION ALL ".join(parts) or empty
        lists = self.store.superseded_files()
        if lists:
            self._connection.execute(
                "CREATE TEMP TABLE superseded AS SELECT DISTINCT delivery, row "
                f"FROM read_parquet({_list(lists)})"
            )
            union = (
                f"SELECT u.* FROM ({union}) u ANTI JOIN superseded s "
                "ON u.delivery = s.delivery AND u.row = s.row"
            )
        self._connection.execute(f"CREATE TEMP VIEW incidents AS {union}")

    def _view_reference(self, shape: Shape) -> None:
        items = REFERENCE[shape]
        parts = [
            f"SELECT '{d.source}' AS source, '{d.id}' AS delivery, {d.sequence} AS sequence, "
            + ", ".join(i.name for i in items)
            + f" FROM read_parquet('{_quote(str(self.store.reference_file(d)))}')"
            for d in self.store.deliveries(shape=shape.value)
        ]
        columns = ", ".join(f"NULL::{i.type} AS {i.name}" for i in items)
        empty = f"SELECT ''::VARCHAR AS source, ''::VARCHAR AS delivery, 0 AS sequence, {columns} WHERE false"
        union = " UNION ALL ".join(parts) or empty
        self._connection.execute(f"CREATE TEMP VIEW {_view(shape)} AS {union}")

    def add(self, name: str, table: pa.Table) -> None:
        """Keep a small table, made elsewhere, to join with."""
        self._connection.register(f"_{name}", table)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM _{name}")
        self._connection.unregister(f"_{name}")

    def view(self, name: str, sql: str, values: Mapping[str, Any] | None = None) -> None:
        """Name a query over relations that are already open."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}", values or {})

    def name(self, name: str, expression: ir.Table) -> ir.Table:
        """Give an expression a name, as a view, so that it is compiled once."""
        self.view(name, str(self._ibis.compile(expression)))
        return self.table(name)

    def sql(self, query: str) -> pa.Table:
        """Run a query of this floor's own and give an Arrow table."""
        return self._connection.execute(query).to_arrow_table()

    def table(self, name: str) -> ir.Table:
        """A relation as an Ibis table."""
        return self._ibis.table(name)

    def incidents(self) -> ir.Table:
        """Every incident that may be read today, one row each, without what was superseded."""
        return self.table("incidents")

    def reference(self, shape: Shape) -> ir.Table:
        """Every row of one shape of reference data, with its source and delivery."""
        return self.table(_view(shape))

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def _view(shape: Shape) -> str:
    return "ref_" + shape.name.lower()


def _list(paths: Iterable[Path]) -> str:
    return "[" + ", ".join(f"'{_quote(str(path))}'" for path in paths) + "]"
