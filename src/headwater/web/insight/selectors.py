"""Reading the numbers: released tables and drawings, never a row about a person."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from headwater.analysis import compute
from headwater.analysis.answers import FIELDS, answer
from headwater.analysis.changes import change, last_year
from headwater.analysis.deprivation import by_deprivation
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.outlines import load_outlines
from headwater.analysis.workbench import Profile, Workbench, profile_of
from headwater.figures.bars import bars, ranked_rates
from headwater.figures.line import control_chart
from headwater.figures.map import choropleth
from headwater.vocabulary.errors import HeadwaterError
from headwater.vocabulary.places import Level
from headwater.web.sharing.selectors.agreements import book, data_version
from headwater.web.ui.rooms import Hit

if TYPE_CHECKING:
    from headwater.analysis.changes import Change
    from headwater.analysis.released import Released
    from headwater.figures.figure import Figure

_LOCK = threading.RLock()
_OPEN: dict[str, Workbench] = {}


def profile(folder: Path) -> Profile:
    """The partnership's settings."""
    return profile_of(folder)


@contextmanager
def bench() -> Iterator[Workbench]:
    """The secure area, opened once for each state of the data and each day.

    A new file, an edited agreement or midnight opens it anew, so that what may not be read any more is
    not read. One request at a time works in it.
    """
    folder: Path = settings.ENV.folder
    today = timezone.localdate()
    held = book()
    key = f"{folder} {data_version(folder, held)} {today}"
    with _LOCK:
        if key not in _OPEN:
            for old in _OPEN.values():
                old.close()
            _OPEN.clear()
            _OPEN[key] = Workbench(folder, at=today, book=held)
        yield _OPEN[key]


@dataclass(frozen=True)
class Line:
    """One indicator in the list: whether it can be computed, its newest year and its change."""

    indicator: type[Indicator]
    source: str
    missing: str


def catalogue() -> list[tuple[str, list[Line]]]:
    """Every indicator by theme, with the source it uses or the one it lacks."""
    with bench() as opened:
        lines: dict[str, list[Line]] = {}
        for indicator in all_indicators().values():
            source = opened.source_of(indicator)
            lacking = "" if source else _lacking(opened, indicator)
            lines.setdefault(indicator.theme.capitalize(), []).append(
                Line(indicator, source.title if source else "", lacking)
            )
    return sorted(lines.items())


def _lacking(opened: Workbench, indicator: type[Indicator]) -> str:
    refused = any(r.source in indicator.sources for r in opened.refusals)
    return "No live agreement" if refused else "No data yet"


@dataclass(frozen=True)
class IndicatorPage:
    """Everything one page shows of one indicator. `missing` is a sentence where nothing can be shown."""

    indicator: type[Indicator]
    missing: str = ""
    change: Change | None = None
    figures: tuple[Figure, ...] = ()
    asked: Released | None = None


WAYS = (
    ("district", "District"),
    ("ward", "Ward"),
    ("age", "Age"),
    ("sex", "Sex"),
    ("ethnicity", "Ethnic group"),
    *((name, heading) for name, (_, heading) in FIELDS.items()),
)


def page(slug: str, way: str = "") -> IndicatorPage | None:
    """The page of an indicator, with one more breakdown where it is asked for; None if unknown."""
    indicator = all_indicators().get(slug)
    if indicator is None:
        return None
    with bench() as opened:
        source = opened.source_of(indicator)
        if source is None:
            return IndicatorPage(indicator, _why_not(opened, indicator))
        figures = tuple(_figures(opened, indicator))
        moved = change(opened, indicator, last_year(opened, source.slug))
        return IndicatorPage(indicator, "", moved, figures, _asked(opened, indicator, way))


def _why_not(opened: Workbench, indicator: type[Indicator]) -> str:
    """Why an indicator cannot be computed today: an agreement that is not live, or no file at all."""
    refused = [r.reason for r in opened.refusals if r.source in indicator.sources]
    if refused:
        return f"It cannot be computed today. {' '.join(refused)}"
    needs = " or ".join(indicator.sources)
    return f"No file has arrived that it can be computed from: {needs}."


def _figures(opened: Workbench, indicator: type[Indicator]) -> Iterable[Figure]:
    monthly = compute.by_month(opened, indicator)
    yield control_chart(
        monthly,
        slug=f"{indicator.slug}-month",
        caption=f"{indicator.title}, by month",
        noun=indicator.noun,
    )
    source = opened.source_of(indicator)
    if source is None or "lsoa" not in source.minimum:
        return
    districts = compute.by_place(opened, indicator, Level.DISTRICT)
    yield ranked_rates(
        districts,
        slug=f"{indicator.slug}-district",
        caption=f"{indicator.title}, by district",
        axis=districts.unit,
    )
    small = compute.by_place(opened, indicator, Level.LSOA)
    outlines = load_outlines(opened, Level.LSOA)
    if outlines:
        names = opened.geography.names
        borders = tuple(
            (names.get(c, c), shape) for c, shape in load_outlines(opened, Level.DISTRICT).items()
        )
        yield choropleth(
            small,
            outlines,
            slug=f"{indicator.slug}-map",
            caption=f"{indicator.title}, by small area",
            legend=small.unit,
            borders=borders,
        )
    deciles = by_deprivation(opened, indicator)
    if len(deciles):
        yield bars(
            deciles,
            slug=f"{indicator.slug}-deprivation",
            caption=f"{indicator.title}, by deprivation (1 is most deprived)",
            axis=deciles.unit,
            vertical=True,
        )


def _asked(opened: Workbench, indicator: type[Indicator], way: str) -> Released | None:
    if way not in dict(WAYS):
        return None
    level = Level.WARD if way == "ward" else Level.DISTRICT
    try:
        return answer(opened, indicator, "place" if way in ("district", "ward") else way, level)
    except HeadwaterError:
        return None


def find(user: object, words: str) -> Iterable[Hit]:
    """Indicators whose title or meaning holds the words."""
    wanted = words.casefold()
    for slug, indicator in all_indicators().items():
        if wanted in f"{indicator.title} {indicator.meaning}".casefold():
            address = reverse("insight:indicator", args=[slug])
            yield Hit(indicator.title, address, "Indicator", indicator.meaning)


def picture(figure: Figure) -> str:
    """A drawing as an address of its own, so that a page's strict policy holds inside it as well."""
    return "data:image/svg+xml," + quote(figure.svg())
