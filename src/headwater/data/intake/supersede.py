"""Which rows give way to later ones: a matter of what the files hold, never of when they arrived.

Of two deliveries by one sender the later is the one extracted later: on the day its sender says, else
the last day of its last month; of two as late, the one with more rows; and where even those agree, the
one whose fingerprint is greater, so that every order of arrival ends in the same state.

A delivery's list names every row of its sender's that had given way when it came to count, so the newest
list is the whole state and the older ones say what it was. A delivery on hold takes nothing's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from headwater.data.engine import Connection
from headwater.data.intake.compile import literal
from headwater.data.source import Source
from headwater.data.store import Delivery, Store
from headwater.vocabulary.periods import Month

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def extract_day(name: str, months: Iterable[str], said: date | None) -> date:
    """The day to which an extract is up to date: said, else in its name, else its last month's end.

    >>> extract_day("crimes 2025-04-10.csv", ["2025-03"], None)
    datetime.date(2025, 4, 10)
    >>> extract_day("2025-03-leicestershire-street.csv", ["2025-03"], None)
    datetime.date(2025, 3, 31)
    """
    if said is not None:
        return said
    for year, month, day in reversed(_DAY.findall(name)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    known = [Month.parse(m) for m in months if m != "None"]
    last = max(known, default=Month(1970, 1))
    return date.fromordinal(last.next().first_day().toordinal() - 1)


@dataclass(frozen=True)
class Version:
    """What decides which of two deliveries is the later."""

    day: str
    rows: int
    sha256: str
    delivery: str

    @property
    def order(self) -> tuple[str, int, str]:
        """Sorts deliveries from the earliest to the latest."""
        return (self.day, self.rows, self.sha256)


@dataclass(frozen=True)
class Gone:
    """Rows of this delivery and of earlier ones that give way, and deliveries as late as this one."""

    inside: int
    replaced: int
    rivals: tuple[str, ...] = ()


def settle(
    connection: Connection,
    store: Store,
    source: type[Source],
    provider: str,
    version: Version,
    fields: frozenset[str],
    to: Path,
    *,
    key_repeats: bool,
) -> Gone:
    """Write the list of rows that give way once this delivery's rows (relation `good`) are in."""
    keyed = bool(source.key) and "record" in fields
    sliced = bool(source.slices) and fields.issuperset(source.slices)
    held = [d for d in store.deliveries(source=source.slug) if d.provider == provider]
    alone = not held
    if not (keyed or sliced) or (alone and not (source.within_file == "last" and key_repeats)):
        return Gone(0, 0)
    versions = sorted([version, *(version_of(d) for d in held)], key=lambda v: v.order)
    ranks = pa.table(
        {
            "delivery": [v.delivery for v in versions],
            "rank": pa.array(range(len(versions)), pa.int32()),
        }
    )
    connection.register("ranks", ranks)
    columns = _columns(source, keyed, sliced, fields)
    connection.execute(f"CREATE TEMP VIEW standing AS {_standing(store, held, columns)}")
    connection.execute(
        "CREATE TEMP TABLE gone AS "
        + " UNION ALL ".join([*_by_slice(source, sliced), *_by_key(source, keyed, fields)])
    )
    listed = _listed(store, held)
    connection.execute(f"CREATE TEMP VIEW listed AS {listed}")
    own = literal(version.delivery)
    inside, replaced, total = connection.execute(
        f"SELECT count(*) FILTER (delivery = {own}), count(*) FILTER (delivery <> {own} AND NOT EXISTS "
        "(FROM listed l WHERE l.delivery = gone.delivery AND l.row = gone.row)), count(*) FROM gone"
    ).fetchone() or (0, 0, 0)
    if total:
        connection.execute(f"COPY gone TO {literal(str(to))} (FORMAT parquet)")
    rivals = tuple(
        d.file for d in held if version_of(d).day == version.day and (inside or replaced)
    )
    return Gone(int(inside), int(replaced), rivals)


def version_of(delivery: Delivery) -> Version:
    """What a delivery's receipt says of its place among the others."""
    receipt = delivery.receipt
    return Version(
        str(receipt.get("extracted", "")),
        int(receipt["rows_read"]),
        delivery.sha256,
        delivery.id,
    )


def _columns(
    source: type[Source], keyed: bool, sliced: bool, fields: frozenset[str]
) -> tuple[str, ...]:
    names = ["record", _order(source, fields)] if keyed else []
    return tuple(dict.fromkeys([*names, *(source.slices if sliced else ())]))


def _order(source: type[Source], fields: frozenset[str]) -> str:
    return source.order if source.order in fields else "month"


def _standing(store: Store, held: list[Delivery], columns: tuple[str, ...]) -> str:
    """Every row that ever came from this sender, whether it has given way or not."""
    wanted = ", ".join(("delivery", "row", *columns))
    parts = [f"SELECT {wanted} FROM good"]
    paths = [str(p) for d in held for p in store.row_files(d)]
    if paths:
        files = ", ".join(literal(p) for p in paths)
        parts.append(
            f"SELECT {wanted} FROM read_parquet([{files}], hive_partitioning=false, union_by_name=true)"
        )
    rows = " UNION ALL ".join(parts)
    return f"SELECT rows.*, ranks.rank FROM ({rows}) rows JOIN ranks USING (delivery)"


def _last_slices(source: type[Source]) -> str:
    names = ", ".join(source.slices)
    on = " AND ".join(f"s.{n} IS NOT DISTINCT FROM t.{n}" for n in source.slices)
    return (
        f"standing s JOIN (SELECT {names}, max(rank) AS last FROM standing GROUP BY ALL) t ON {on}"
    )


def _by_slice(source: type[Source], sliced: bool) -> list[str]:
    if not sliced:
        return []
    return [f"SELECT delivery, row FROM {_last_slices(source)} WHERE rank < last"]


def _by_key(source: type[Source], keyed: bool, fields: frozenset[str]) -> list[str]:
    """Among rows whose slice stands, all but the last of each key."""
    if not keyed:
        return []
    order = f"{_order(source, fields)} ASC NULLS FIRST, rank ASC"
    rows = "standing"
    if source.slices and fields.issuperset(source.slices):
        rows = f"(SELECT s.* FROM {_last_slices(source)} WHERE rank = last)"
    whole = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    last = "delivery" if source.within_file == "keep" else "(delivery, row)"
    return [
        f"SELECT delivery, row FROM (SELECT delivery, row, {last} = last_value({last}) OVER "
        f"(PARTITION BY record ORDER BY {order}, row ASC {whole}) AS kept FROM {rows} SEMI JOIN "
        f"(SELECT record FROM {rows} GROUP BY record HAVING record IS NOT NULL AND count(*) > 1) "
        "USING (record)) WHERE NOT kept"
    ]


def _listed(store: Store, held: list[Delivery]) -> str:
    """The newest list before this delivery."""
    path = store.superseded_file(held[-1]) if held else None
    if path is None:
        return "SELECT '' AS delivery, 0::BIGINT AS row WHERE false"
    return f"SELECT delivery, row FROM read_parquet({literal(str(path))})"
