"""One figure of every kind, from tables in which some cells are not given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from tests.unit.analysis.tallies import released

from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import label
from headwater.figures.bars import bars, ranked_rates
from headwater.figures.figure import Figure
from headwater.figures.gap_chart import gap_chart
from headwater.figures.heat_map import DAYS, week_heat_map
from headwater.figures.line import control_chart
from headwater.figures.lorenz import lorenz_curve
from headwater.figures.map import choropleth
from headwater.figures.pyramid import population_pyramid
from headwater.vocabulary.periods import Month, months_between

MONTHS = tuple(str(m) for m in months_between(Month(2023, 1), Month(2024, 12)))
MISSING, HIDDEN = "2023-09", "2024-02"


def by_month(
    missing: tuple[str, ...] = (MISSING,), hidden: tuple[str, ...] = (HIDDEN,)
) -> Released:
    """Two years of months, some not received and some with few events."""
    events = [
        np.nan if m in missing else 3.0 if m in hidden else 100.0 + (7 * i) % 20
        for i, m in enumerate(MONTHS)
    ]
    fields = (label("month", "Month", Kind.PERIOD),)
    return released(events, fields=fields, keys=tuple((m,) for m in MONTHS), noun="offences")


def by_place(events: list[float] | None = None) -> Released:
    """Five places of which one is hidden and one has too few for a rate."""
    found = [250.0, 3.0, 40.0, 8.0, 90.0] if events is None else events
    codes = tuple(f"E{i}" for i in range(len(found)))
    return released(found, [20_000.0] * len(found), codes=codes)


def squares(count: int = 5) -> dict[str, Any]:
    """Outlines in metres, side by side."""
    return {
        f"E{i}": shapely.box(450_000 + 2_000 * i, 300_000, 452_000 + 2_000 * i, 302_500)
        for i in range(count)
    }


def by_source() -> Released:
    """Two places seen by two sources, one of which holds few."""
    keys = (("Ash", "Police"), ("Ash", "Ambulance"), ("Elm", "Police"), ("Elm", "Ambulance"))
    fields = (label("place", "District", Kind.PLACE), label("source", "Source"))
    people = [20_000.0] * 4
    return released([300.0, 120.0, 200.0, 4.0], people, fields=fields, keys=keys)


def by_hour() -> Released:
    """Every weekday by four bands of hours; one cell is hidden."""
    bands = ("00 to 06", "06 to 12", "12 to 18", "18 to 24")
    keys = tuple((day, hours) for day in DAYS for hours in bands)
    events = [5.0 if i == 9 else 20.0 + i for i in range(len(keys))]
    return released(events, fields=(label("day", "Day"), label("hours", "Hours")), keys=keys)


def residents() -> Released:
    """Residents by age and sex, which are public."""
    keys = tuple((age, sex) for age in ("0 to 4", "5 to 9") for sex in ("male", "female"))
    fields = (label("age", "Age"), label("sex", "Sex"))
    events = [900.0, 880.0, 950.0, 930.0]
    return released(events, fields=fields, keys=keys, restricted=False, noun="residents")


def every_figure() -> Iterator[Figure]:
    """One of each kind; the slug is the kind's name."""
    place = by_place()
    yield control_chart(by_month(), slug="line", caption="Months", noun="offences")
    yield bars(place, slug="bars", caption="Bars", axis="Rate")
    yield bars(place, slug="columns", caption="Columns", axis="Rate", vertical=True)
    yield ranked_rates(
        place, slug="dots", caption="Dots", axis="Rate", reference=("Whole area", 4.0)
    )
    yield choropleth(
        place,
        squares(),
        slug="map",
        caption="Map",
        legend="Rate",
        borders=[("The county", shapely.box(450_000, 300_000, 460_000, 302_500))],
        ringed=frozenset({"E0"}),
    )
    yield gap_chart(by_source(), slug="gaps", caption="Gaps", axis="Rate")
    yield week_heat_map(by_hour(), slug="week", caption="Week", noun="offences")
    yield lorenz_curve(
        place, slug="lorenz", caption="Few places", noun="offences", share=(0.2, 0.6)
    )
    yield population_pyramid(residents(), slug="pyramid", caption="Residents")
