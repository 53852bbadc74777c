"""What the police send: a record-level extract a quarter, and the public street crime of a month."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.data.invented import offences as o
from headwater.data.invented.cells import (
    choose,
    coded,
    days,
    flags,
    moments,
    reference,
    sheet,
    spoil,
    whole,
    written,
)
from headwater.data.invented.clock import FIRST_OF_2021_CODES, LAST
from headwater.data.invented.county import County
from headwater.data.invented.draw import pick, running
from headwater.data.invented.files import Feeds
from headwater.data.invented.incidents import Batch
from headwater.data.invented.names import FORCE, street_name
from headwater.data.invented.people import GROUPS, SEXES, People
from headwater.data.invented.reference import to_degrees
from headwater.data.source import all_sources
from headwater.data.sources.police_record_level import OFFENCES as BEHAVIOUR_OF
from headwater.vocabulary.harms import ancestors
from headwater.vocabulary.periods import Month

Ints = NDArray[np.int64]
RECORDS, STREET = "police-record-level", "police-uk-street-crime"
FIRST_STREET = LAST.next(-23)
"""The force sends its record-level extract for all five years; the public one covers the last two."""
_SNAPS = 6
"""Published map points in a parcel."""
_WITH_SUSPECT = {"1": 16, "10": 6, "15": 26, "16": 34, "8": 9, "22": 4, "3": 3, "21": 2}
_WITHOUT = {"18": 46, "14": 54}
_NOT_ASKED = 0.12
"""Share of people whose ethnicity was not recorded."""
_OTHER_CRIME = {
    "anti-social-behaviour": 0.30,
    "shoplifting": 0.13,
    "other-theft": 0.12,
    "vehicle-crime": 0.10,
    "burglary": 0.08,
    "theft-from-the-person": 0.03,
    "bicycle-theft": 0.02,
    "other-crime": 0.03,
}
"""Street crime that is not in the record-level extract, for each of its records."""


def quarter(month: Month) -> str:
    """The file's quarter, such as 2025-q2."""
    return f"{month.year}-q{(month.number - 1) // 3 + 1}"


def extract_of(month: Month) -> str:
    """The file a month's records are in."""
    return f"police/police-{quarter(month)}.csv"


class PoliceDesk:
    """Writes the record-level extract, its planted faults and its one correction."""

    def __init__(self, feeds: Feeds, county: County, people: People) -> None:
        self.feeds, self.county, self.people = feeds, county, people
        self.source = all_sources()[RECORDS]
        self.columns = self.source.columns()
        self._next = 1
        self._kept: pa.Table | None = None

    def month(self, month: Month, before_end: int, known: Batch) -> None:
        """Append one month's records to its quarter."""
        table = self._sheet(month, before_end, known)
        name = extract_of(month)
        table = self._faults(month, name, table)
        self.feeds.add(name, RECORDS, table)

    def correct(self, name: str) -> None:
        """Send a few records of an earlier quarter again, with the outcome put right."""
        if self._kept is None:
            return
        title = self.columns["outcome"].title
        table = spoil(self._kept, title, np.arange(self._kept.num_rows), "1")
        self.feeds.add(name, RECORDS, table)
        self.feeds.note(name, replaced=table.num_rows)

    def _sheet(self, month: Month, before_end: int, batch: Batch) -> pa.Table:
        c, rng = self.columns, self.feeds.rng
        count = len(batch)
        numbers = np.arange(self._next, self._next + count)
        self._next += count
        nobody = batch.suspect < 0
        suspect = np.maximum(batch.suspect, 0)
        place = self.county.points[batch.parcel, batch.point].astype(np.int64)
        cells = {
            "crime_ref": reference("INV", numbers, 9),
            "recorded": days(batch.recorded),
            "committed_from": moments(batch.minute),
            "offence_code": choose(o.CODES, batch.offence),
            "domestic": flags(batch.domestic),
            "knife": flags(batch.knife),
            "weapon": coded(c["weapon"], o.WEAPONS, batch.weapon),
            "injury": coded(c["injury"], o.HARMS, batch.harm),
            "alcohol": flags(batch.alcohol),
            "location_type": coded(c["location_type"], o.SETTINGS, batch.setting),
            "lsoa": choose(*lsoa(self.county, month, batch.parcel)),
            "easting": whole(place[:, 0]),
            "northing": whole(place[:, 1]),
            **self._person("victim", batch.victim, before_end, None),
            **self._person("suspect", suspect, before_end, nobody),
            "outcome": _outcomes(nobody, self.people.age_at(suspect, before_end), rng),
        }
        return sheet(self.source, cells)

    def _person(
        self, role: str, who: Ints, before_end: int, nobody: NDArray[np.bool_] | None
    ) -> dict[str, pa.Array]:
        c, rng = self.columns, self.feeds.rng
        asked = rng.random(len(who)) >= _NOT_ASKED
        group = np.where(asked, self.people.group[who], GROUPS.index("not recorded"))
        sex = self.people.sex[who].astype(np.int64)
        if nobody is not None:
            group, sex = np.where(nobody, -1, group), np.where(nobody, -1, sex)
        return {
            f"{role}_ref": reference("N", who, 8, nobody),
            f"{role}_age": whole(self.people.age_at(who, before_end), nobody),
            f"{role}_sex": coded(c[f"{role}_sex"], SEXES, sex),
            f"{role}_ethnicity": coded(c[f"{role}_ethnicity"], GROUPS, group),
        }

    def _faults(self, month: Month, name: str, table: pa.Table) -> pa.Table:
        plans: dict[str, Callable[[pa.Table, list[int]], pa.Table]] = {
            "2022-03": lambda t, free: self._bad(
                name, "bad date", t, "recorded", "31/02/2022", free, 17
            ),
            "2023-06": lambda t, free: self._bad(
                name, "unknown code", t, "offence_code", "999Z", free, 23
            ),
            "2024-01": lambda t, free: self._bad(name, "blank", t, "crime_ref", "", free, 11),
            "2024-08": lambda t, free: self._bad(
                name, "out of range", t, "victim_age", "199", free, 5
            ),
        }
        free = self.feeds.free_rows(table) if str(month) in (*plans, "2025-05") else []
        if str(month) == "2025-05":
            self._kept = table.take(pa.array(sorted(free[:120])))
        return plans[str(month)](table, free) if str(month) in plans else table

    def _bad(
        self, name: str, kind: str, table: pa.Table, column: str, text: str, free: list[int], n: int
    ) -> pa.Table:
        return self.feeds.plant(name, kind, table, self.columns[column].title, text, free, n)


def lsoa(county: County, month: Month, parcel: Ints) -> tuple[tuple[str, ...], Ints]:
    """Codes of the census in use that month, and which stands in each row."""
    old = month < FIRST_OF_2021_CODES
    return (county.coding.lsoa11 if old else county.coding.lsoa21), parcel


def _outcomes(nobody: NDArray[np.bool_], age: Ints, rng: np.random.Generator) -> pa.Array:
    """Outcome codes; children are diverted more often."""
    words = (*_WITH_SUSPECT, *_WITHOUT)
    known = [float(_WITH_SUSPECT.get(w, 0)) for w in words]
    child = [
        w * (6 if code == "22" else 0.3 if code == "1" else 1)
        for code, w in zip(words, known, strict=True)
    ]
    table = running(np.array([known, child, [float(_WITHOUT.get(w, 0)) for w in words]]))
    row = np.where(nobody, 2, (age < 18).astype(np.int64))
    return choose(words, pick(table, row, rng))


class StreetDesk:
    """Writes data.police.uk's files: month only, snapped points, ASB without an ID."""

    def __init__(self, feeds: Feeds, county: County) -> None:
        self.feeds, self.county = feeds, county
        self.source = all_sources()[STREET]
        self.columns = self.source.columns()
        self.degrees = to_degrees(county.points[:, :_SNAPS].reshape(-1, 2))
        self.streets = [f"On or near {street_name(i)}" for i in range(126)]
        self._types = tuple(_street_type(code) for code in o.CODES)
        self.weights = running(0.3 + county.deprivation + 0.25 * county.night)

    def month(self, month: Month, known: Batch) -> None:
        """Write one month of the force."""
        rng, count = self.feeds.rng, len(known)
        kinds = tuple(dict.fromkeys((*self._types, *_OTHER_CRIME)))
        index = np.array([kinds.index(t) for t in self._types])[known.offence]
        more = [
            np.full(rng.poisson(share * count), kinds.index(kind))
            for kind, share in _OTHER_CRIME.items()
        ]
        kind = np.concatenate([index, *more])
        extra = len(kind) - count
        parcel = np.concatenate(
            [known.parcel, pick(self.weights, np.zeros(extra, dtype=np.int64), rng)]
        )
        snap = np.concatenate([known.point % _SNAPS, rng.integers(_SNAPS, size=extra)])
        order = np.lexsort((rng.random(len(kind)), parcel))
        self.feeds.add(
            f"street-crime/{month}-invenshire-street.csv",
            STREET,
            self._sheet(month, kinds, kind[order], parcel[order], snap[order]),
        )

    def _sheet(
        self, month: Month, kinds: tuple[str, ...], kind: Ints, parcel: Ints, snap: Ints
    ) -> pa.Table:
        rng, count = self.feeds.rng, len(kind)
        c = self.columns
        asb = kind == kinds.index("anti-social-behaviour")
        nowhere = pa.array(rng.random(count) < 0.02)
        at = parcel * _SNAPS + snap
        where = [
            pa.array(self.degrees[:, axis]).cast(pa.string()).take(pa.array(at)) for axis in (0, 1)
        ]
        raw = rng.bytes(32 * count).hex()
        ids = pa.array([raw[64 * i : 64 * (i + 1)] for i in range(count)], pa.string())
        codes = lsoa(self.county, month, parcel)
        old = month < FIRST_OF_2021_CODES
        labels = self.county.coding.lsoa11_name if old else self.county.coding.lsoa21_name

        def placed(text: pa.Array, otherwise: str = "") -> pa.Array:
            return pc.if_else(nowhere, otherwise, text)

        one = np.zeros(count, dtype=np.int64)
        outcome = ("Investigation complete; no suspect identified", "Unable to prosecute suspect")
        cells = {
            "crime_id": pc.if_else(pa.array(asb), "", ids),
            "month": choose((str(month),), one),
            "reported_by": choose((FORCE,), one),
            "falls_within": choose((FORCE,), one),
            "longitude": placed(where[0]),
            "latitude": placed(where[1]),
            "location": placed(choose(self.streets, at % len(self.streets)), "No Location"),
            "lsoa_code": placed(choose(*codes)),
            "lsoa_name": placed(choose(labels, parcel)),
            "crime_type": choose([written(c["crime_type"], k) for k in kinds], kind),
            "outcome": choose(outcome, np.where(asb, -1, rng.integers(2, size=count))),
            "context": choose(("",), one),
        }
        return sheet(self.source, cells)


def _street_type(code: str) -> str:
    """The published type of an offence: its own behaviour or the nearest above that has a type."""
    types = set(all_sources()[STREET].columns()["crime_type"].codes.values())  # type: ignore[union-attr]
    own = BEHAVIOUR_OF[code]
    return next(slug for slug in (own, *ancestors(own)) if slug in types)
