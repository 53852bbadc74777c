"""The receipt: what happened to every row of a file, so that the sender can confirm it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from headwater.vocabulary.errors import StoreError


@dataclass(frozen=True)
class Fault:
    """Rows set aside for one reason in one column; `rows` are the first few row numbers."""

    column: str
    reason: str
    count: int
    rows: tuple[int, ...]
    ask: str = ""


@dataclass(frozen=True)
class Receipt:
    """What a delivery holds. Rows read = accepted + quarantined + superseded, always.

    `superseded` counts rows of this file that were set aside at arrival because a later version is
    already held, or a later row of the same file replaced them. `replaced` counts rows of earlier
    deliveries that this one supersedes. `outside` counts rows outside the partnership's area by month;
    `vintages` rows by the census whose small-area codes they use, and `vintage` the census that follows
    ("2011", "2021", or empty where the codes do not tell or no look-up has been gathered). `missing`
    lists months between the first and the last for which nothing has arrived; `extracted` is the day
    the extract is up to date to. `alerts` compare with history; `notes` say what a reader
    should know.
    """

    file: str
    source: str
    title: str
    provider: str
    agreement: str
    sha256: str
    unit: str
    rows_read: int
    accepted: int
    quarantined: int
    superseded: int
    blank_lines: int = 0
    replaced: int = 0
    by_month: tuple[tuple[str, int], ...] = ()
    by_behaviour: tuple[tuple[str, int], ...] = ()
    unplaced: tuple[tuple[str, int], ...] = ()
    outside: tuple[tuple[str, int], ...] = ()
    vintages: tuple[tuple[str, int], ...] = ()
    vintage: str = ""
    missing: tuple[str, ...] = ()
    extracted: str = ""
    repeated_rows: int = 0
    repeated_keys: int = 0
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    declared_total: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def reconcile(self) -> Receipt:
        """This receipt, or StoreError where the rows do not add up: nothing may be lost unseen."""
        total = self.accepted + self.quarantined + self.superseded
        if self.rows_read != total:
            raise StoreError(
                f"{self.file}: {self.rows_read:,} rows were read but {total:,} are accounted for. "
                "Nothing was kept. Report this with the name of the source."
            )
        return self

    def plain(self) -> dict[str, Any]:
        """As plain data, for the register."""
        return asdict(self)

    @property
    def unplaced_shares(self) -> tuple[tuple[str, float], ...]:
        """Share of each month's accepted rows that have no place, 0 to 1; months with none left out."""
        totals = dict(self.by_month)
        return tuple((month, count / totals[month]) for month, count in self.unplaced)

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> Receipt:
        """Back from plain data."""
        pairs = ("by_month", "by_behaviour", "unplaced", "outside", "vintages")
        fixed = {k: tuple((str(a), int(b)) for a, b in data[k]) for k in pairs}
        lists = {k: tuple(data.get(k, ())) for k in ("unused", "alerts", "notes", "missing")}
        faults = tuple(
            Fault(f["column"], f["reason"], f["count"], tuple(f["rows"]), f["ask"])
            for f in data["faults"]
        )
        return cls(**{**data, **fixed, **lists, "faults": faults})
