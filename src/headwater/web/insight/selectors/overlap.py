"""Several harms in the same places, beside deprivation (HWB 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.analysis.deprivation import load_deprivation
from headwater.analysis.indicator import Indicator
from headwater.analysis.overlap import Overlap, overlapping, place_harms
from headwater.figures.bars import bars
from headwater.figures.map import choropleth
from headwater.products.unequal import classes_of
from headwater.products.words import counted, upper_first
from headwater.vocabulary.places import Level, Place
from headwater.web.insight.selectors.breakdowns import places
from headwater.web.insight.selectors.indicators import placed_table
from headwater.web.insight.selectors.maps import borders, outlines
from headwater.web.sharing.selectors.kept import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headwater.figures.figure import Figure

WORST = {"fifth": 0.2, "tenth": 0.1}
"""How much of the area counts as the worst for a harm; the needs assessment takes 15%."""
TOO_FEW = (
    "Fewer than three harms can be compared by small area today, so nothing can be said of where they "
    "overlap. It takes outlines, and feeds that say where."
)


@dataclass(frozen=True)
class Area:
    """A small area among the worst for at least half of the harms."""

    place: Place
    district: str
    decile: str
    harms: tuple[str, ...]


@dataclass(frozen=True)
class OverlapPage:
    """Where harms overlap. `missing` is a sentence where that cannot be told."""

    worst: str
    missing: str = ""
    finding: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    map: Figure | None = None
    deciles: Figure | None = None
    areas: tuple[Area, ...] = ()
    found: Overlap | None = None


def overlap(edition: Edition, worst: str) -> Overlap | None:
    """Where harms overlap; None where fewer than three can be compared."""
    harms: tuple[type[Indicator], ...] = edition.ask(("place harms",), place_harms)
    tables = {harm.short: placed_table(edition, harm, Level.LSOA) for harm in harms}
    question = ("overlap", worst)
    return edition.ask(question, lambda bench: overlapping(bench, tables, WORST[worst]))


def page(edition: Edition, worst: str) -> OverlapPage:
    """The page of overlapping harms, for the worst fifth or tenth of small areas."""
    found = overlap(edition, worst)
    if found is None:
        return OverlapPage(worst, TOO_FEW)
    return OverlapPage(
        worst,
        "",
        tuple(_finding(found, worst)),
        found.harms,
        _map(edition, found, worst),
        _deciles(found),
        tuple(_areas(edition, found)),
        found,
    )


def _finding(found: Overlap, worst: str) -> Iterable[str]:
    many, every = len(found.many), len(found.points)
    yield upper_first(
        f"{counted(many, 'small area')} of {every:,} {'is' if many == 1 else 'are'} among the worst {worst} "
        f"for at least half of the {len(found.harms)} harms compared."
    )
    if many and found.deprivation.decile:
        share = found.deprived_share
        yield (
            f"{share:.0%} of them lie in the most deprived fifth of England; {1 - share:.0%} do not, so that "
            "deprivation alone would not have found those."
        )


def _map(edition: Edition, found: Overlap, worst: str) -> Figure | None:
    shapes = outlines(edition)
    if not shapes:
        return None
    most = max(int(float(str(row["events"]))) for row in found.points)
    return choropleth(
        found.points,
        shapes,
        slug="overlap-map",
        caption=f"For how many of {len(found.harms)} harms each small area is among the worst {worst}",
        legend="Harms",
        borders=borders(edition),
        classes=classes_of(most),
    )


def _deciles(found: Overlap) -> Figure | None:
    if found.by_decile is None:
        return None
    return bars(
        found.by_decile,
        slug="overlap-deciles",
        caption="The share of small areas in each tenth of deprivation where at least half of the harms meet",
        axis="Per cent of small areas",
        vertical=True,
    )


def _areas(edition: Edition, found: Overlap) -> Iterable[Area]:
    known = places(edition)
    deciles = edition.ask(("deprivation index",), load_deprivation).decile
    for code in found.many:
        place = known.find(code)
        if place is None:
            continue
        district = known.district(place)
        decile = str(deciles.get(code, "not known"))
        yield Area(place, district.name if district else "", decile, found.hit.get(code, ()))
