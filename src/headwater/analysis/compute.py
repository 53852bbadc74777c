"""Indicators computed: by month, by place, by age and sex, by deprivation. Only released tables leave.

Every function asks the workbench for exact counts, makes a tally and passes the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from headwater.analysis.cells import Cells
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import release, share_in_words
from headwater.analysis.released import Field, Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.data.source import Source
from headwater.vocabulary.errors import AgreementError, UsageError
from headwater.vocabulary.harms import Definition
from headwater.vocabulary.people import ALL_AGES, BROAD_BANDS, AgeBand, Role
from headwater.vocabulary.periods import Month, describe_months, months_between
from headwater.vocabulary.places import Level, Place

if TYPE_CHECKING:
    import ibis.expr.types as ir

NO_SOURCE = "no source for this indicator has been received"


def _refuse_unshared(bench: Workbench, indicator: type[Indicator]) -> None:
    """Say which agreement is not live, where rows are held that may not be read."""
    reasons = [r.reason for r in bench.refusals if r.source in indicator.sources]
    if reasons:
        raise AgreementError(f"“{indicator.title}” cannot be computed today. {' '.join(reasons)}")


class Asked:
    """One indicator, its source, definition and rows: what every computation starts from."""

    def __init__(
        self, bench: Workbench, indicator: type[Indicator], definition: Definition | None
    ) -> None:
        source = bench.source_of(indicator)
        if source is None:
            _refuse_unshared(bench, indicator)
            raise UsageError(
                f"“{indicator.title}” cannot be computed: {NO_SOURCE}. It needs one of "
                f"{', '.join(indicator.sources)}."
            )
        self.bench, self.indicator, self.source = bench, indicator, source
        self.definition = definition or bench.profile.definition
        self.cells: Cells = bench.cells(indicator, source.slug, self.definition)

    @cached_property
    def rows(self) -> ir.Table:
        """The incidents themselves, for questions that months and places do not answer."""
        return self.bench.select(self.indicator, self.source.slug, self.definition)

    def counts(self, column: str, months: Sequence[Month] = ()) -> dict[str, int]:
        """Events by the values of one column, in the given months (all, if none)."""
        rows = self.rows
        if months:
            rows = rows.filter(rows.month.isin([m.first_day() for m in months]))
        grouped = rows.group_by(column).aggregate(n=rows.count())
        return {str(r[column]): int(r["n"]) for r in grouped.to_pyarrow().to_pylist()}

    def tally(
        self,
        title: str,
        fields: tuple[Field, ...],
        keys: Iterable[tuple[str, ...]],
        events: Iterable[float],
        months: Sequence[Month],
        *,
        population: Iterable[float] | None = None,
        reference: float | None = None,
        unit: str = "",
        per: int = 0,
        share: bool = False,
        codes: tuple[str, ...] = (),
        caveats: tuple[str, ...] = (),
        population_deliveries: tuple[str, ...] = (),
    ) -> Released:
        """Make the tally and pass it through the gate."""
        indicator, source = self.indicator, self.source
        limits = (
            self.bench.limits_not_applied(source.slug, self.definition)
            if indicator.follows_definition
            else ()
        )
        kept = Tally(
            indicator=indicator.slug,
            title=title,
            unit=unit or indicator.noun,
            fields=fields,
            keys=tuple(keys),
            events=np.array(list(events), dtype=float),
            definition=self.definition.label,
            period=describe_months(months),
            sources=(f"{source.title}, {source.publisher}",),
            deliveries=(*self.bench.deliveries(source.slug, months), *population_deliveries),
            restricted=not source.is_public(),
            population=None if population is None else np.array(list(population), dtype=float),
            per=per,
            share=share,
            reference=reference,
            noun=indicator.noun,
            polarity=indicator.polarity,
            caveats=tuple(c for c in (*limits, indicator.note, *caveats) if c),
            codes=codes,
        )
        return release(kept, self.bench.ledger)


def by_month(
    bench: Workbench,
    indicator: type[Indicator],
    definition: Definition | None = None,
    place: Place | None = None,
) -> Released:
    """Events in each month from the first received to the last; a month not received is a gap.

    They are the whole area's, or those of one place.
    """
    asked = Asked(bench, indicator, definition)
    received = bench.months(asked.source.slug)
    inside = None
    if place is not None and place.level is not Level.PARTNERSHIP:
        inside = asked.cells.inside(bench.geography, place.level, place.code)
    counts = asked.cells.by_month(inside)
    span = months_between(received[0], received[-1]) if received else ()
    have = set(received)
    events = [float(counts.get(m, 0)) if m in have else np.nan for m in span]
    gaps = [m for m in span if m not in have]
    caveat = (
        (f"No file was received for {describe_months(gaps)}: a gap, not zero.",) if gaps else ()
    )
    return asked.tally(
        f"{indicator.title}, by month" + (f", {place.name}" if place else ""),
        (label("month", "Month", Kind.PERIOD),),
        [(str(m),) for m in span],
        events,
        received,
        caveats=caveat,
    )


def by_place(
    bench: Workbench,
    indicator: type[Indicator],
    level: Level,
    definition: Definition | None = None,
    months: Sequence[Month] | None = None,
    ages: AgeBand | None = None,
) -> Released:
    """Events and rate in every place of a level over the latest unbroken run of months.

    Rates are a year's worth: a run of n months counts n/12 of a year of residents.
    """
    asked = Asked(bench, indicator, definition)
    window = tuple(months) if months is not None else bench.window(asked.source.slug)
    residents = bench.residents
    band = ages or indicator.ages
    places = bench.geography.places(level)
    counts = asked.cells.by_place(bench.geography, level, window)
    people = residents.of(level, band)
    years = len(window) / 12
    placed = () if level is Level.PARTNERSHIP else _unplaced_caveat(asked, window)
    reference = None
    if level is not Level.PARTNERSHIP and residents.known:
        whole = by_place(bench, indicator, Level.PARTNERSHIP, definition, window, ages)
        value = whole.first.get("value")
        reference = value if isinstance(value, float) else None
    return asked.tally(
        f"{indicator.title}, by {level.value[0].lower() + level.value[1:]}"
        if level is not Level.LSOA
        else f"{indicator.title}, by small area",
        (label("place", _place_title(level), Kind.PLACE),),
        [(p.name,) for p in places],
        [counts.get(p.code, 0) for p in places],
        window,
        population=[people.get(p.code, 0.0) * years for p in places] if residents.known else None,
        unit=indicator.unit(),
        per=indicator.per,
        reference=reference,
        codes=tuple(p.code for p in places),
        caveats=(*placed, *_population_caveat(bench, band)),
        population_deliveries=residents.deliveries,
    )


def _place_title(level: Level) -> str:
    return "Small area" if level is Level.LSOA else level.value


def _unplaced_caveat(asked: Asked, window: Sequence[Month]) -> tuple[str, ...]:
    """How many events have no place, and the month in which they are most, where it matters."""
    months = asked.cells.unplaced(window)
    total = sum(n for _, n in months.values())
    lost = sum(none for none, _ in months.values())
    if not total or not lost or asked.source.sensitivity.value != "public":
        return ()
    text = (
        f"{lost / total:.1%} of {asked.indicator.noun} have no location and are left out of places"
    )
    worst, (none, n) = max(months.items(), key=lambda pair: pair[1][0] / max(pair[1][1], 1))
    if none / max(n, 1) >= 0.05:
        text += f" ({none / n:.0%} in {worst.title})"
    return (text + ".",)


def _population_caveat(bench: Workbench, band: AgeBand) -> tuple[str, ...]:
    if not bench.residents.known:
        return ("No population has been gathered, so no rate can be given.",)
    who = "" if band == ALL_AGES else f" aged {band.title}"
    return (f"Residents{who} at mid-{bench.residents.year}.",)


def by_age(
    bench: Workbench,
    indicator: type[Indicator],
    role: Role,
    bands: Sequence[AgeBand] = BROAD_BANDS,
    definition: Definition | None = None,
) -> Released:
    """Events by age band of the people in one role, with the rate of each band's residents."""
    asked = Asked(bench, indicator, definition)
    window = bench.window(asked.source.slug)
    ages = asked.counts(f"{role.value}_age", window)
    known = {int(a): n for a, n in ages.items() if a != "None"}
    years = len(window) / 12
    people = bench.residents.by_band(bands)
    lost = sum(ages.values()) - sum(known.values())
    share = share_in_words(lost, sum(ages.values()), f"{role.value}s")
    return asked.tally(
        f"{indicator.title}: {role.value}s by age",
        (label("age", "Age"),),
        [(band.title,) for band in bands],
        [sum(n for a, n in known.items() if band.holds(a)) for band in bands],
        window,
        population=[p * years for p in people],
        unit=indicator.unit(),
        per=indicator.per,
        caveats=(f"Age is not recorded for {share}.",) if lost else (),
        population_deliveries=bench.residents.deliveries,
    )


def by_value(
    bench: Workbench,
    indicator: type[Indicator],
    column: str,
    title: str,
    heading: str,
    definition: Definition | None = None,
    missing: str = "not recorded",
) -> Released:
    """Events by the values of one field, as counts and as a share of all events, largest first."""
    asked = Asked(bench, indicator, definition)
    window = bench.window(asked.source.slug)
    counts = asked.counts(column, window)
    merged: dict[str, int] = {}
    for value, n in counts.items():
        name = missing if value in ("None", "") else value
        merged[name] = merged.get(name, 0) + n
    total = sum(merged.values())
    ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    return asked.tally(
        f"{indicator.title}: {title}",
        (label(column, heading),),
        [(name,) for name, _ in ranked],
        [n for _, n in ranked],
        window,
        population=[total] * len(ranked),
        unit="per cent",
        share=True,
    )


def received_source(bench: Workbench, indicator: type[Indicator]) -> type[Source] | None:
    """The source an indicator would use today, for pages that explain a gap."""
    return bench.source_of(indicator)
