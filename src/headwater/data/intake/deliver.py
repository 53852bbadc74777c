"""One file of incidents into the store: read, check, keep, set aside, supersede, and reconcile."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from headwater.data.engine import Connection, UnreadableError, workbench
from headwater.data.files.inspect import Inspected
from headwater.data.files.tables import TextTable
from headwater.data.headings import Match
from headwater.data.intake.compile import Check, Key, Plan, compile_plan, literal
from headwater.data.intake.history import alerts
from headwater.data.intake.receipt import Fault, Receipt
from headwater.data.source import Shape, Source
from headwater.data.store import Delivery, Store
from headwater.vocabulary.errors import SourceError

FEW = 20
"""Row numbers listed for one fault."""


@dataclass(frozen=True)
class Terms:
    """Whose file it is and under what it came."""

    provider: str
    agreement: str = ""
    district_codes: frozenset[str] = frozenset()


def deliver(
    store: Store, file: Inspected, table: TextTable, match: Match, terms: Terms, work: Path
) -> tuple[Delivery, Receipt]:
    """Take one recognised file into the store; nothing is kept unless every row is accounted for."""
    source = match.source
    delivery = _name(file, source)
    connection = workbench(work, store.folder, file.path.parent)
    try:
        key = Key.of(store.secret(), terms.provider)
        _open_raw(connection, table, match)
        plan = compile_plan(source, match.columns, "raw", delivery, key)
        made = work / "made"
        _write(connection, plan, made)
        receipt = _reckon(connection, store, file, table, match, terms, plan, made, delivery)
    except UnreadableError as broken:
        raise SourceError(f"{file.name} {_plain_reason(broken)}") from broken
    finally:
        connection.close()
    receipt.reconcile()
    record = Delivery(
        delivery,
        store.next_sequence(),
        file.sha256,
        source.slug,
        source.shape.value,
        terms.provider,
        terms.agreement,
        file.name,
        datetime.now(UTC),
        receipt.plain(),
    )
    store.commit(record, made, store.rows / source.slug / delivery)
    return record, receipt


def _name(file: Inspected, source: type[Source]) -> str:
    """A delivery is named by what is in it, so that the order of arrival never shows."""
    return f"{source.slug}-{file.sha256[:10]}"


def _open_raw(connection: Connection, table: TextTable, match: Match) -> None:
    """Relation `raw`: row number as a spreadsheet shows it, and the used cells as text."""
    used = sorted(set(match.columns.values()))
    names = ", ".join(f"c{i}" for i in used)
    skip = match.header_row + 1
    if table.is_csv:
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(table.width))
        scan = (
            f"read_csv({literal(str(table.path))}, header=false, skip={skip}, auto_detect=false, "
            f"delim={literal(table.delimiter)}, quote='', escape='', columns={{{columns}}}, "
            "null_padding=true, strict_mode=false, ignore_errors=false, max_line_size=1048576)"
        )
        connection.execute(
            f"CREATE TEMP VIEW raw AS SELECT row_number() OVER () + {skip} AS row, {names} FROM {scan}"
        )
    else:
        torn = len([n for n in table.torn if n <= skip])
        connection.execute(
            f"CREATE TEMP VIEW raw AS SELECT file_row_number + 1 + {torn} AS row, {names} "
            f"FROM read_parquet({literal(str(table.path))}, file_row_number=true) "
            f"WHERE file_row_number >= {skip}"
        )


def _write(connection: Connection, plan: Plan, made: Path) -> None:
    """One pass: rows without a fault go to their month, the others to a part of their own."""
    month = "CASE WHEN fault = 0 THEN strftime(month, '%Y-%m') ELSE 'quarantine' END"
    part = f"coalesce({month}, 'none')" if "month" in plan.fields else "'none'"
    connection.execute(
        f"COPY (SELECT *, {part} AS part FROM ({plan.select})) TO {literal(str(made))} "
        "(FORMAT parquet, PARTITION_BY (part), COMPRESSION snappy, WRITE_PARTITION_COLUMNS false)"
    )


def _reckon(
    connection: Connection,
    store: Store,
    file: Inspected,
    table: TextTable,
    match: Match,
    terms: Terms,
    plan: Plan,
    made: Path,
    delivery: str,
) -> Receipt:
    """Count what was written, set superseded rows aside, and compare with history."""
    source = match.source
    good = _move_parts(made)
    connection.execute(f"CREATE TEMP VIEW good AS {_scan(good, plan)}")
    bad = made / "part=quarantine"
    faults, quarantined = _faults(connection, bad, plan.checks, source)
    _keep_quarantine(connection, bad, made)
    written = _one(connection, "SELECT count(*) FROM good")
    torn = tuple(n for n in table.torn if n > match.header_row + 1)
    if torn:
        ask = f"Ask the sender to {source.agency_question or 'export the file again'}."
        faults = (
            *faults,
            Fault("(row)", "has too many or too few cells", len(torn), torn[:FEW], ask),
        )
    rows_read = table.rows - match.header_row - 1
    inside, replaced = _supersede(connection, store, source, delivery, made, plan)
    counts = {name: _pairs(connection, sql) for name, sql in _totals(source, plan, terms).items()}
    return Receipt(
        file=file.name,
        source=source.slug,
        title=source.title,
        provider=terms.provider,
        agreement=terms.agreement,
        sha256=file.sha256,
        unit=source.unit,
        rows_read=rows_read,
        accepted=written - inside,
        quarantined=quarantined + len(torn),
        superseded=inside,
        blank_lines=table.blank,
        replaced=replaced,
        by_month=counts.get("by_month", ()),
        by_behaviour=counts.get("by_behaviour", ()),
        unplaced=counts.get("unplaced", ()),
        vintages=counts.get("vintages", ()),
        repeated_rows=_repeated(connection, table, match),
        repeated_keys=_repeated_keys(connection, plan),
        faults=faults,
        unused=tuple(heading for _, heading in match.extra),
        alerts=alerts(store, source, counts.get("by_month", ())),
        notes=(source.row_meaning,) if source.row_meaning else (),
    )


def _move_parts(made: Path) -> list[Path]:
    """Name the folders of months as the store does, and list their files."""
    for part in sorted(made.glob("part=*")):
        if part.name != "part=quarantine":
            part.rename(made / part.name.replace("part=", "month="))
    return sorted(made.glob("month=*/*.parquet"))


def _scan(paths: list[Path], plan: Plan) -> str:
    if not paths:
        columns = ", ".join(f"NULL AS {n}" for n in plan.fields)
        return f"SELECT 0::BIGINT AS row, {columns} WHERE false"
    listed = ", ".join(literal(str(p)) for p in paths)
    return f"SELECT * FROM read_parquet([{listed}], hive_partitioning=false)"


def _one(connection: Connection, sql: str) -> int:
    found = connection.execute(sql).fetchone()
    return int(found[0]) if found and found[0] is not None else 0


def _pairs(connection: Connection, sql: str) -> tuple[tuple[str, int], ...]:
    return tuple((str(a), int(b)) for a, b in connection.execute(sql).fetchall())


def _totals(source: type[Source], plan: Plan, terms: Terms) -> dict[str, str]:
    """Control totals, as queries over what was written."""
    if "month" not in plan.fields:
        return {}
    month = "strftime(month, '%Y-%m')"
    found = {
        "by_month": f"SELECT {month}, count(*) FROM good GROUP BY 1 ORDER BY 1",
        "by_behaviour": "SELECT behaviour, count(*) FROM good GROUP BY 1 ORDER BY 2 DESC, 1",
    }
    if "lsoa" in plan.fields:
        found["unplaced"] = (
            f"SELECT {month}, count(*) FILTER (lsoa IS NULL) FROM good GROUP BY 1 "
            "HAVING count(*) FILTER (lsoa IS NULL) > 0 ORDER BY 1"
        )
    return found


def _faults(
    connection: Connection, bad: Path, checks: tuple[Check, ...], source: type[Source]
) -> tuple[tuple[Fault, ...], int]:
    if not bad.is_dir():
        return (), 0
    relation = f"read_parquet({literal(str(bad) + '/*.parquet')}, hive_partitioning=false)"
    found = []
    for check in checks:
        where = f"(fault & {1 << check.bit}::UBIGINT) <> 0"
        count = _one(connection, f"SELECT count(*) FROM {relation} WHERE {where}")
        if count:
            rows = connection.execute(
                f"SELECT row FROM {relation} WHERE {where} ORDER BY row LIMIT {FEW}"
            ).fetchall()
            ask = f"Ask the sender to {source.agency_question}." if source.agency_question else ""
            found.append(
                Fault(check.title, check.reason, count, tuple(int(r[0]) for r in rows), ask)
            )
    return tuple(found), _one(connection, f"SELECT count(*) FROM {relation}")


def _keep_quarantine(connection: Connection, bad: Path, made: Path) -> None:
    """Row numbers and reasons only: what was wrong, never what was written."""
    made.mkdir(exist_ok=True)
    if not bad.is_dir():
        return
    connection.execute(
        f"COPY (SELECT row, fault FROM read_parquet({literal(str(bad) + '/*.parquet')}, "
        f"hive_partitioning=false) ORDER BY row) TO {literal(str(made / 'quarantine.parquet'))} "
        "(FORMAT parquet)"
    )
    for path in bad.iterdir():
        path.unlink()
    bad.rmdir()


def _supersede(
    connection: Connection,
    store: Store,
    source: type[Source],
    delivery: str,
    made: Path,
    plan: Plan,
) -> tuple[int, int]:
    """List superseded rows by declared key and slice. Returns rows of this file, and of others."""
    queries = []
    has_key = bool(source.key) and "record" in plan.fields
    if has_key and source.within_file == "last":
        queries.append(
            f"SELECT {literal(delivery)} AS delivery, row FROM good WHERE record IS NOT NULL "
            "QUALIFY row_number() OVER (PARTITION BY record ORDER BY row DESC) > 1"
        )
    earlier = [p for d in store.deliveries(source=source.slug) for p in store.row_files(d)]
    if earlier and has_key:
        held = f"read_parquet([{', '.join(literal(str(p)) for p in earlier)}], hive_partitioning=false)"
        order = source.order if source.order in plan.fields else "month"
        connection.execute(
            f"CREATE TEMP TABLE meet AS SELECT h.delivery, h.row, h.{order} AS held, "
            f"g.row AS own_row, g.{order} AS own FROM {held} h JOIN good g ON h.record = g.record "
            "WHERE g.record IS NOT NULL"
        )
        queries.append("SELECT delivery, row FROM meet WHERE coalesce(own >= held, true)")
        queries.append(
            f"SELECT {literal(delivery)} AS delivery, own_row AS row FROM meet WHERE own < held"
        )
    if earlier and source.slices:
        held = f"read_parquet([{', '.join(literal(str(p)) for p in earlier)}], hive_partitioning=false)"
        on = " AND ".join(f"h.{f} IS NOT DISTINCT FROM s.{f}" for f in source.slices)
        queries.append(
            f"SELECT h.delivery, h.row FROM {held} h JOIN "
            f"(SELECT DISTINCT {', '.join(source.slices)} FROM good) s ON {on}"
        )
    if not queries:
        return 0, 0
    to = made / "superseded.parquet"
    connection.execute(
        f"CREATE TEMP TABLE gone AS SELECT DISTINCT delivery, row FROM ({' UNION ALL '.join(queries)})"
    )
    lists = store.superseded_files()
    if lists:
        listed = ", ".join(literal(str(p)) for p in lists)
        connection.execute(
            f"DELETE FROM gone USING read_parquet([{listed}]) s "
            "WHERE gone.delivery = s.delivery AND gone.row = s.row"
        )
    own = _one(connection, f"SELECT count(*) FROM gone WHERE delivery = {literal(delivery)}")
    others = _one(connection, "SELECT count(*) FROM gone") - own
    if own or others:
        connection.execute(f"COPY gone TO {literal(str(to))} (FORMAT parquet)")
    return own, others


def _repeated(connection: Connection, table: TextTable, match: Match) -> int:
    """Rows equal to an earlier row in every used cell. Counted, never removed."""
    if table.rows > 2_000_000:
        return 0
    cells = ", ".join(f"c{i}" for i in sorted(set(match.columns.values())))
    return _one(
        connection,
        f"SELECT count(*) - (SELECT count(*) FROM (SELECT DISTINCT {cells} FROM raw)) FROM raw",
    )


def _repeated_keys(connection: Connection, plan: Plan) -> int:
    if "record" not in plan.fields:
        return 0
    return _one(
        connection,
        "SELECT count(record) - count(DISTINCT record) FROM good",
    )


def _plain_reason(broken: Exception) -> str:
    line = re.search(r"line:? (\d+)", str(broken), re.IGNORECASE)
    where = f" near line {line[1]}" if line else ""
    return (
        f"cannot be read as a table{where}: a row has more cells than the headings. Ask the sender to "
        "export it again, with text in quotation marks."
    )


def as_json(receipt: Mapping[str, Any]) -> str:
    """A receipt as text for a file the sender can keep."""
    return json.dumps(receipt, indent=2, ensure_ascii=False)


__all__ = ["Shape", "Terms", "as_json", "deliver"]
