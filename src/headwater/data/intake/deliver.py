"""One file of incidents into the store: read, check, keep, set aside, supersede, and reconcile."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from headwater.data.engine import Connection, workbench
from headwater.data.files.inspect import Inspected
from headwater.data.files.tables import TextTable
from headwater.data.headings import Match
from headwater.data.intake.compile import Plan, compile_plan, literal
from headwater.data.intake.history import alerts, missing
from headwater.data.intake.places import Pairs, SmallAreaCodes, place_alerts, place_rows
from headwater.data.intake.receipt import Fault, Receipt
from headwater.data.intake.stream import FEW, Streamed, stream
from headwater.data.intake.supersede import Gone, Version, extract_day, settle
from headwater.data.source import Source
from headwater.data.store import Delivery, Store


@dataclass(frozen=True)
class Terms:
    """Whose file it is, under what it came, and when it was extracted, where its sender says.

    A file on hold is read by nobody until its provider has confirmed the receipt.
    """

    provider: str
    agreement: str = ""
    extracted: date | None = None
    on_hold: bool = False


def deliver(
    store: Store,
    file: Inspected,
    table: TextTable,
    match: Match,
    terms: Terms,
    codes: SmallAreaCodes,
    work: Path,
) -> tuple[Delivery, Receipt]:
    """Take one recognised file into the store; nothing is kept unless every row is accounted for."""
    source = match.source
    # Named by what is in it, so that the order of arrival never shows.
    delivery = f"{source.slug}-{file.sha256[:10]}"
    made = work / "made"
    plan = compile_plan(source, match.columns)
    # Judging asks many small questions, which more threads would only wait for.
    with closing(workbench(work, threads=1)) as judging:
        done = stream(
            judging,
            table,
            match,
            plan,
            name=file.name,
            delivery=delivery,
            provider=terms.provider,
            secret=store.secret(),
            made=made,
            work=work,
        )
    with closing(workbench(work, store.folder)) as connection:
        connection.execute(f"CREATE TEMP VIEW good AS {scan(done.files)}")
        receipt = _reckon(
            connection, store, file, match, terms, codes, plan, done, made
        ).reconcile()
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
        terms.on_hold,
    )
    store.commit(record, made, store.rows / source.slug / delivery)
    return record, receipt


def scan(files: Iterable[Path]) -> str:
    """A query for every row of some Parquet files."""
    listed = ", ".join(literal(str(path)) for path in files)
    return f"SELECT * FROM read_parquet([{listed}], hive_partitioning=false)"


def _reckon(
    connection: Connection,
    store: Store,
    file: Inspected,
    match: Match,
    terms: Terms,
    codes: SmallAreaCodes,
    plan: Plan,
    done: Streamed,
    made: Path,
) -> Receipt:
    """Count what was written, list the rows that give way, and compare with history."""
    source = match.source
    # Counted on the disk, not on the way to it: the receipt is of what is kept.
    written = _one(connection, "SELECT count(*) FROM good")
    totals = {name: _pairs(connection, sql) for name, sql in _totals(plan).items()}
    by_month, unplaced = totals.get("by_month", ()), totals.get("unplaced", ())
    day = extract_day(file.name, (m for m, _ in by_month), terms.extracted).isoformat()
    delivery = f"{source.slug}-{file.sha256[:10]}"
    gone = settle(
        connection,
        store,
        source,
        terms.provider,
        Version(day, done.read, file.sha256, delivery),
        plan.names,
        made / "superseded.parquet",
        key_repeats=done.key_repeats,
    )
    placed = place_rows(connection, codes) if "lsoa" in plan.names else None
    before = _vintage_before(store, source)
    return Receipt(
        file=file.name,
        source=source.slug,
        title=source.title,
        provider=terms.provider,
        agreement=terms.agreement,
        sha256=file.sha256,
        unit=source.unit,
        rows_read=done.read,
        accepted=written - gone.inside,
        quarantined=done.quarantined + len(done.torn),
        superseded=gone.inside,
        blank_lines=done.blank,
        replaced=gone.replaced,
        by_month=by_month,
        by_behaviour=totals.get("by_behaviour", ()),
        unplaced=unplaced,
        outside=placed.outside if placed else (),
        vintages=placed.vintages if placed else (),
        vintage=placed.vintage if placed else "",
        missing=missing(store, source, by_month),
        extracted=day,
        repeated_rows=done.repeated_rows,
        repeated_keys=_repeated_keys(connection, done, plan),
        faults=_faults(done, source),
        unused=tuple(heading for _, heading in match.extra),
        alerts=(
            *alerts(store, source, by_month),
            *(place_alerts(placed, before, by_month, unplaced) if placed else ()),
            *done.doubts,
            *_rivalry(gone, day),
        ),
        notes=(source.row_meaning,) if source.row_meaning else (),
    )


def _one(connection: Connection, sql: str) -> int:
    found = connection.execute(sql).fetchone()
    return int(found[0]) if found and found[0] is not None else 0


def _pairs(connection: Connection, sql: str) -> Pairs:
    return tuple((str(a), int(b)) for a, b in connection.execute(sql).fetchall())


def _totals(plan: Plan) -> dict[str, str]:
    """Control totals, as queries over what was written."""
    if "month" not in plan.names:
        return {}
    month = "strftime(month, '%Y-%m')"
    found = {"by_month": f"SELECT {month}, count(*) FROM good GROUP BY 1 ORDER BY 1"}
    if "behaviour" in plan.names:
        found["by_behaviour"] = "SELECT behaviour, count(*) FROM good GROUP BY 1 ORDER BY 2 DESC, 1"
    if "lsoa" in plan.names:
        found["unplaced"] = (
            f"SELECT {month}, count(*) FILTER (lsoa IS NULL) FROM good GROUP BY 1 "
            "HAVING count(*) FILTER (lsoa IS NULL) > 0 ORDER BY 1"
        )
    return found


def _faults(done: Streamed, source: type[Source]) -> tuple[Fault, ...]:
    ask = f"Ask the sender to {source.agency_question}." if source.agency_question else ""
    found = [
        Fault(check.title, check.reason, count, rows, ask)
        for check, (count, rows) in sorted(done.faults.items(), key=lambda item: item[0].bit)
    ]
    if done.torn:
        ask = "Ask the sender to export it again, with text that holds commas in quotation marks."
        torn = Fault("(row)", "has too many or too few cells", len(done.torn), done.torn[:FEW], ask)
        found.append(torn)
    return tuple(found)


def _repeated_keys(connection: Connection, done: Streamed, plan: Plan) -> int:
    if not done.key_repeats or "record" not in plan.names:
        return 0
    return _one(connection, "SELECT count(record) - count(DISTINCT record) FROM good")


def _vintage_before(store: Store, source: type[Source]) -> str:
    """The census whose codes the latest delivery used that told."""
    told = [str(d.receipt.get("vintage", "")) for d in store.deliveries(source=source.slug)]
    return next((vintage for vintage in reversed(told) if vintage), "")


def _rivalry(gone: Gone, day: str) -> tuple[str, ...]:
    if not gone.rivals:
        return ()
    return (
        f"{', '.join(gone.rivals)} holds some of the same records and is as late as this file "
        f"({date.fromisoformat(day):%-d %B %Y}); the longer of the two stands. Where one is a correction, "
        "gather it with the day it was extracted, or with that day in its name.",
    )
