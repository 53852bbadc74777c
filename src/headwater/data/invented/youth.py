"""What the youth justice service sends: offences of children whom the police dealt with."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.data.invented import offences as o
from headwater.data.invented.cells import choose, coded, days, flags, reference, sheet, whole
from headwater.data.invented.clock import LAST
from headwater.data.invented.county import County
from headwater.data.invented.draw import pick, running
from headwater.data.invented.files import Feeds
from headwater.data.invented.incidents import Batch
from headwater.data.invented.people import GROUPS, SEXES, People
from headwater.data.source import all_sources
from headwater.data.sources.police_record_level import OFFENCES as BEHAVIOUR_OF
from headwater.data.sources.youth_justice import CATEGORIES, DISPOSALS
from headwater.vocabulary.harms import ancestors

Ints = NDArray[np.int64]
_SHARE = 0.45
"""Of offences with a suspect aged 10 to 17, those that lead to a disposal."""
_DISPOSAL_WEIGHTS = (14, 26, 18, 12, 4, 3, 14, 2, 5, 1, 1)
_CATEGORY_SLUGS = tuple(dict.fromkeys(CATEGORIES.values()))


class YouthDesk:
    """Gathers children's offences month by month and writes them by year of disposal."""

    def __init__(self, feeds: Feeds, county: County, people: People) -> None:
        self.feeds, self.county, self.people = feeds, county, people
        self.source = all_sources()["youth-justice"]
        self._found: list[tuple[Ints, Ints, Ints, Ints]] = []
        self.first_time_entrants = 0

    def month(self, before_end: int, known: Batch) -> None:
        """Note the offences of children that will lead to a disposal."""
        rng = self.feeds.rng
        age = self.people.age_at(np.maximum(known.suspect, 0), before_end)
        child = (known.suspect >= 0) & (age >= 10) & (age <= 17)
        at = np.flatnonzero(child & (rng.random(len(known)) < _SHARE))
        wait = rng.integers(18, 110, len(at))
        self._found.append(
            (
                known.suspect[at],
                known.offence[at],
                known.minute[at] // 1440,
                known.recorded[at] + wait,
            )
        )

    def finish(self) -> None:
        """Write every year; a child is a first-time entrant at the first disposal only."""
        who, offence, day, disposed = (np.concatenate(x) for x in zip(*self._found, strict=True))
        end = np.datetime64(LAST.next().first_day(), "D").astype(np.int64)
        order = np.lexsort((who, disposed))
        order = order[disposed[order] < end]
        who, offence, day, disposed = who[order], offence[order], day[order], disposed[order]
        first = np.zeros(len(who), dtype=bool)
        first[np.unique(who, return_index=True)[1]] = True
        self.first_time_entrants = int(first.sum())
        table = self._sheet(who, offence, day, disposed, first)
        year = disposed.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        for one in np.unique(year):
            rows = pa.array(np.flatnonzero(year == one))
            self.feeds.add(f"youth-justice/disposals-{one}.csv", self.source.slug, table.take(rows))

    def _sheet(
        self, who: Ints, offence: Ints, day: Ints, disposed: Ints, first: NDArray[np.bool_]
    ) -> pa.Table:
        c, rng, count = self.source.columns(), self.feeds.rng, len(who)
        end = np.datetime64(LAST.next().first_day(), "D").astype(np.int64)
        age = np.clip(np.floor(self.people.age[who] - (end - day) / 365.25), 10, 17)
        category = np.array([_CATEGORY_SLUGS.index(_category(code)) for code in o.CODES])
        disposal = running(np.array([_DISPOSAL_WEIGHTS], dtype=float))
        kept = [name.casefold() for name in DISPOSALS]
        cells = {
            "offence_ref": reference("YJ", np.arange(1, count + 1), 6),
            "child_ref": reference("C", who, 8),
            "offence_date": days(day),
            "disposal_date": days(disposed),
            "category": coded(c["category"], _CATEGORY_SLUGS, category[offence]),
            "gravity": whole(o.column("gravity")[offence].astype(np.int64)),
            "disposal": coded(
                c["disposal"], kept, pick(disposal, np.zeros(count, dtype=np.int64), rng)
            ),
            "first_time": flags(first),
            "age": whole(age.astype(np.int64)),
            "sex": coded(c["sex"], SEXES, self.people.sex[who].astype(np.int64)),
            "ethnicity": coded(c["ethnicity"], GROUPS, self.people.group[who].astype(np.int64)),
            "lsoa": choose(self.county.coding.lsoa21, self.people.parcel[who].astype(np.int64)),
        }
        return sheet(self.source, cells)


def _category(code: str) -> str:
    """The nearest behaviour above an offence for which there is an offence group."""
    own = BEHAVIOUR_OF[code]
    near = next((s for s in (own, *ancestors(own)) if s in _CATEGORY_SLUGS), "")
    return near or "violence-against-the-person"
