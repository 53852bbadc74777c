"""A claim: one printed number with everything needed to trace it to the files it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from headwater.vocabulary.marks import Mark


@dataclass(frozen=True)
class ClaimRecord:
    """One number in a document, bound to what it was made from.

    `value`, `low` and `high` are in `unit`; `low` and `high` are the 95% limits or None.
    `deliveries` are the names that `headwater status` shows; `decision` is the release gate's.
    """

    value: float | int | str | Mark
    unit: str
    indicator: str
    title: str
    definition: str
    place: str
    period: str
    deliveries: tuple[str, ...]
    policy: str
    decision: str
    low: float | None = None
    high: float | None = None
    breakdown: tuple[tuple[str, str], ...] = field(default=())
    note: str = ""

    @property
    def id(self) -> str:
        """Short, stable name: the same number from the same files always has the same one."""
        parts = (
            self.value,
            self.unit,
            self.indicator,
            self.title,
            self.definition,
            self.place,
            self.period,
            self.deliveries,
            self.policy,
            self.low,
            self.high,
            self.breakdown,
            self.note,
        )
        return "C" + hashlib.sha256(repr(parts).encode()).hexdigest()[:8].upper()
