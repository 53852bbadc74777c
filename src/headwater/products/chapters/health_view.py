"""Chapter 6: violence as health services see it, and what no police record holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.figures.gap_chart import gap_chart
from headwater.figures.line import control_chart
from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Callout,
    FigureBlock,
    Heading,
    Line,
    Paragraph,
    ReleasedTable,
    Span,
)
from headwater.products.words import joined, lower_first, moved, number, rate, sentence
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.analysis.released import Released
    from headwater.products.brief import Brief

SERIES = (
    "emergency-department-assaults",
    "ambulance-assaults",
    "violence-admissions",
    "sharp-object-admissions",
    "ambulance-self-harm",
)


class HealthView(Chapter):
    """Emergency departments, ambulance, admissions, and the comparison with police records."""

    slug = "health-view"
    title = "The health view"
    needs = ("emergency-department", "ambulance", "hospital-admissions")
    better_with = ("emergency-department", "ambulance", "hospital-admissions")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "Many people who are hurt go to hospital or call an ambulance and never speak to the police. "
                "These sources are set side by side and never added together, because one assault may be in "
                "several.",
            )
        )
        whole = brief.hidden(Level.PARTNERSHIP)
        if whole is not None:
            yield Heading("What each source sees in the whole area")
            yield Paragraph(sentence(*_side_by_side(whole)))
        hidden = brief.hidden(Level.DISTRICT)
        if hidden is not None:
            yield Heading("What each source sees in the same places")
            yield FigureBlock(
                gap_chart(
                    hidden,
                    slug="hidden-violence",
                    caption=f"Violence by district as {_sources(hidden)} see it",
                    axis="Incidents per 1,000 residents a year",
                )
            )
            yield ReleasedTable(
                hidden,
                "Violence by district and source, over the months all sources sent",
                limit=40,
            )
            yield Callout(
                "finding",
                "How to read a gap",
                (
                    "Where health services see much and the police little, violence may be going unreported. "
                    "Where it is the other way round, people may be treated elsewhere. A gap is a question "
                    "for the agencies, not a count of crimes.",
                ),
            )
        for slug in SERIES:
            yield from _series(brief, slug)
        table = brief.by_value(
            "emergency-department-assaults", "weapon", "by what was used", "Method of assault"
        )
        if table is not None:
            yield Heading("How people were hurt")
            yield FigureBlock(
                bars(
                    table,
                    slug="ed-method",
                    caption=f"Assaults treated in emergency departments: most often {table.first['weapon']}",
                    axis="Per cent of attendances",
                    limit=9,
                )
            )
        ages = brief.by_age("violence-admissions", Role.PATIENT)
        if ages is not None:
            yield Heading("Who was admitted")
            yield FigureBlock(
                bars(
                    ages,
                    slug="admissions-by-age",
                    caption="Hospital admissions for violence by age",
                    axis="Admissions per 100,000 residents a year",
                )
            )


def _side_by_side(table: Released) -> Line:
    spans: list[Span] = [f"over {table.provenance.period}, "]
    rows = list(table)
    for i, row in enumerate(rows):
        spans += [
            "" if i == 0 else " and " if i == len(rows) - 1 else ", ",
            f"{lower_first(str(row['source']))} held ",
            number(table, row, "events"),
        ]
    return (*spans, ". The same assault may be in more than one")


def _sources(table: Released) -> str:
    return joined(dict.fromkeys(lower_first(str(r["source"])) for r in table))


def _series(brief: Brief, slug: str) -> Iterable[Block]:
    monthly = brief.by_month(slug)
    yearly = brief.by_period(slug)
    indicator = brief.indicator(slug)
    if monthly is None or yearly is None or indicator is None:
        return
    row = yearly.last
    yield Heading(indicator.title, 3)
    yield Paragraph(
        sentence(
            f"in {row['period']} there were ",
            number(yearly, row, "events"),
            f" {indicator.noun}, ",
            *((rate(yearly, row), "; ") if "value" in row else ()),
            moved(brief.change(slug, brief.periods(slug))),
        )
    )
    known = [v for v in monthly.column("events") if isinstance(v, int | float)]
    if len(known) >= 12:
        yield FigureBlock(
            control_chart(
                monthly,
                slug=f"{slug}-by-month",
                caption=f"{indicator.title} by month",
                noun=indicator.noun,
            )
        )
