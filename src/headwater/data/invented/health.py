"""What health services send: emergency departments, ambulances and hospital admissions."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
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
)
from headwater.data.invented.clock import LAST
from headwater.data.invented.county import County
from headwater.data.invented.files import Feeds
from headwater.data.invented.incidents import Batch
from headwater.data.invented.names import SITES
from headwater.data.invented.people import (
    GROUPS,
    SEXES,
    Kind,
    People,
    draw_people,
    weights,
)
from headwater.data.invented.police import lsoa, quarter
from headwater.data.source import all_sources
from headwater.vocabulary.incidents import Harm, Setting, Weapon
from headwater.vocabulary.periods import Month

Ints = NDArray[np.int64]
Texts = dict[str, pa.Array]
CITY_SITE, COUNTY_SITE = range(2)
_UK = "%d/%m/%Y"
_KNIFE, _FIREARM = o.WEAPONS.index(Weapon.KNIFE.value), o.WEAPONS.index(Weapon.FIREARM.value)
_SERIOUS = o.HARMS.index(Harm.SERIOUS.value)


def _site(county: County, parcel: Ints) -> Ints:
    """The city's department, or the county's for three districts far from it."""
    return np.where(np.isin(county.district[parcel], (2, 3, 4)), COUNTY_SITE, CITY_SITE)


class EmergencyDesk:
    """Writes the nine ISTV fields for both sites."""

    MONTHLY_FROM = LAST.next(-11)
    """Earlier files hold a quarter each."""
    OLD_PROGRAM = "2026-03"
    """The month whose file comes from an old Windows program."""

    def __init__(self, feeds: Feeds, county: County) -> None:
        self.feeds, self.county = feeds, county
        self.source = all_sources()["emergency-department"]

    def month(self, month: Month, treated: Batch) -> None:
        """Write one month of attendances."""
        table = self._sheet(month, treated)
        of = month if month >= self.MONTHLY_FROM else quarter(month)
        name = f"emergency-department/istv-{of}.csv"
        table = self._faults(month, name, table)
        if str(month) == self.OLD_PROGRAM:
            self.feeds.add_text(name, self.source.slug, table, "cp1252")
        else:
            self.feeds.add(name, self.source.slug, table)

    def _sheet(self, month: Month, batch: Batch) -> pa.Table:
        c, rng, count = self.source.columns(), self.feeds.rng, len(batch)
        first = np.datetime64(month.first_day(), "D").astype(np.int64)
        last = first + month.days - 1
        wait = rng.exponential(110, count).astype(np.int64)
        one = np.zeros(count, dtype=np.int64)
        # A department knows less well than the police what a person was struck with.
        none = o.WEAPONS.index(Weapon.NONE.value)
        weapon = np.where(batch.weapon == none, o.WEAPONS.index(Weapon.BODY.value), batch.weapon)
        lost = rng.random(count) < 0.07
        weapon = np.where(lost, o.WEAPONS.index(Weapon.NOT_RECORDED.value), weapon)
        places = ("near the Café Déjà", "outside the station", "at the bus stop", "")
        cells: Texts = {
            "period_start": days(one + first, _UK),
            "period_end": days(one + last, _UK),
            "site": choose(SITES, _site(self.county, batch.parcel)),
            "arrival": moments(np.minimum(batch.minute + wait, last * 1440 + 1439), _UK),
            "assault": moments(batch.minute, _UK),
            "method": coded(c["method"], o.WEAPONS, weapon),
            "method_other": choose(("",), one),
            "location_type": coded(c["location_type"], o.SETTINGS, batch.setting),
            "location": choose(places, rng.integers(len(places), size=count)),
        }
        return sheet(self.source, cells)

    def _faults(self, month: Month, name: str, table: pa.Table) -> pa.Table:
        free = self.feeds.free_rows(table) if str(month) in ("2022-07", "2025-02") else []
        c = self.source.columns()
        if str(month) == "2022-07":
            table = self.feeds.plant(
                name, "unknown code", table, c["method"].title, "Unlisted thing", free, 9
            )
        if str(month) == "2025-02":
            table = self.feeds.plant(name, "blank", table, c["location_type"].title, "", free, 6)
            table = self.feeds.plant(
                name, "bad date", table, c["assault"].title, "32/02/2025 25:61", free, 4
            )
        return table


_OTHER_CALLS = {
    "self-harm": (26, Kind(20, 9, 0.5, youngest=11)),
    "overdose": (38, Kind(36, 13, 1.1, youngest=13)),
    "mental-health-crisis": (30, Kind(34, 14, 0.9, youngest=12)),
}
"""Calls a month that no violence caused, and whom they are about."""


class AmbulanceDesk:
    """Writes incidents a quarter, some with a row for each of two vehicles."""

    MISSING = "2024-02"
    """The month that was never sent."""
    KINDS = (
        "assault-unspecified",
        "sharp-object-assault",
        "firearm-assault",
        "sexual-offences",
        *_OTHER_CALLS,
    )

    def __init__(self, feeds: Feeds, county: County, people: People) -> None:
        self.feeds, self.county, self.people = feeds, county, people
        self.source = all_sources()["ambulance"]
        self.totals = {
            slug: weights(people, county, kind, people.risk)
            for slug, (_, kind) in _OTHER_CALLS.items()
        }
        self._next = 1

    def month(self, month: Month, before_end: int, attended: Batch) -> None:
        """Append one month of incidents to its quarter; one month never comes."""
        table = self._sheet(month, before_end, attended)
        if str(month) == self.MISSING:
            return
        rng = self.feeds.rng
        twice = np.sort(rng.choice(table.num_rows, table.num_rows // 16, replace=False))
        again = spoil(table.take(pa.array(twice)), "Vehicle", np.arange(len(twice)), "INV2")
        name = f"ambulance/ambulance-{quarter(month)}.csv"
        self.feeds.add(name, self.source.slug, pa.concat_tables([table, again]))
        self.feeds.note(name, superseded=len(twice))

    def refused(self, name: str) -> None:
        """A file with a column of NHS numbers that nobody declared; the numbers are test numbers."""
        now = np.datetime64(LAST.first_day(), "m").astype(np.int64)
        count = 40
        one = np.zeros(count, dtype=np.int64)
        table = sheet(
            self.source,
            {
                "incident_ref": reference("REF", np.arange(count), 6),
                "called": moments(now + np.arange(count) * 97),
                "incident_type": coded(self.source.columns()["incident_type"], self.KINDS, one),
                "age": whole(self.feeds.rng.integers(16, 60, count)),
                "sex": coded(self.source.columns()["sex"], SEXES, one),
                "lsoa": choose(self.county.coding.lsoa21, np.arange(count)),
            },
        )
        table = table.append_column("NHS number", pa.array(_test_numbers(count)))
        self.feeds.add(name, self.source.slug, table)
        self.feeds.note(name, state="refused")

    def _sheet(self, month: Month, before_end: int, batch: Batch) -> pa.Table:
        c, rng = self.source.columns(), self.feeds.rng
        kind = np.where(batch.weapon == _KNIFE, 1, np.where(batch.weapon == _FIREARM, 2, 0))
        kind = np.where(np.isin(batch.offence, o.positions(o.SEXUAL)), 3, kind)
        who, parcel, minute = [batch.victim], [batch.parcel], [batch.minute]
        kinds, setting = [kind], [batch.setting]
        start = np.datetime64(month.first_day(), "m").astype(np.int64)
        for i, (slug, (usual, _)) in enumerate(_OTHER_CALLS.items()):
            drawn = draw_people(self.totals[slug], int(rng.poisson(usual)), rng)
            who.append(drawn)
            parcel.append(self.people.parcel[drawn].astype(np.int64))
            minute.append(start + rng.integers(month.days * 1440, size=len(drawn)))
            kinds.append(np.full(len(drawn), 4 + i))
            setting.append(np.full(len(drawn), o.SETTINGS.index(Setting.DWELLING.value)))
        at = np.argsort(np.concatenate(minute), kind="stable")
        person, place, all_kinds = (np.concatenate(x)[at] for x in (who, parcel, kinds))
        count = len(at)
        numbers = np.arange(self._next, self._next + count)
        self._next += count
        taken = np.where(rng.random(count) < 0.7, _site(self.county, place), -1)
        cells: Texts = {
            "incident_ref": reference("AMB", numbers, 7),
            "called": moments(np.concatenate(minute)[at]),
            "incident_type": coded(c["incident_type"], self.KINDS, all_kinds),
            "vehicle": choose(("INV1",), np.zeros(count, dtype=np.int64)),
            "age": whole(self.people.age_at(person, before_end), rng.random(count) < 0.05),
            "sex": coded(c["sex"], SEXES, self.people.sex[person].astype(np.int64)),
            "location_type": coded(c["location_type"], o.SETTINGS, np.concatenate(setting)[at]),
            "lsoa": choose(*lsoa(self.county, month, place)),
            "alcohol": flags(rng.random(count) < 0.3),
            "hospital": choose(SITES, taken),
        }
        return sheet(self.source, cells)


def _test_numbers(count: int) -> list[str]:
    """NHS numbers of the range kept for tests (999), with right check digits."""
    found: list[str] = []
    number = 999_000_000
    while len(found) < count:
        number += 1
        digits = [int(d) for d in str(number)]
        check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            found.append(f"{number}{0 if check == 11 else check}")
    return found


_CAUSE_OF_WEAPON = {
    Weapon.KNIFE: "X99",
    Weapon.BODY: "Y04",
    Weapon.BLUNT: "Y00",
    Weapon.FIREARM: "X95",
    Weapon.CORROSIVE: "X86",
    Weapon.OTHER: "Y08",
    Weapon.NONE: "Y04",
    Weapon.NOT_RECORDED: "Y09",
}
_DIGIT_OF_SETTING = {
    Setting.DWELLING: "0",
    Setting.STREET: "4",
    Setting.NIGHT_TIME_ECONOMY: "5",
    Setting.EDUCATION: "2",
    Setting.HEALTH: "1",
    Setting.TRANSPORT: "4",
    Setting.RETAIL: "5",
    Setting.WORKPLACE: "6",
    Setting.CUSTODY: "1",
    Setting.OTHER: "8",
    Setting.NOT_RECORDED: "9",
}


class AdmissionsDesk:
    """Writes admissions a year; one year comes as a workbook."""

    WORKBOOK = "2024"

    def __init__(self, feeds: Feeds, county: County, people: People) -> None:
        self.feeds, self.county, self.people = feeds, county, people
        self.source = all_sources()["hospital-admissions"]
        self._next = 1
        self._years: dict[str, list[pa.Table]] = {}

    def month(self, month: Month, before_end: int, admitted: Batch) -> None:
        """Keep one month for its financial year's file."""
        year = str(month.year if month.number >= 4 else month.year - 1)
        self._years.setdefault(year, []).append(self._sheet(before_end, admitted))

    def finish(self) -> None:
        """Write the years."""
        for year, parts in self._years.items():
            table = pa.concat_tables(parts)
            stem = f"hospital-admissions/admissions-{year}-{int(year[2:]) + 1}"
            if year == self.WORKBOOK:
                self.feeds.add_workbook(f"{stem}.xlsx", self.source.slug, table)
            else:
                self.feeds.add(f"{stem}.csv", self.source.slug, table)

    def _sheet(self, before_end: int, batch: Batch) -> pa.Table:
        c, rng, count = self.source.columns(), self.feeds.rng, len(batch)
        numbers = np.arange(self._next, self._next + count)
        self._next += count
        cause = [_CAUSE_OF_WEAPON[Weapon(w)] for w in o.WEAPONS]
        place = [_DIGIT_OF_SETTING[Setting(s)] for s in o.SETTINGS]
        both = [f"{x}{y}" for x in cause for y in place]
        asked = rng.random(count) > 0.08
        who = batch.victim
        group = np.where(asked, self.people.group[who], GROUPS.index("not recorded"))
        cells: Texts = {
            "episode": reference("EPI", numbers, 7),
            "admitted": days(batch.minute // 1440),
            "method": choose(("21",), np.zeros(count, dtype=np.int64)),
            "episode_order": choose(("1",), np.zeros(count, dtype=np.int64)),
            "age": whole(self.people.age_at(who, before_end)),
            "sex": coded(c["sex"], SEXES, self.people.sex[who].astype(np.int64)),
            "ethnicity": coded(c["ethnicity"], GROUPS, group),
            "cause": choose(both, batch.weapon * len(place) + batch.setting),
            "lsoa": choose(self.county.coding.lsoa21, self.people.parcel[who].astype(np.int64)),
            "site": choose(SITES, _site(self.county, batch.parcel)),
        }
        return sheet(self.source, cells)
