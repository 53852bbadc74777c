"""Where: maps, hot spots, concentration, deprivation, and where harms meet."""

from __future__ import annotations

from functools import cached_property

from shapely.geometry.base import BaseGeometry

from headwater.analysis import (
    changes,
    concentration,
    deprivation,
    hidden,
    hotspots,
    near_repeat,
    overlap,
)
from headwater.analysis.outlines import load_outlines
from headwater.analysis.released import Released
from headwater.products.brief.tables import Tables
from headwater.vocabulary.places import Level
from headwater.vocabulary.records.claim import ClaimRecord


class Places(Tables):
    """Questions about places."""

    @cached_property
    def borders(self) -> tuple[tuple[str, BaseGeometry], ...]:
        """Districts with their names, as lines on a map."""
        names = self.geography.names
        shapes = self.outlines(Level.DISTRICT).items()
        return tuple((names.get(code, code), shape) for code, shape in shapes)

    def outlines(self, level: Level) -> dict[str, BaseGeometry]:
        """The outline of every place of a level, by code, in British National Grid metres."""
        return load_outlines(self.bench, level)

    @cached_property
    def deprivation_profile(self) -> deprivation.DeprivationProfile | None:
        """How deprived the area's small areas are."""
        return deprivation.deprivation_profile(self.bench)

    @cached_property
    def place_harms(self) -> tuple[str, ...]:
        """Harms whose source places them, so that they can be mapped and compared by place."""
        graded = {indicator.slug for indicator in overlap.place_harms(self.bench)}
        return tuple(slug for slug in self.indicators if slug in graded)

    def impact(self, slug: str) -> int:
        """The harm of one incident, 1 to 4, as the partnership grades it; 0 where it is not ranked."""
        indicator = self.indicators[slug]
        return self.profile.impacts.get(slug, indicator.impact)

    def hot_spots(self, slug: str) -> hotspots.HotSpotReport | None:
        """Where an indicator is hot; None where that cannot be told."""
        return self._table(("hot", slug), slug, hotspots.find_hot_spots)

    def near_repeats(self, slug: str) -> near_repeat.NearRepeat | None:
        """Whether an offence makes another nearby more likely for a while."""
        return self._table(("near", slug), slug, near_repeat.near_repeats)

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

    def hidden(self, level: Level) -> Released | None:
        """Violence as the police, hospitals and ambulance see it, side by side."""
        names = ("recorded-violence", "emergency-department-assaults", "ambulance-assaults")
        found = [self.indicators[s] for s in names if s in self.indicators]
        return self._once(("hidden", level), lambda: hidden.side_by_side(self.bench, found, level))
