"""A tally: exact counts inside the secure area, before the release gate. Never leaves this floor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from headwater.analysis.released import Field, Kind

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """Counts by some labels, with what they are counts of.

    `keys` hold one tuple of labels for each row. `events` are whole counts; NaN where no file for
    the period was received. `population` is the denominator (residents, or person-years), or the
    trials where `share` is true; None for counts alone. `restricted` says the house rule applies.
    `codes` are place codes for maps.
    """

    indicator: str
    title: str
    unit: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    events: Counts
    definition: str
    period: str
    sources: tuple[str, ...]
    deliveries: tuple[str, ...]
    restricted: bool
    population: Counts | None = None
    per: int = 0
    share: bool = False
    reference: float | None = None
    """A rate to compare each row with, in the unit of the table."""
    derived: bool = False
    """Made of nothing but released tables, such as ranks of them."""
    suppressed: NDArray[np.bool_] | None = None
    noun: str = "events"
    polarity: str = "lower is better"
    caveats: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, rows: list[int]) -> Tally:
        """The same tally with some rows, in the given order."""
        return replace(
            self,
            keys=tuple(self.keys[i] for i in rows),
            events=self.events[rows],
            population=None if self.population is None else self.population[rows],
            suppressed=None if self.suppressed is None else self.suppressed[rows],
            codes=tuple(self.codes[i] for i in rows) if self.codes else (),
        )


def label(name: str, title: str, kind: Kind = Kind.LABEL) -> Field:
    """A column of labels."""
    return Field(name, title, kind)
