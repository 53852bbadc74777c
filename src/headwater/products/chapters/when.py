"""Chapter 8: when harm happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.heat_map import week_heat_map
from headwater.products.chapter import Chapter
from headwater.products.document import Block, FigureBlock, Heading, Paragraph
from headwater.products.words import joined, number, percent, sentence, top_rows

if TYPE_CHECKING:
    from headwater.products.brief import Brief

HOURLY = ("recorded-violence", "emergency-department-assaults", "ambulance-assaults")
LEAD = "recorded-violence"


class When(Chapter):
    """Hour by weekday, and the season."""

    slug = "when"
    title = "When"
    needs = ("police-record-level", "emergency-department", "ambulance", "police-uk-street-crime")
    better_with = ("police-record-level", "emergency-department")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield from _season(brief)
        drawn = False
        for slug in HOURLY:
            table = brief.by_hour(slug)
            indicator = brief.indicator(slug)
            if table is None or indicator is None:
                continue
            drawn = True
            peak = top_rows(table, 1, "events")
            yield Heading(f"{indicator.title}: day and hour")
            if peak:
                yield Paragraph(
                    sentence(
                        f"the busiest time is {peak[0]['day']} from {peak[0]['hours']}, with ",
                        number(table, peak[0], "events"),
                        f" {indicator.noun} in the year",
                    )
                )
            yield FigureBlock(
                week_heat_map(
                    table,
                    slug=f"{slug}-by-hour",
                    caption=f"{indicator.title}: most on {peak[0]['day']}, {peak[0]['hours']}"
                    if peak
                    else f"{indicator.title} by day and hour",
                    noun=indicator.noun,
                )
            )
        if not drawn:
            yield Paragraph(
                (
                    "No source received so far says on which day or at what hour anything happened: open "
                    "data gives the month only.",
                )
            )


def _season(brief: Brief) -> Iterable[Block]:
    found = brief.season(LEAD)
    table = brief.by_month(LEAD)
    if found is None or table is None:
        return
    average = sum(v for _, v in found) / len(found)
    ranked = sorted(found, key=lambda pair: -pair[1])
    top, low = ranked[0], ranked[-1]
    yield Heading("Season")
    yield Paragraph(
        sentence(
            f"taking months by their number of days, recorded violence is highest in {top[0]} "
            f"({percent((top[1] / average - 1) * 100)} above the average day) and lowest in {low[0]} "
            f"({percent((low[1] / average - 1) * 100)} below). Over several years the busiest months are "
            f"{joined(name for name, _ in ranked[:3])}"
        )
    )
