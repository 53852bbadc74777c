"""The brief: everything a product may say, computed once when first asked for, released before it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar

from shapely.geometry.base import BaseGeometry

from headwater.analysis import (
    changes,
    cohorts,
    compute,
    concentration,
    costs,
    deprivation,
    groups,
    harm,
    hidden,
    hotspots,
    investment,
    measures,
    near_repeat,
    overlap,
    priorities,
    quality,
    repeats,
    times,
)
from headwater.analysis.changes import Change, Periods
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.outlines import load_outlines
from headwater.analysis.population import Population, population
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.products.vintage import Vintage, meaning
from headwater.vocabulary.harm_weights import HARM_WEIGHTS
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.people import Role
from headwater.vocabulary.periods import Month
from headwater.vocabulary.places import Level, Place
from headwater.vocabulary.records.claim import ClaimRecord

T = TypeVar("T")

MEASURES = (
    "FirstYJS",
    "ReoffYO",
    "TotPermEx",
    "Total_ Pup_FixedEx",
    "TotPerAbNew",
    "16-17 NEET",
    "HospAd0-14",
    "LACSubstance",
)
"""Published measures printed in the chapter on risk, by the publisher's short names."""


class Brief:
    """One partnership on one day: released tables, changes and facts about its data, on demand."""

    def __init__(self, bench: Workbench, *, issued: date, previous: Vintage | None = None) -> None:
        self.bench = bench
        self.issued = issued
        self.previous = previous
        self.profile = bench.profile
        self.geography = bench.geography
        self._kept: dict[tuple[object, ...], object] = {}

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    # what has arrived

    @property
    def refusals(self) -> tuple[quality.Refusal, ...]:
        """Sources that are held and may not be read today."""
        return self.bench.refusals

    def has(self, *slugs: str) -> bool:
        """Whether any of these sources has arrived and may be read."""
        return bool(set(slugs) & self.received)

    @cached_property
    def received(self) -> frozenset[str]:
        """Every source, of any shape, that has arrived and may be read."""
        return quality.received(self.bench)

    @staticmethod
    def source(slug: str) -> type[quality.Source]:
        """The declaration of a source."""
        return quality.source(slug)

    @cached_property
    def missing_sources(self) -> tuple[type[quality.Source], ...]:
        """Sources that have not arrived or may not be read, and that no Board decision bars."""
        return tuple(
            s for s in quality.all_declared() if s.slug not in self.received and not s.barred
        )

    @cached_property
    def files(self) -> tuple[quality.FileUsed, ...]:
        """Every file that may be read, with the short name claims give it."""
        return quality.files_used(self.bench)

    @property
    def latest_delivery(self) -> str:
        """The newest file, in words."""
        return f"{self.files[-1].file}, {self.files[-1].received}" if self.files else "none yet"

    @cached_property
    def scorecard(self) -> tuple[quality.SourceQuality, ...]:
        """What is known about the quality of each incident source."""
        return quality.scorecard(self.bench)

    @cached_property
    def indicators(self) -> dict[str, type[Indicator]]:
        """The indicators that can be computed from what has arrived."""
        known = all_indicators().items()
        return {s: i for s, i in known if self.bench.source_of(i) is not None}

    def indicator(self, slug: str) -> type[Indicator] | None:
        """An indicator that can be computed, or None."""
        return self.indicators.get(slug)

    # tables

    def _table(self, key: tuple[object, ...], slug: str, make: Callable[..., T]) -> T | None:
        found = self.indicator(slug)
        if found is None:
            return None
        return self._once(key, lambda: make(self.bench, found))

    def by_month(self, slug: str, definition: Definition | None = None) -> Released | None:
        """An indicator by month; None where its source has not arrived."""
        return self._table(
            ("month", slug, definition and definition.label),
            slug,
            lambda b, i: compute.by_month(b, i, definition),
        )

    def by_place(
        self, slug: str, level: Level, months: tuple[Month, ...] | None = None
    ) -> Released | None:
        """An indicator by place over the year that rates are given for (or the given months)."""
        return self._table(
            ("place", slug, level, months),
            slug,
            lambda b, i: compute.by_place(b, i, level, months=months),
        )

    def by_age(self, slug: str, role: Role) -> Released | None:
        """An indicator by age band of the people in one role."""
        return self._table(("age", slug, role), slug, lambda b, i: compute.by_age(b, i, role))

    def by_value(self, slug: str, column: str, title: str, heading: str) -> Released | None:
        """An indicator by the values of one field of the minimum dataset."""
        found = self.indicator(slug)
        source = self.bench.source_of(found) if found else None
        if source is None or column not in source.minimum:
            return None
        return self._table(
            ("value", slug, column),
            slug,
            lambda b, i: compute.by_value(b, i, column, title, heading),
        )

    def by_deprivation(self, slug: str) -> Released | None:
        """An indicator by decile of deprivation; None without the index."""
        if not self.has("deprivation"):
            return None
        return self._table(("deprivation", slug), slug, deprivation.by_deprivation)

    def by_period(self, slug: str, definition: Definition | None = None) -> Released | None:
        """An indicator in the year before and the last year (or only the last year)."""
        found = self.indicator(slug)
        source = self.bench.source_of(found) if found else None
        if source is None:
            return None
        periods = self.periods(slug)
        spans = (periods.before, periods.now) if periods else (self.bench.window(source.slug),)
        return self._table(
            ("period", slug, definition and definition.label),
            slug,
            lambda b, i: changes.by_period(b, i, spans, definition),
        )

    def by_hour(self, slug: str) -> Released | None:
        """An indicator by weekday and band of hours."""
        return self._table(("hour", slug), slug, times.by_hour)

    def season(self, slug: str) -> list[tuple[str, float]] | None:
        """The average a day in each calendar month."""
        table = self.by_month(slug)
        return times.season(table) if table is not None else None

    # people

    def by_group(self, slug: str, role: Role, what: str) -> Released | None:
        """People in one role by sex or ethnic group."""
        return self._table(
            ("group", slug, role, what), slug, lambda b, i: groups.by_group(b, i, role, what)
        )

    def disparities(self, slug: str, role: Role, what: str) -> tuple[groups.Disparity, ...]:
        """Every group against the reference group: women, or the largest ethnic group."""
        table = self.by_group(slug, role, what)
        if table is None:
            return ()
        reference = "female" if what == "sex" else self._largest_group()
        return groups.disparities(table, reference)

    def _largest_group(self) -> str:
        table = self.population.groups
        return str(table.first["group"]) if table is not None else ""

    def repeats(self, slug: str, role: Role) -> Released | None:
        """People in one role by how often they appear in the year."""
        return self._table(("repeats", slug, role), slug, lambda b, i: repeats.repeats(b, i, role))

    def both_roles(self, slug: str) -> Released | None:
        """Suspects who were also victims."""
        return self._table(("both", slug), slug, repeats.both_roles)

    @cached_property
    def cohorts(self) -> tuple[cohorts.CohortCard, ...]:
        """A card for each cohort that can be counted."""
        found = []
        for cohort in cohorts.COHORTS:
            indicator = self.indicator(cohort.indicator)
            card = cohorts.card(self.bench, cohort, indicator) if indicator else None
            if card is not None:
                found.append(card)
        return tuple(found)

    def hidden(self, level: Level) -> Released | None:
        """Violence as the police, hospitals and ambulance see it, side by side."""
        names = ("recorded-violence", "emergency-department-assaults", "ambulance-assaults")
        found = [self.indicators[s] for s in names if s in self.indicators]
        return self._once(("hidden", level), lambda: hidden.side_by_side(self.bench, found, level))

    def near_repeats(self, slug: str) -> near_repeat.NearRepeat | None:
        """Whether an offence makes another nearby more likely for a while."""
        return self._table(("near", slug), slug, near_repeat.near_repeats)

    @cached_property
    def harm(self) -> harm.HarmTotal | None:
        """The harm-weighted total of recorded violence."""
        weights = HARM_WEIGHTS[self.profile.harm_weights]
        periods = self.periods("defined-violence")
        return self._table(
            ("harm",), "defined-violence", lambda b, i: harm.harm_total(b, i, weights, periods)
        )

    # services, money, measures

    @cached_property
    def investment(self) -> investment.Investment | None:
        """Services and money by tier."""
        return investment.investment(self.bench, self.profile.tiers)

    @cached_property
    def costs(self) -> costs.Costs | None:
        """What recorded violence costs."""
        found = self.indicator("recorded-violence")
        return costs.costs(self.bench, found) if found else None

    @cached_property
    def measures(self) -> tuple[measures.Measure, ...]:
        """Published measures of risk and protection."""
        return measures.published(self.bench, MEASURES)

    # the last assessment

    @cached_property
    def moved(self) -> tuple[tuple[ClaimRecord, ClaimRecord], ...]:
        """Numbers printed last time whose value would differ today: then and now."""
        if self.previous is None:
            return ()
        return tuple(self._recount(self.previous))

    def _recount(self, previous: Vintage) -> Iterable[tuple[ClaimRecord, ClaimRecord]]:
        now = {meaning(c): c for c in self._headline_claims()}
        for key, before in previous.by_meaning().items():
            after = now.get(key)
            if after is not None and after.value != before.value:
                yield before, after

    def _headline_claims(self) -> Iterable[ClaimRecord]:
        """The numbers of every indicator for the area and its districts, as printed in chapters."""
        for slug in self.indicators:
            yearly = self.by_period(slug)
            if yearly is not None:
                row = yearly.last
                yield yearly.claim(row, "events")
                if "value" in row:
                    yield yearly.claim(row, "value")
            if slug in self.place_harms:
                table = self.by_place(slug, Level.DISTRICT)
                if table is not None:
                    yield from (table.claim(row) for row in table if "value" in row)

    # people and places

    @cached_property
    def population(self) -> Population:
        """Who lives in the area."""
        return population(self.bench)

    @cached_property
    def deprivation_profile(self) -> deprivation.DeprivationProfile | None:
        """How deprived the area's small areas are."""
        return deprivation.deprivation_profile(self.bench)

    @cached_property
    def borders(self) -> tuple[tuple[str, BaseGeometry], ...]:
        """Districts with their names, as lines on a map."""
        names = self.geography.names
        shapes = self.outlines(Level.DISTRICT).items()
        return tuple((names.get(code, code), shape) for code, shape in shapes)

    # change

    def periods(self, slug: str) -> Periods | None:
        """The last year that rates are given for, with the year before."""
        return self._table(
            ("periods", slug), slug, lambda b, i: changes.last_year(b, _source(b, i))
        )

    def newest(self, slug: str) -> Periods | None:
        """Newer months, with the same months of an earlier year."""
        return self._table(("newest", slug), slug, lambda b, i: changes.newest(b, _source(b, i)))

    def change(
        self, slug: str, periods: Periods | None, place: Place | None = None
    ) -> Change | None:
        """The change between two periods, for the area or one place."""
        return self._table(
            ("change", slug, periods, place),
            slug,
            lambda b, i: changes.change(b, i, periods, place=place),
        )

    # places

    @cached_property
    def place_harms(self) -> tuple[str, ...]:
        """Harms whose source places them, so that they can be mapped and compared by place."""
        return tuple(
            slug
            for slug, indicator in self.indicators.items()
            if self.impact(slug) and "lsoa" in _declared(self.bench, indicator).minimum
        )

    def impact(self, slug: str) -> int:
        """The harm of one incident, 1 to 4, as the partnership grades it; 0 where it is not ranked."""
        indicator = self.indicators[slug]
        return self.profile.impacts.get(slug, indicator.impact)

    def hot_spots(self, slug: str) -> hotspots.HotSpotReport | None:
        """Where an indicator is hot; None where that cannot be told."""
        return self._table(("hot", slug), slug, hotspots.find_hot_spots)

    def concentration(self, slug: str) -> concentration.Concentrated | None:
        """How few places hold an indicator."""
        return self._table(("few", slug), slug, concentration.concentrated)

    def deprivation_gap(self, slug: str) -> deprivation.DeprivationGap | None:
        """How steeply an indicator follows deprivation."""
        table = self.by_deprivation(slug)
        if table is None:
            return None
        return self._once(("gap", slug), lambda: deprivation.deprivation_gap(table))

    def share_of_area(self, slug: str, part: Released) -> tuple[float, ClaimRecord] | None:
        """The share of all placed events that a table's rows hold, 0 to 1, with its claim."""
        whole = self.by_place(slug, Level.LSOA)
        held = [v for v in part.column("events") if isinstance(v, int | float)]
        if whole is None or not held:
            return None
        districts = self.by_place(slug, Level.DISTRICT) or whole
        total = sum(v for v in districts.column("events") if isinstance(v, int | float))
        share = sum(held) / total if total else 0.0
        return share, part.derive(round(share * 100), "% of events with a place")

    @cached_property
    def overlap(self) -> overlap.Overlap | None:
        """Small areas where several harms meet."""
        tables = {}
        for slug in self.place_harms:
            table = self.by_place(slug, Level.LSOA)
            if table is not None:
                tables[self.indicators[slug].short] = table
        return overlap.overlapping(self.bench, tables)

    def changed_places(self, slug: str) -> tuple[changes.PlaceChange, ...]:
        """Districts where an indicator changed in the last year beyond chance."""
        periods = self.periods(slug)
        if periods is None or slug not in self.place_harms:
            return ()
        looked_at = len(self.place_harms) * len(self.geography.area.districts)
        found = self._table(
            ("moved", slug),
            slug,
            lambda b, i: changes.changed_places(b, i, periods, looked_at=looked_at),
        )
        return found or ()

    # ranking

    @cached_property
    def factors(self) -> tuple[priorities.Factor, ...]:
        """The most pressing factors, ranked."""
        found = [self._evidence(slug) for slug in self.indicators if self.impact(slug)]
        return priorities.rank([e for e in found if e is not None])

    def _evidence(self, slug: str) -> priorities.Evidence | None:
        table = self.by_period(slug)
        if table is None or not isinstance(table.last["events"], int | float):
            return None
        placed = slug in self.place_harms
        hot = self.hot_spots(slug) if placed else None
        clusters = list(hot.clusters) if hot else []
        return priorities.Evidence(
            indicator=self.indicators[slug],
            impact=self.impact(slug),
            table=table,
            change=self.change(slug, self.periods(slug)),
            gap=self.deprivation_gap(slug) if placed else None,
            concentration=self.concentration(slug) if placed else None,
            places=self.by_place(slug, Level.DISTRICT) if placed else None,
            hot_spot=str(clusters[0]["place"]) if clusters else "",
            moved=self.changed_places(slug),
        )

    def outlines(self, level: Level) -> dict[str, BaseGeometry]:
        """The outline of every place of a level, by code, in British National Grid metres."""
        return load_outlines(self.bench, level)


def _declared(bench: Workbench, indicator: type[Indicator]) -> type[quality.Source]:
    found = bench.source_of(indicator)
    if found is None:
        raise KeyError(indicator.slug)
    return found


def _source(bench: Workbench, indicator: type[Indicator]) -> str:
    found = bench.source_of(indicator)
    return found.slug if found else ""
