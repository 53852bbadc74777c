"""Events by month and small area: counted once for each indicator, added up for every other question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.data.geography import Geography
from headwater.vocabulary.periods import Month
from headwater.vocabulary.places import Level

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Exact counts, shape (months, small areas + 1); the last column holds events without a place.

    Never leaves this floor: whatever is added up from it goes through the gate.
    """

    months: tuple[Month, ...]
    areas: tuple[str, ...]
    counts: Counts

    def _rows(self, months: Sequence[Month]) -> Counts:
        if not months:
            return self.counts
        wanted = set(months)
        return self.counts[[i for i, m in enumerate(self.months) if m in wanted]]

    def total(self, months: Sequence[Month] = (), places: Sequence[int] | None = None) -> int:
        """Events in the months given (all, if none), with or without a place; or in some areas only."""
        rows = self._rows(months)
        return int(rows.sum() if places is None else rows[:, list(places)].sum())

    def by_month(self, places: Sequence[int] | None = None) -> dict[Month, int]:
        """Events of each month, in some areas only where these are given."""
        counts = self.counts if places is None else self.counts[:, list(places)]
        return dict(zip(self.months, counts.sum(axis=1).tolist(), strict=True))

    def unplaced(self, months: Sequence[Month] = ()) -> dict[Month, tuple[int, int]]:
        """For each month, events without a place and events in all."""
        wanted = set(months) or set(self.months)
        totals = self.counts.sum(axis=1)
        return {
            m: (int(self.counts[i, -1]), int(totals[i]))
            for i, m in enumerate(self.months)
            if m in wanted
        }

    def by_place(
        self, geography: Geography, level: Level, months: Sequence[Month] = ()
    ) -> dict[str, int]:
        """Events of each place of a level."""
        sums = self._rows(months).sum(axis=0)
        if level is Level.PARTNERSHIP:
            return {geography.area.slug: int(sums.sum())}
        found: dict[str, int] = {}
        for place, count in zip(geography.place_of_each(level), sums[:-1].tolist(), strict=True):
            if place:
                found[place] = found.get(place, 0) + count
        return found

    def inside(self, geography: Geography, level: Level, code: str) -> list[int]:
        """The columns of the small areas that lie in a place."""
        return [i for i, place in enumerate(geography.place_of_each(level)) if place == code]
