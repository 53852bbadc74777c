"""Hot spots of one indicator: where they are, how sure that is, and whether they are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.analysis.changes import last_year
from headwater.analysis.hotspots import HotSpotReport, Standing, find_hot_spots, standings
from headwater.analysis.indicator import Indicator
from headwater.analysis.workbench import Workbench
from headwater.figures.map import choropleth
from headwater.products.words import counted, upper_first
from headwater.vocabulary.places import Level, Place
from headwater.web.insight.selectors.breakdowns import places
from headwater.web.insight.selectors.indicators import Line, line_of, lines, placed_table
from headwater.web.insight.selectors.maps import borders, outlines
from headwater.web.sharing.selectors.kept import Edition

if TYPE_CHECKING:
    from headwater.analysis.released import Released
    from headwater.figures.figure import Figure

LEAD = "recorded-violence"
"""Shown where no indicator was chosen."""
TOO_FEW = "Outlines or events are too few to look for hot spots of this indicator."


@dataclass(frozen=True)
class HotSpot:
    """One cluster: its row of the released table, its small areas, and what it was a year ago."""

    place: str
    areas: tuple[Place, ...]
    events: str
    rate: str
    standing: str


@dataclass(frozen=True)
class HotSpotPage:
    """Hot spots of one indicator. `missing` is a sentence where they cannot be told."""

    line: Line
    choices: tuple[Line, ...]
    missing: str = ""
    finding: str = ""
    figure: Figure | None = None
    table: Released | None = None
    spots: tuple[HotSpot, ...] = ()
    cooled: str = ""


def report(edition: Edition, line: Line) -> HotSpotReport | None:
    """The hot spots of an indicator in the months rates are given for; None where that cannot be told."""
    question = ("hot spots", line.indicator.slug)
    return edition.ask(question, lambda bench: find_hot_spots(bench, line.indicator))


def _year_before(edition: Edition, line: Line) -> HotSpotReport | None:
    def find(bench: Workbench) -> HotSpotReport | None:
        source = bench.source_of(line.indicator)
        periods = last_year(bench, source.slug) if source else None
        if periods is None:
            return None
        return find_hot_spots(bench, line.indicator, periods.before)

    return edition.ask(("hot spots before", line.indicator.slug), find)


def choices(edition: Edition) -> tuple[Line, ...]:
    """The indicators whose source places them."""
    return tuple(line for line in lines(edition).values() if line.placed)


def page(edition: Edition, slug: str) -> HotSpotPage:
    """The page of an indicator's hot spots. Raises Unknown where there is none of the name."""
    line = line_of(edition, slug)
    offered = choices(edition)
    if not line.placed:
        return HotSpotPage(line, offered, line.reason or "Its source does not record places.")
    found = report(edition, line)
    if found is None:
        return HotSpotPage(line, offered, TOO_FEW)
    before = _year_before(edition, line)
    return HotSpotPage(
        line,
        offered,
        "",
        _finding(found),
        _figure(edition, line.indicator, found),
        found.clusters,
        tuple(_spots(edition, found, before)),
        _cooled(found, before),
    )


def _finding(found: HotSpotReport) -> str:
    if not found.codes:
        return f"None of {found.tested} small areas stands out with its neighbours."
    return upper_first(
        f"{counted(len(found.codes), 'small area')} of {found.tested} stand out with their "
        f"neighbours, in {counted(len(found.members), 'hot spot')}."
    )


def _spots(
    edition: Edition, found: HotSpotReport, before: HotSpotReport | None
) -> Iterable[HotSpot]:
    known = places(edition)
    told = standings(found, before) if before else [None] * len(found.members)
    table = found.clusters
    spec = {f.name: f for f in table.fields}
    for row, codes, standing in zip(table, found.members, told, strict=True):
        rate = table.text(row["value"], spec["value"]) if "value" in row else ""
        if isinstance(row.get("low"), int | float):
            low, high = (table.text(row[n], spec[n]) for n in ("low", "high"))
            rate += f" ({low} to {high})"
        yield HotSpot(
            str(row["place"]),
            tuple(p for p in (known.find(code) for code in codes) if p is not None),
            table.text(row["events"], spec["events"]),
            rate,
            _told(standing),
        )


def _told(standing: Standing | None) -> str:
    """What a hot spot was a year ago, in words."""
    if standing is None:
        return "not known"
    return {
        Standing.LASTING: "Lasting: hot a year ago too",
        Standing.GROWING: "Growing: part of it was hot a year ago",
        Standing.NEW: "New: not hot a year ago",
    }[standing]


def _cooled(found: HotSpotReport, before: HotSpotReport | None) -> str:
    if before is None:
        return "The same months a year before are not all here, so it cannot be said which are new."
    gone = before.codes - found.codes
    if not gone:
        return "Every small area that was hot a year ago still is."
    return upper_first(
        f"{counted(len(gone), 'small area')} that {'was' if len(gone) == 1 else 'were'} hot a year ago no "
        f"longer {'is' if len(gone) == 1 else 'are'}."
    )


def _figure(edition: Edition, indicator: type[Indicator], found: HotSpotReport) -> Figure | None:
    shapes = outlines(edition)
    if not shapes:
        return None
    table = placed_table(edition, indicator, Level.LSOA)
    return choropleth(
        table,
        shapes,
        slug=f"{indicator.slug}-hot",
        caption=f"{indicator.title} by small area, with its hot spots outlined",
        legend=upper_first(table.unit),
        borders=borders(edition),
        ringed=found.codes,
        ringed_title="Hot spot",
    )
