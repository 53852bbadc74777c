"""The secure area: a partnership's rows, places and residents, opened for one purpose on one day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.analysis.cells import Cells
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import Ledger
from headwater.analysis.residents import Residents, load_residents
from headwater.data.agreements import FILE as AGREEMENTS
from headwater.data.agreements import read_agreements
from headwater.data.engine import Engine, Refusal
from headwater.data.geography import Geography, load_geography
from headwater.data.profile import Profile as Profile
from headwater.data.profile import read_profile
from headwater.data.source import Shape, Source, all_sources
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError
from headwater.vocabulary.harms import Definition, branch
from headwater.vocabulary.people import ALL_AGES
from headwater.vocabulary.periods import Month, latest_run
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Purpose,
    live,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

T = TypeVar("T")
Reach = frozenset[tuple[str, str, tuple[AgreementRecord, ...], str]]
"""Source, sender, the live agreements that cover it, and the sentence that refuses it."""


@dataclass(frozen=True)
class _Held:
    """What there is at least one row of, from one source."""

    months: tuple[Month, ...]
    behaviours: frozenset[str]


_NOTHING = _Held((), frozenset())


class StoreLedger(Ledger):
    """Releases written down in the partnership's own register."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def log(self, *, indicator: str, policy: str, inputs: str, digest: str, note: str) -> None:
        self._store.log_release(
            indicator=indicator, policy=policy, inputs=inputs, digest=digest, note=note
        )


def profile_of(folder: Path) -> Profile:
    """A partnership's settings, for floors that may not open the data floor themselves."""
    return read_profile(folder)


def data_version(folder: Path) -> str:
    """A short text that changes whenever a file comes to count or an agreement is edited."""
    agreements = folder / AGREEMENTS
    edited = agreements.stat().st_mtime_ns if agreements.exists() else 0
    return f"{newest_delivery(folder)}-{edited}"


def newest_delivery(folder: Path) -> int:
    """The number of the newest delivery that counts; 0 where nothing was ever gathered."""
    try:
        return Store.open(folder / "store").newest()
    except StoreError:
        return 0


def reach(folder: Path, book: AgreementBook, *, purpose: Purpose, at: date) -> Reach:
    """For every sender of every source that needs an agreement: those that are live, or the sentence
    that refuses it.

    It changes when what may be read does, and not with a draft. Two workbenches of one state of the
    data with one reach read the same and refuse the same.
    """
    if not newest_delivery(folder):
        return frozenset()
    restricted = {slug for slug, source in all_sources().items() if not source.is_public()}
    arrived = Store.open(folder / "store").deliveries(shape=Shape.INCIDENTS.value)
    found = set()
    for source, sender in {(d.source, d.provider) for d in arrived if d.source in restricted}:
        live_now = [a for a in book.covering(source, sender) if live(a, purpose, at)]
        refused = "" if live_now else book.standing(source, purpose, at, sender).reason
        found.add((source, sender, tuple(live_now), refused))
    return frozenset(found)


def store_answers(folder: Path) -> bool:
    """Whether the store can be opened and read just now."""
    try:
        Store.open(folder / "store").newest()
    except (StoreError, OSError, sqlite3.Error):
        return False
    return True


class Workbench:
    """Everything an analysis needs; what it gives out goes through the gate."""

    def __init__(
        self,
        folder: Path,
        *,
        at: date,
        purpose: Purpose = Purpose.NEEDS_ASSESSMENT,
        book: AgreementBook | None = None,
    ) -> None:
        self.folder = folder
        self.profile: Profile = read_profile(folder)
        self.store = Store.open(folder / "store")
        self.at = at
        self.engine = Engine(
            self.store, read_agreements(folder) if book is None else book, purpose=purpose, at=at
        )
        self.ledger: Ledger = StoreLedger(self.store)
        self.geography: Geography = load_geography(self.engine, self.profile.area)
        self._kept: dict[tuple[object, ...], object] = {}

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Sources in the store that no live agreement lets us read today."""
        return self.engine.refusals

    @cached_property
    def residents(self) -> Residents:
        """Who lives where, by age and sex."""
        return load_residents(self.engine, self.geography)

    @cached_property
    def incidents(self) -> ir.Table:
        """Incidents of the partnership's area with their places.

        Rows placed in another area are left out, and so are street-crime rows of forces the profile
        does not name, whose files may not have come for every month. Rows with no place stay, and
        count only in totals for the whole partnership.
        """
        rows = self.engine.incidents()
        forces = self.profile.area.forces
        if forces:
            own = (rows.source != "police-uk-street-crime") | rows.site.isin(list(forces))
            rows = rows.filter(own)
        places = self.engine.table("place_of_lsoa")
        placed = rows.left_join(places, rows.lsoa == places.code).drop("code")
        kept = placed.filter(placed.small_area.notnull() | placed.lsoa.isnull())
        # Named once, so that each question compiles a short query and not this one again.
        return self.engine.name("area_incidents", kept)

    def arrived(self) -> frozenset[str]:
        """Incident sources that may be read today and have at least one row."""
        return frozenset(d.source for d in self.engine.deliveries)

    def months(self, source: str) -> tuple[Month, ...]:
        """Months for which a source sent rows about this area. A month not here is a gap."""
        return self._held.get(source, _NOTHING).months

    def source_of(self, indicator: type[Indicator]) -> type[Source] | None:
        """The first of an indicator's sources that has arrived; None where none has.

        A source that never held such an event gives way to a later one that did: an extract of
        violence alone must not make burglary look like zero.
        """
        arrived = [s for s in indicator.sources if s in self.arrived()]
        counted = {s for top in indicator.behaviours for s in branch(top)}
        holding = [s for s in arrived if not counted or counted & self._held[s].behaviours]
        chosen = (holding or arrived)[:1]
        return all_sources()[chosen[0]] if chosen else None

    @cached_property
    def _held(self) -> dict[str, _Held]:
        """The months and behaviours of which each source holds at least one row."""
        rows = self.incidents
        kinds = rows.select("source", "month", "behaviour").distinct().to_pyarrow().to_pylist()
        return {
            slug: _Held(
                tuple(
                    sorted(
                        {Month.of(r["month"]) for r in kinds if r["source"] == slug and r["month"]}
                    )
                ),
                frozenset(r["behaviour"] for r in kinds if r["source"] == slug),
            )
            for slug in self.arrived()
        }

    def window(self, source: str) -> tuple[Month, ...]:
        """The months rates are given for: the latest unbroken run of up to twelve."""
        return latest_run(self.months(source))

    def deliveries(self, source: str, months: Iterable[Month] = ()) -> tuple[str, ...]:
        """The deliveries of a source that hold rows of any of these months (all, if none given)."""
        wanted = {str(m) for m in months}
        return tuple(
            d.id
            for d in self.engine.deliveries
            if d.source == source
            and (not wanted or wanted & {m for m, _ in d.receipt.get("by_month", ())})
        )

    def cells(self, indicator: type[Indicator], source: str, definition: Definition) -> Cells:
        """An indicator's events by month and small area, counted once and kept."""
        key = ("cells", indicator, source, definition.label if indicator.follows_definition else "")
        return self.once(key, lambda: self._count(self.select(indicator, source, definition)))

    def _count(self, rows: ir.Table) -> Cells:
        grouped = rows.group_by("month", "small_area").aggregate(n=rows.count()).to_pyarrow()
        grouped = grouped.filter(pc.is_valid(grouped["month"]))
        areas = tuple(s.code for s in self.geography.small_areas)
        days = grouped["month"].unique().sort()
        row = pc.index_in(grouped["month"], value_set=days).to_numpy()
        found = pc.index_in(grouped["small_area"], value_set=pa.array(areas, pa.string()))
        column = pc.fill_null(found, len(areas)).to_numpy()
        counts = np.zeros((len(days), len(areas) + 1), dtype=np.int64)
        np.add.at(counts, (row, column), grouped["n"].to_numpy())
        return Cells(tuple(Month.of(day) for day in days.to_pylist()), areas, counts)

    def select(self, indicator: type[Indicator], source: str, definition: Definition) -> ir.Table:
        """The incidents an indicator counts, from one source."""
        rows = self.incidents
        rows = rows.filter(rows.source == source)
        slugs = (
            definition.behaviour_slugs()
            if indicator.follows_definition
            else {s for top in indicator.behaviours for s in branch(top)}
        )
        if slugs:
            rows = rows.filter(rows.behaviour.isin(sorted(slugs)))
        for condition in indicator.where:
            rows = rows.filter(rows[condition.field].isin(list(condition.values)))
        ages = indicator.ages
        if indicator.role and ages != ALL_AGES:
            column = rows[f"{indicator.role.value}_age"]
            rows = rows.filter(column.between(ages.low, ages.high))
        if indicator.follows_definition:
            rows = self._narrow(rows, source, definition)
        return rows

    def _narrow(self, rows: ir.Table, source: str, definition: Definition) -> ir.Table:
        """Apply a definition's limits where the source can tell; elsewhere the table says it cannot."""
        fields = all_sources()[source].minimum
        if definition.public_place_only and "public_place" in fields:
            rows = rows.filter(rows.public_place)
        if definition.knife_only and "knife" in fields:
            rows = rows.filter(rows.knife)
        if definition.ages != ALL_AGES and "victim_age" in fields:
            rows = rows.filter(rows.victim_age.between(definition.ages.low, definition.ages.high))
        return rows

    def limits_not_applied(self, source: str, definition: Definition) -> tuple[str, ...]:
        """Which limits of a definition a source cannot tell, as caveats."""
        fields = all_sources()[source].minimum
        lacking = (
            (definition.public_place_only and "public_place" not in fields, "the kind of place"),
            (definition.knife_only and "knife" not in fields, "the weapon"),
            (definition.ages != ALL_AGES and "victim_age" not in fields, "ages"),
        )
        named = [what for lacks, what in lacking if lacks]
        if not named:
            return ()
        title = all_sources()[source].title
        return (f"{title} does not record {' or '.join(named)}, so that limit is not applied.",)

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made at the first asking and kept while the workbench is open."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    def close(self) -> None:
        """Let go of the files."""
        self.engine.close()
