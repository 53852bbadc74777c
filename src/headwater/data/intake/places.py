"""Where a file's rows lie: which census drew their small areas, and which lie outside the partnership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from headwater.data.engine import Connection
from headwater.data.intake.compile import literal
from headwater.data.source import Shape
from headwater.data.store import Store
from headwater.vocabulary.periods import Month

BOTH, OLD, NEW, UNKNOWN = "2011 and 2021", "2011 only", "2021 only", "no known code"

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Placed:
    """Rows by the census whose codes they use, and rows outside the area by month."""

    vintages: Pairs = ()
    outside: Pairs = ()

    @property
    def vintage(self) -> str:
        """ "2011" or "2021", from the codes only one census used; empty where they do not tell."""
        counts = dict(self.vintages)
        old, new = counts.get(OLD, 0), counts.get(NEW, 0)
        return "" if old == new else "2011" if old > new else "2021"


class SmallAreaCodes:
    """Every small-area code the gathered look-ups know: read once for as long as they stay the same."""

    def __init__(self, store: Store, districts: Iterable[str]) -> None:
        self._store = store
        self._districts = tuple(sorted(districts))
        self._read: tuple[tuple[Path, ...], pa.Table] | None = None

    def table(self, connection: Connection) -> pa.Table | None:
        """Codes with whether each census used them and whether they lie inside; None without look-ups.

        A small area is inside where a look-up puts it, or the area of the other census that it
        corresponds to, in one of the districts.
        """
        held = self._store.deliveries(shape=Shape.LOOKUP.value)
        files = tuple(self._store.reference_file(d) for d in held)
        if not files:
            return None
        if self._read is None or self._read[0] != files:
            self._read = files, connection.execute(self._sql(files)).to_arrow_table()
        return self._read[1]

    def _sql(self, files: tuple[Path, ...]) -> str:
        paths = ", ".join(literal(str(path)) for path in files)
        inside = ", ".join(literal(code) for code in self._districts) or "NULL"
        return (
            "WITH links AS MATERIALIZED (SELECT DISTINCT child, child_kind, parent, parent_kind "
            f"FROM read_parquet([{paths}]) WHERE child_kind IN ('lsoa11', 'lsoa21') "
            "AND parent_kind IN ('lsoa21', 'district')), "
            "ends AS (SELECT child AS code, child_kind AS kind FROM links UNION "
            "SELECT parent, parent_kind FROM links WHERE parent_kind = 'lsoa21'), "
            f"within AS (SELECT child AS code FROM links WHERE parent_kind = 'district' AND parent IN ({inside})), "
            "near AS (FROM within UNION SELECT parent FROM links "
            "WHERE parent_kind = 'lsoa21' AND child IN (FROM within)) "
            "SELECT code, bool_or(kind = 'lsoa11') AS old, bool_or(kind = 'lsoa21') AS new, "
            "bool_or(near.code IS NOT NULL) AS inside "
            "FROM ends LEFT JOIN near USING (code) GROUP BY code"
        )


def place_rows(connection: Connection, codes: SmallAreaCodes) -> Placed:
    """Hold the small areas of relation `good` against the look-ups; empty where none is gathered."""
    known = codes.table(connection)
    if known is None:
        return Placed()
    connection.register("codes", known)
    connection.execute(
        "CREATE TEMP TABLE used AS SELECT lsoa AS code, month, count(*) AS n FROM good "
        "WHERE lsoa IS NOT NULL GROUP BY ALL"
    )
    vintages = connection.execute(
        f"SELECT CASE WHEN old AND new THEN '{BOTH}' WHEN old THEN '{OLD}' WHEN new THEN '{NEW}' "
        f"ELSE '{UNKNOWN}' END, sum(n) FROM used LEFT JOIN codes USING (code) GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    outside = connection.execute(
        "SELECT strftime(month, '%Y-%m'), sum(n) FROM used LEFT JOIN codes USING (code) "
        "WHERE NOT coalesce(inside, false) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return Placed(_pairs(vintages), _pairs(outside))


def _pairs(rows: Iterable[tuple[object, ...]]) -> Pairs:
    return tuple((str(label), int(str(count))) for label, count in rows)


def place_alerts(
    placed: Placed, before: str, by_month: Pairs, unplaced: Pairs, limit: float = 0.1
) -> tuple[str, ...]:
    """Sentences about places that a reader must know before a map is drawn."""
    found = []
    if placed.vintage and before and placed.vintage != before:
        found.append(
            f"Its LSOA codes are those of the {placed.vintage} Census; the delivery before it used those of "
            f"{before}. Small areas are compared across both."
        )
    unknown = dict(placed.vintages).get(UNKNOWN, 0)
    if unknown:
        found.append(
            f"{unknown:,} rows have an LSOA code that neither census used. Ask the sender where the codes "
            "come from."
        )
    totals = dict(by_month)
    for month, count in unplaced:
        share = count / totals[month] if totals.get(month) else 0.0
        if share >= limit and month != "None":
            found.append(
                f"{Month.parse(month).title}: {share:.0%} of rows ({count:,}) have no place, so maps of that "
                "month lack them."
            )
    return tuple(found)
