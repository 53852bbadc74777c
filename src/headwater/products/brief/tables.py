"""Indicators as released tables, and how they changed."""

from __future__ import annotations

from headwater.analysis import changes, compute, deprivation, times
from headwater.analysis.changes import Change, Periods
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.products.brief.received import Received
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.people import Role
from headwater.vocabulary.periods import Month
from headwater.vocabulary.places import Level, Place


class Tables(Received):
    """Every table is made when first asked for and kept."""

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


def _source(bench: Workbench, indicator: type[Indicator]) -> str:
    found = bench.source_of(indicator)
    return found.slug if found else ""
