"""Near repeat: whether one offence makes another nearby more likely for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.workbench import Workbench
from headwater.stats.near_repeat import knox
from headwater.vocabulary.periods import TimePrecision

DISTANCES = (200.0, 400.0)
TIMES = (7, 14)
SEED = 11
FEWEST = 100


@dataclass(frozen=True)
class NearRepeat:
    """How many times more often than by chance an offence follows another within 400 m and a week.

    `ratio` is pairs observed over pairs expected if the same offences fell on the same days in another
    order; `p` is how often chance alone gives as many. Worked out from exact places and days; only the
    ratio leaves the secure area.
    """

    events: int
    metres: int
    days: int
    ratio: float
    p: float

    @property
    def is_finding(self) -> bool:
        """True where chance explains it fewer than 5 times in 1,000."""
        return self.ratio > 1 and self.p < 0.005


def near_repeats(bench: Workbench, indicator: type[Indicator]) -> NearRepeat | None:
    """The near-repeat pattern of the last year; None without days and grid references, or too few."""
    asked = Asked(bench, indicator, None)
    if not {"occurred", "easting", "northing"} <= set(asked.source.minimum):
        return None
    window = bench.window(asked.source.slug)
    rows = asked.rows
    known = rows.filter(
        rows.month.isin([m.first_day() for m in window])
        & rows.occurred.notnull()
        & rows.easting.notnull()
        & (rows.time_precision != TimePrecision.MONTH.value)
    ).select("occurred", "easting", "northing")
    table = known.to_pyarrow()
    if table.num_rows < FEWEST:
        return None
    first = date(1990, 1, 1)
    days = np.array([(t.date() - first).days for t in table.column("occurred").to_pylist()])
    east, north = (table.column(n).to_numpy().astype(float) for n in ("easting", "northing"))
    # An engine gives rows in any order, and which is shuffled with which depends on it.
    order = np.lexsort((north, east, days))
    east, north, days = east[order], north[order], days[order]
    found = knox(east, north, days, distances=DISTANCES, times=TIMES, permutations=999, seed=SEED)
    near = slice(0, len(DISTANCES) + 1)
    observed = float(found.observed[near, 0].sum())
    expected = float(found.mean[near, 0].sum())
    if expected <= 0:
        return None
    # The smallest p of the near bands, held to a stricter limit because several are looked at.
    p = float(found.p[near, 0].min()) * (len(DISTANCES) + 1)
    return NearRepeat(
        table.num_rows, int(DISTANCES[-1]), TIMES[0], observed / expected, min(p, 1.0)
    )
