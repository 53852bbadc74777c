"""The list of indicators, and everything one page shows of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.analysis import compute
from headwater.analysis.changes import change, last_year
from headwater.analysis.cross import ways
from headwater.analysis.deprivation import by_deprivation, deprivation_gap
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.workbench import Workbench
from headwater.figures.bars import bars, ranked_rates
from headwater.figures.choose import figure_of
from headwater.figures.line import chart_of, control_chart
from headwater.figures.map import choropleth
from headwater.products.words import changed, counted, joined, upper_first
from headwater.vocabulary.periods import Month
from headwater.vocabulary.places import Level
from headwater.web.insight.selectors.breakdowns import MONTH, NOTHING, Breakdown, answered
from headwater.web.insight.selectors.maps import borders, outlines
from headwater.web.sharing.selectors.kept import Edition, Unknown

if TYPE_CHECKING:
    from headwater.analysis.released import Released
    from headwater.figures.figure import Figure


MOST_DRAWN = 30
"""Rows of an answer by one field that are drawn as bars or dots."""
SHOWN_ALREADY = ("month", "district", "deprivation")
"""Fields whose figures stand on the page anyway."""


@dataclass(frozen=True)
class Line:
    """One indicator today: the source it uses, or why it cannot be computed.

    `missing` is a few words for a list and `reason` whole sentences; both are empty where it can be.
    `ways` are the fields it can be broken down by, with their headings.
    """

    indicator: type[Indicator]
    source: str = ""
    missing: str = ""
    reason: str = ""
    placed: bool = False
    ways: Mapping[str, str] | None = None


def lines(edition: Edition) -> dict[str, Line]:
    """Every indicator by its slug."""
    return edition.ask(
        ("lines",), lambda bench: {slug: _line(bench, i) for slug, i in all_indicators().items()}
    )


def _line(bench: Workbench, indicator: type[Indicator]) -> Line:
    source = bench.source_of(indicator)
    if source is not None:
        placed = "lsoa" in source.minimum
        return Line(indicator, source.title, placed=placed, ways=ways(bench, indicator))
    refused = [r.reason for r in bench.refusals if r.source in indicator.sources]
    if refused:
        told = f"It cannot be computed today. {' '.join(refused)}"
        return Line(indicator, missing="No live agreement", reason=told)
    needs = " or ".join(indicator.sources)
    told = (
        f"No file has arrived that it can be computed from: {needs}. One that was sent in the browser "
        "counts once its agency has confirmed the receipt."
    )
    return Line(indicator, missing="No data yet", reason=told)


def line_of(edition: Edition, slug: str) -> Line:
    """One indicator today. Raises Unknown where there is none of the name."""
    if slug not in lines(edition):
        raise Unknown
    return lines(edition)[slug]


def catalogue(edition: Edition) -> list[tuple[str, list[Line]]]:
    """Every indicator by theme."""
    found: dict[str, list[Line]] = {}
    for line in lines(edition).values():
        found.setdefault(line.indicator.theme.capitalize(), []).append(line)
    return sorted(found.items())


@dataclass(frozen=True)
class Section:
    """One figure of an indicator with what it says in words, and the breakdown that it shows."""

    slug: str
    figure: Figure
    said: tuple[str, ...]
    breakdown: Breakdown


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator, broken down as it was asked. `answer` is a sentence where that cannot be told."""

    line: Line
    change: str = ""
    asked: Breakdown = NOTHING
    answer: Released | str = ""
    drawing: Figure | None = None

    @property
    def missing(self) -> str:
        """Why nothing can be shown."""
        return self.line.reason


def page(edition: Edition, slug: str, asked: Breakdown) -> IndicatorPage:
    """What the page of an indicator says above its figures. Raises Unknown where there is none of the name."""
    line = line_of(edition, slug)
    if line.reason:
        return IndicatorPage(line, asked=asked)
    answer = answered(edition, slug, asked) if asked.fields else ""
    return IndicatorPage(
        line,
        edition.ask(("change", slug), lambda bench: _change(bench, line.indicator)),
        asked,
        answer,
        None if isinstance(answer, str) else _drawn(answer, asked),
    )


def _drawn(answer: Released, asked: Breakdown) -> Figure | None:
    """An answer by one field as a drawing, where it has few enough rows to be read."""
    (field, *more) = asked.fields
    if more or (field in SHOWN_ALREADY and not asked.within):
        return None
    if not 1 < len(answer) <= MOST_DRAWN and field != MONTH:
        return None
    return figure_of(answer, slug="asked")


def _change(bench: Workbench, indicator: type[Indicator]) -> str:
    source = bench.source_of(indicator)
    periods = last_year(bench, source.slug) if source else None
    found = change(bench, indicator, periods)
    if found is None:
        return ""
    said = "".join(s if isinstance(s, str) else s.text for s in changed(found))
    return f"{found.now_title}: {said}."


def sections(edition: Edition, line: Line) -> Iterator[Section]:
    """The figures of an indicator, where there is anything to draw."""
    makers = (_trend, *((_districts, _map, _deprivation) if line.placed else ()))
    found = (make(edition, line.indicator) for make in makers)
    return (section for section in found if section is not None)


def _trend(edition: Edition, indicator: type[Indicator]) -> Section:
    slug = indicator.slug
    table = edition.ask(("month", slug), lambda bench: compute.by_month(bench, indicator))
    caption = f"{indicator.title}: {_unusual(table)}"
    figure = control_chart(table, slug=f"{slug}-month", caption=caption, noun=indicator.noun)
    return Section(slug, figure, (), Breakdown(("month",)))


def _unusual(table: Released) -> str:
    """Which months stand out, the newest first."""
    months = [str(m) for m in table.column("month")]
    flagged = [m for m, flag in zip(months, chart_of(table).flagged, strict=True) if flag]
    if not flagged:
        return f"no month of {len(months)} stands out from the usual range"
    last = Month.parse(flagged[-1]).title
    return f"{counted(len(flagged), 'month')} of {len(months)} stand out, the last of them {last}"


def placed_table(edition: Edition, indicator: type[Indicator], level: Level) -> Released:
    """An indicator in every place of a level, asked once for all pages that show it."""
    question = ("place", indicator.slug, level)
    return edition.ask(question, lambda bench: compute.by_place(bench, indicator, level))


def _districts(edition: Edition, indicator: type[Indicator]) -> Section:
    table = placed_table(edition, indicator, Level.DISTRICT)
    whole = placed_table(edition, indicator, Level.PARTNERSHIP).first.get("value")
    figure = ranked_rates(
        table,
        slug=f"{indicator.slug}-district",
        caption=f"{indicator.title}: {_ends(table)}",
        axis=upper_first(table.unit),
        reference=("Whole area", whole) if isinstance(whole, float) else None,
    )
    return Section(indicator.slug, figure, tuple(compared(table)), Breakdown(("district",)))


def _ends(table: Released) -> str:
    shown = [row for row in table if isinstance(row.get("value"), int | float)]
    if len(shown) < 2:
        return "too few in any district to give rates"
    ranked = sorted(shown, key=lambda row: float(str(row["value"])))
    return f"highest in {ranked[-1]['place']}, lowest in {ranked[0]['place']}"


def compared(table: Released) -> Iterable[str]:
    """Which places are above or below the whole area's rate beyond chance, and which are not."""
    if "compared" not in {f.name for f in table.fields}:
        return
    groups: dict[str, list[str]] = {}
    for row in table:
        groups.setdefault(str(row["compared"]), []).append(str(row["place"]))
    for word, told in (
        ("higher", "Higher than the whole area"),
        ("lower", "Lower than the whole area"),
        ("similar", "Not different from the whole area"),
    ):
        if word in groups:
            yield f"{told}: {joined(groups.pop(word))}."
    for word, places in groups.items():
        yield f"{upper_first(word)}: {joined(places)}."


def _map(edition: Edition, indicator: type[Indicator]) -> Section | None:
    table = placed_table(edition, indicator, Level.LSOA)
    shapes = outlines(edition)
    if not shapes:
        return None
    column = "value" if "value" in {f.name for f in table.fields} else "events"
    ranked = sorted(
        (row for row in table if isinstance(row[column], int | float)),
        key=lambda row: -float(str(row[column])),
    )
    most = f"highest in {ranked[0]['place']}" if ranked else "too few in any small area to show"
    figure = choropleth(
        table,
        shapes,
        slug=f"{indicator.slug}-map",
        caption=f"{indicator.title} by small area: {most}",
        legend=upper_first(table.unit),
        borders=borders(edition),
    )
    return Section(indicator.slug, figure, (), Breakdown(("lsoa",)))


def _deprivation(edition: Edition, indicator: type[Indicator]) -> Section | None:
    slug = indicator.slug
    table = edition.ask(("deprivation", slug), lambda bench: by_deprivation(bench, indicator))
    if not len(table):
        return None
    gap = deprivation_gap(table)
    if gap is None:
        told = "too few in some tenths to say how steeply it follows deprivation"
    elif not gap.is_finding:
        told = "it does not follow deprivation more than chance explains"
    else:
        told = (
            f"the most deprived end has {gap.ratio:.1f} times the rate of the least deprived end "
            f"(95% interval {gap.low:.1f} to {gap.high:.1f})"
        )
    figure = bars(
        table,
        slug=f"{slug}-deprivation",
        caption=f"{indicator.title}: {told}",
        axis=upper_first(table.unit),
        vertical=True,
    )
    return Section(slug, figure, (), Breakdown(("deprivation",)))
