"""Everything about one place: who lives there, how deprived it is, and every indicator against its
district and the whole area."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.analysis.against import Against, against
from headwater.analysis.deprivation import load_deprivation
from headwater.analysis.gazetteer import LEVELS, Gazetteer
from headwater.analysis.released import Cell, Released
from headwater.analysis.workbench import Workbench
from headwater.figures.bars import bars
from headwater.figures.line import control_chart
from headwater.products.words import joined, upper_first
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.people import AgeBand
from headwater.vocabulary.places import Level, Place
from headwater.web.directory.models import Community
from headwater.web.directory.selectors.places import communities as recorded
from headwater.web.insight.selectors import hot_spots
from headwater.web.insight.selectors.breakdowns import Breakdown, answered, places
from headwater.web.insight.selectors.indicators import Line, Section, lines, placed_table
from headwater.web.sharing.selectors.kept import Edition, Unknown

AGES = (AgeBand(0, 17), AgeBand(18, 24), AgeBand(25, 64), AgeBand(65, 120))
MOST_TRENDS = 3
SHOWN_MONTHS = 0.8
"""A trend is drawn where at least this share of the months received can be shown."""
FEWEST_A_MONTH = 5
NAMED = {
    Level.DISTRICT: "District",
    Level.WARD: "Ward",
    Level.MSOA: "Middle-layer area (MSOA)",
    Level.LSOA: "Small area (LSOA)",
    Level.PARTNERSHIP: "Whole area",
}


@dataclass(frozen=True)
class PlaceLine:
    """One indicator in a place: its cells as printed, and how its rate compares, in a word."""

    line: Line
    period: str
    events: str
    rate: str
    unit: str
    district: str
    whole: str
    cells: tuple[Cell, ...]
    """Events, rate and limits as they were released, for a file."""
    made: Released

    @property
    def shown(self) -> bool:
        """Whether there is a count."""
        return isinstance(self.cells[0], int | float)


@dataclass(frozen=True)
class PlacePage:
    """One place, with the places around it."""

    place: Place
    kind: str
    above: tuple[Place, ...]
    below: tuple[tuple[str, tuple[Place, ...]], ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PlaceLine, ...]
    said: tuple[str, ...]
    unplaced: tuple[Line, ...]
    lacking: tuple[Line, ...]
    hot: tuple[tuple[Line, str], ...]
    trends: tuple[Section, ...]

    @property
    def in_district(self) -> bool:
        """Whether it lies in a district that it can be held against."""
        return any(p.level is Level.DISTRICT for p in self.above)

    @property
    def missing(self) -> str:
        """Why nothing at all can be shown of it."""
        return "" if self.lines else "No indicator can be shown for a place today."


def page(edition: Edition, code: str) -> PlacePage:
    """Everything about the place of a code. Raises Unknown where it is not in the partnership."""
    known = places(edition)
    place = known.find(code)
    if place is None:
        raise Unknown
    every = lines(edition).values()
    placed = (_line(edition, line, place) for line in every if line.placed)
    shown = tuple(sorted(placed, key=lambda one: not one.shown))
    return PlacePage(
        place,
        NAMED[place.level],
        known.above(place),
        tuple(_below(edition, place)),
        tuple(_facts(edition, place)),
        shown,
        tuple(_said(shown, place)),
        tuple(line for line in every if not line.placed and not line.reason),
        tuple(line for line in every if line.reason),
        tuple(_hot(edition, place)),
        tuple(_trends(edition, shown, place)),
    )


def _below(edition: Edition, place: Place) -> Iterable[tuple[str, tuple[Place, ...]]]:
    known = places(edition)
    start = 0 if place.level is Level.PARTNERSHIP else LEVELS.index(place.level) + 1
    for level in LEVELS[start:]:
        if (place.level, level) == (Level.WARD, Level.MSOA):
            continue  # neither nests in the other
        if place.level is Level.PARTNERSHIP and level is not Level.DISTRICT:
            continue
        yield f"{NAMED[level].split(' (')[0]}s", known.inside(place, level)


def _facts(edition: Edition, place: Place) -> Iterable[tuple[str, str]]:
    """Who lives there and how deprived it is: published numbers."""
    yield "Code", place.code
    inside = places(edition).small_areas(place)

    def residents(bench: Workbench) -> tuple[int, list[float]]:
        people = bench.residents
        return people.year, [people.of(place.level, ages).get(place.code, 0.0) for ages in AGES]

    year, people = edition.ask(("residents", place.code), residents)
    if sum(people):
        told = joined(f"{n:,.0f} {a.title}" for a, n in zip(AGES, people, strict=True))
        yield f"Residents, mid-{year}", f"{sum(people):,.0f}: {told}"
    index = edition.ask(("deprivation index",), load_deprivation)
    deciles = [index.decile[c] for c in inside if c in index.decile]
    if not deciles:
        return
    label = f"Deprivation, {index.edition}"
    if place.level is Level.LSOA:
        yield label, f"Decile {deciles[0]} of 10 in England, where 1 is the most deprived"
    else:
        worst = sum(d <= 2 for d in deciles)
        yield (
            label,
            f"{worst} of {len(deciles)} small areas among the most deprived fifth in England",
        )


def _line(edition: Edition, line: Line, place: Place) -> PlaceLine:
    table = placed_table(edition, line.indicator, place.level)
    row = _row(table, place)
    whole = placed_table(edition, line.indicator, Level.PARTNERSHIP).first.get("value")
    district = places(edition).district(place)
    of_district: Cell = None
    if district is not None:
        districts = placed_table(edition, line.indicator, Level.DISTRICT)
        of_district = _row(districts, district).get("value")
    spec = {f.name: f for f in table.fields}
    told = {n: table.text(row[n], spec[n]) for n in row if n in spec}
    limits = isinstance(row.get("low"), int | float)
    return PlaceLine(
        line,
        table.provenance.period,
        told["events"],
        f"{told['value']} ({told['low']} to {told['high']})" if limits else told.get("value", ""),
        table.unit,
        _word(against(row, of_district)),
        "" if place.level is Level.PARTNERSHIP else _word(against(row, whole)),
        tuple(row.get(n) for n in ("events", "value", "low", "high")),
        table,
    )


def _row(table: Released, place: Place) -> dict[str, Cell]:
    at = {code: i for i, code in enumerate(table.codes)}[place.code]
    return dict(zip((f.name for f in table.fields), table.rows[at], strict=True))


def _word(found: Against | None) -> str:
    return found.value if found else ""


def _said(shown: tuple[PlaceLine, ...], place: Place) -> Iterable[str]:
    """What stands out, in sentences; and what is hidden, in the gate's own words."""
    for word in ("higher", "lower"):
        named = [one.line.indicator.short for one in shown if one.whole == word]
        if named:
            yield f"{word.capitalize()} than the whole area beyond chance: {joined(named)}."
    if place.level is not Level.PARTNERSHIP and not any(one.whole for one in shown):
        yield "No rate here can be compared with the whole area: counts are too few."
    hidden = [one.line.indicator.short for one in shown if one.cells[0] is Mark.HIDDEN]
    if hidden:
        yield f"Hidden, because the count is {Mark.HIDDEN}: {joined(hidden)}."


def _hot(edition: Edition, place: Place) -> Iterable[tuple[Line, str]]:
    """The hot spots that some of the place's small areas belong to."""
    inside = set(places(edition).small_areas(place))
    for line in hot_spots.choices(edition):
        found = hot_spots.report(edition, line)
        for row, members in zip(found.clusters, found.members, strict=True) if found else ():
            held = len(inside.intersection(members))
            if not held:
                continue
            part = "wholly" if held == len(members) else f"{held} of its {len(members)} small areas"
            yield line, str(row["place"]) + ("" if place.level is Level.LSOA else f", {part} here")


def _trends(edition: Edition, shown: tuple[PlaceLine, ...], place: Place) -> Iterable[Section]:
    """The indicators that count most here over time: by month where nearly every month can be shown,
    else by year."""
    known = [one for one in shown if one.shown]
    known.sort(key=lambda one: -float(str(one.cells[0])))
    made = (_by_month(edition, one, place) or _by_year(edition, one, place) for one in known)
    return itertools.islice((section for section in made if section), MOST_TRENDS)


def _by_month(edition: Edition, one: PlaceLine, place: Place) -> Section | None:
    if float(str(one.cells[0])) < 12 * FEWEST_A_MONTH:
        return None
    indicator, asked = one.line.indicator, Breakdown(("month",), place.code)
    table = answered(edition, indicator.slug, asked)
    if isinstance(table, str):
        return None
    counts = [c for c in table.column("events") if c is not Mark.NOT_RECEIVED]
    if sum(isinstance(c, int | float) for c in counts) < SHOWN_MONTHS * len(counts):
        return None
    figure = control_chart(
        table,
        slug=f"{indicator.slug}-{place.code}",
        caption=f"{indicator.title} in {place.name}, by month",
        noun=indicator.noun,
    )
    return Section(indicator.slug, figure, (), asked)


def _by_year(edition: Edition, one: PlaceLine, place: Place) -> Section | None:
    indicator, asked = one.line.indicator, Breakdown(("year",), place.code)
    table = answered(edition, indicator.slug, asked)
    if isinstance(table, str) or len(table) < 2 or not isinstance(table.last["events"], int):
        return None
    figure = bars(
        table,
        slug=f"{indicator.slug}-{place.code}",
        caption=f"{indicator.title} in {place.name}, by year",
        axis=upper_first(indicator.noun),
        value="events",
        label="period",
    )
    return Section(indicator.slug, figure, (), asked)


def communities(known: Gazetteer, place: Place) -> list[tuple[Community, Place]]:
    """The communities of the directory whose place this is or lies within it."""
    inside = known.codes(place)
    found = ((one, known.find(one.place)) for one in recorded() if one.place in inside)
    return [(one, where) for one, where in found if where is not None]


def found(edition: Edition, words: str = "", level: str = "") -> list[Place]:
    """Places of the partnership by name or code, those of one level only where it is named."""
    wanted = words.casefold().strip()
    known = places(edition)
    exact = known.find(words.strip())
    every = [
        p
        for p in known.places
        if level in ("", p.level.slug)
        and (wanted in p.name.casefold() or wanted == p.code.casefold() or p == exact)
    ]
    return sorted(every, key=lambda p: (p != exact, LEVELS.index(p.level), p.name))
