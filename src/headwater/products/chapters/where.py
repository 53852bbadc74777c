"""Chapter 7: where harm happens, how concentrated it is, and where harms overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars, ranked_rates
from headwater.figures.map import choropleth
from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Callout,
    FigureBlock,
    Heading,
    Paragraph,
    PlainTable,
    ReleasedTable,
)
from headwater.products.unequal import concentration, deprivation, near_repeats, overlap
from headwater.products.words import (
    counted,
    figure_of,
    joined,
    number,
    percent,
    rate,
    sentence,
    top_rows,
)
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.products.brief import Brief

LEAD = "recorded-violence"


class Where(Chapter):
    """Districts, wards, hot spots, concentration, overlap and deprivation."""

    slug = "where"
    title = "Where"
    needs = ("police-record-level", "police-uk-street-crime")
    better_with = ("boundaries", "deprivation")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield from _districts(brief)
        yield from _moved(brief)
        yield from _wards(brief)
        yield from _hot_spots(brief)
        yield from near_repeats(brief)
        yield from concentration(brief)
        yield from deprivation(brief)
        yield from overlap(brief)
        yield from _settings(brief)


def _districts(brief: Brief) -> Iterable[Block]:
    table = brief.by_place(LEAD, Level.DISTRICT)
    whole = brief.by_place(LEAD, Level.PARTNERSHIP)
    if table is None or whole is None:
        return
    yield Heading("Districts")
    ranked = top_rows(table, len(table))
    area = whole.first
    if not ranked or not isinstance(area.get("value"), int | float):
        yield ReleasedTable(table, "Violence and sexual offences by district")
        return
    reference = float(str(area["value"]))
    higher = [str(r["place"]) for r in ranked if r.get("compared") == "higher"]
    lower = [str(r["place"]) for r in ranked if r.get("compared") == "lower"]
    yield Paragraph(
        sentence(
            f"{ranked[0]['place']} has the highest rate of recorded violence and sexual offences: ",
            rate(table, ranked[0]),
            f". The lowest is in {ranked[-1]['place']}: ",
            rate(table, ranked[-1]),
            ". The whole area's rate is ",
            number(whole, area),
        )
    )
    said = (
        [f"{joined(higher)} {'is' if len(higher) == 1 else 'are'} above the area's rate"]
        if higher
        else []
    )
    said += [f"{joined(lower)} {'is' if len(lower) == 1 else 'are'} below it"] if lower else []
    if said:
        yield Paragraph(sentence(f"Beyond what chance explains, {joined(said)}"))
    yield FigureBlock(
        ranked_rates(
            table,
            slug="violence-by-district",
            caption=f"{ranked[0]['place']} has the highest rate of recorded violence, {ranked[-1]['place']} the lowest",
            axis="Offences per 1,000 residents a year",
            reference=("Whole area", reference),
        )
    )


def _moved(brief: Brief) -> Iterable[Block]:
    """Districts where any harm changed beyond chance, looked for in all of them at once."""
    rows = []
    for slug in brief.place_harms:
        for change in brief.changed_places(slug):
            rows.append(
                (
                    (brief.indicators[slug].short,),
                    (change.place,),
                    (
                        "up " if change.percent > 0 else "down ",
                        figure_of(change.claim, percent(change.percent)),
                    ),
                    (f"{change.low:+.0f}% to {change.high:+.0f}%",),
                )
            )
    looked = len(brief.place_harms) * len(brief.geography.area.districts)
    yield Heading("Where it is changing")
    if not rows:
        yield Paragraph(
            (
                f"Of {looked} combinations of harm and district, none changed on the year before by more "
                "than chance explains.",
            )
        )
        return
    yield PlainTable(
        f"Changes on the year before that chance does not explain, among {looked} combinations looked at",
        ("Harm", "District", "Change", "Interval, widened for the number looked at"),
        tuple(rows),
        (4, 4, 2, 4),
    )


def _wards(brief: Brief) -> Iterable[Block]:
    table = brief.by_place(LEAD, Level.WARD)
    if table is None or not len(table):
        return
    ranked = top_rows(table, 10)
    if not ranked:
        return
    yield Heading("Wards")
    yield Paragraph(
        sentence(
            f"of {len(table)} wards, the highest rates are in "
            f"{joined(str(r['place']) for r in ranked[:5])}. A ward with few residents and many visitors, "
            "such as a city centre, has a high rate because the people harmed there do not all live there"
        )
    )
    yield FigureBlock(
        ranked_rates(
            table,
            slug="violence-by-ward",
            caption=f"The ten wards with the highest rates of recorded violence, led by {ranked[0]['place']}",
            axis="Offences per 1,000 residents a year",
            best=10,
        )
    )


def _hot_spots(brief: Brief) -> Iterable[Block]:
    report = brief.hot_spots(LEAD)
    table = brief.by_place(LEAD, Level.LSOA)
    if report is None or table is None:
        return
    yield Heading("Hot spots")
    clusters = list(report.clusters)
    if not clusters:
        yield Paragraph((f"None of {report.tested} small areas stands out with its neighbours.",))
        return
    share = brief.share_of_area(LEAD, report.clusters)
    yield Paragraph(
        sentence(
            f"{counted(len(report.codes), 'small area')} of {report.tested} stand out with their "
            f"neighbours, in {counted(len(clusters), 'cluster')}. The largest is {clusters[0]['place']}, with ",
            number(report.clusters, clusters[0], "events"),
            " offences in the year",
            *(
                (
                    ". Together they hold ",
                    figure_of(share[1], f"{share[0]:.0%}"),
                    " of offences with a place",
                )
                if share
                else ()
            ),
        )
    )
    outlines = brief.outlines(Level.LSOA)
    if outlines:
        yield FigureBlock(
            choropleth(
                table,
                outlines,
                slug="violence-map",
                caption=f"Recorded violence by small area; {counted(len(clusters), 'hot spot')} outlined",
                legend="Offences per 1,000 residents",
                borders=brief.borders,
                ringed=report.codes,
                ringed_title="Hot spot (Gi*, FDR 5%)",
            )
        )
    yield ReleasedTable(report.clusters, "Hot spots of violence and sexual offences", limit=12)


def _settings(brief: Brief) -> Iterable[Block]:
    table = brief.by_value(LEAD, "setting", "by kind of place", "Kind of place")
    if table is None:
        return
    first = table.first
    yield Heading("Kinds of place")
    yield Paragraph(
        sentence(
            f"most happens in one kind of place: {first['setting']}, with ", rate(table, first)
        )
    )
    yield FigureBlock(
        bars(
            table,
            slug="violence-by-setting",
            caption=f"Recorded violence by kind of place: {first['setting']} is the commonest",
            axis="Per cent of offences",
            limit=10,
        )
    )
    yield Callout(
        "finding",
        "Public places",
        (
            "The Home Office success measures look first at violence in public places among people under 25. "
            "The kind of place is recorded by the police at the time and may be corrected later.",
        ),
    )
