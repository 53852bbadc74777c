"""How unequally harm is spread: near repeats, few places, deprivation, and several harms in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.figures.lorenz import lorenz_curve
from headwater.figures.map import choropleth
from headwater.products.document import (
    Block,
    Bullets,
    FigureBlock,
    Heading,
    Paragraph,
    PlainTable,
    ReleasedTable,
)
from headwater.products.words import (
    counted,
    figure_of,
    joined,
    lower_first,
    number,
    rate,
    sentence,
)
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.products.brief import Brief

LEAD = "recorded-violence"


NEAR = ("robbery", "violence-with-injury", "weapons-possession", "criminal-damage")


def near_repeats(brief: Brief) -> Iterable[Block]:
    found = {s: r for s in NEAR if (r := brief.near_repeats(s)) is not None}
    if not found:
        return
    yield Heading("Near repeats")
    first = next(iter(found.values()))
    yield Paragraph(
        (
            f"After some offences another becomes more likely within {first.metres} metres and a week. Then "
            "a visit in the days after the first can prevent the second.",
        )
    )
    rows = []
    for slug, one in found.items():
        table = brief.by_period(slug)
        if table is None:
            continue
        claim = table.derive(round(one.ratio, 2), "times as many near pairs as chance gives")
        rows.append(
            (
                (brief.indicators[slug].short,),
                (figure_of(claim, f"{one.ratio:.2f}"),),
                ("fewer than 5 in 1,000" if one.p < 0.005 else f"{one.p:.2f}",),
                ("a near-repeat pattern" if one.is_finding else "no clear pattern",),
            )
        )
    yield PlainTable(
        f"Pairs within {first.metres} metres and {first.days} days, against what chance gives (Knox)",
        ("Offence", "Times chance", "Chance gives as many", "Reading"),
        tuple(rows),
        (4, 2, 3, 3),
    )


def concentration(brief: Brief) -> Iterable[Block]:
    table = brief.by_place(LEAD, Level.LSOA)
    found = brief.concentration(LEAD)
    if found is None or table is None:
        return
    yield Heading("Concentration")
    top, half = found.top, found.half
    claim = table.derive(round(top.share * 100), "% of events in the top 5% of small areas")
    halves = table.derive(
        round(half.share_of_places * 100), "% of small areas that hold half of events"
    )
    yield Paragraph(
        sentence(
            f"{counted(top.places, 'small area')}, one in twenty, hold ",
            figure_of(claim, f"{top.share:.0%}"),
            " of offences with a place; if offences fell at random these would hold "
            f"{top.by_chance:.0%}. Half of all offences are in ",
            figure_of(halves, f"{half.share_of_places:.0%}"),
            f" of small areas ({half.places:,} of {found.areas:,})",
        )
    )
    yield FigureBlock(
        lorenz_curve(
            table,
            slug="violence-lorenz",
            caption=f"The most affected {half.share_of_places:.0%} of small areas hold half of recorded violence",
            noun="offences",
            share=(top.share_of_places, top.share),
        )
    )
    rows = []
    for slug in brief.place_harms:
        one = brief.concentration(slug)
        base = brief.by_place(slug, Level.LSOA)
        if one is None or base is None:
            continue
        rows.append(
            (
                (brief.indicators[slug].short,),
                (
                    figure_of(
                        base.derive(round(one.top.share * 100), "% in top 5%"),
                        f"{one.top.share:.0%}",
                    ),
                ),
                (f"{one.top.by_chance:.0%}",),
                (
                    figure_of(
                        base.derive(one.half.places, "small areas that hold half of events"),
                        f"{one.half.places}",
                    ),
                    f" of {one.areas}",
                ),
                (
                    figure_of(base.derive(round(one.gini, 2), "Gini (adjusted)"), f"{one.gini:.2f}")
                    if one.beyond_chance
                    else "not beyond chance",
                ),
            )
        )
    if rows:
        yield PlainTable(
            "How concentrated each harm is",
            (
                "Harm",
                "In the top 5% of areas",
                "By chance alone",
                "Areas that hold half",
                "Gini (adjusted)",
            ),
            tuple(rows),
            (5, 2, 2, 2, 2),
        )


def deprivation(brief: Brief) -> Iterable[Block]:
    table = brief.by_deprivation(LEAD)
    gap = brief.deprivation_gap(LEAD)
    if table is None or gap is None:
        return
    yield Heading("Deprivation")
    yield Paragraph(
        sentence(
            "in the most deprived tenth of places nationally the rate is ",
            rate(table, table.first),
            ". In the least deprived tenth it is ",
            number(table, table.last),
        )
    )
    yield Paragraph(
        sentence(
            "across the whole range of deprivation, the rate at the most deprived end is ",
            figure_of(gap.claim, f"{gap.ratio:.1f} times"),
            f" that at the least deprived end (95% interval {gap.low:.1f} to {gap.high:.1f}; relative index "
            "of inequality)",
        )
    )
    yield FigureBlock(
        bars(
            table,
            slug="violence-by-deprivation",
            caption="Recorded violence rises with deprivation"
            if gap.low > 1
            else "Recorded violence by deprivation",
            axis="Offences per 1,000 residents a year",
            vertical=True,
        )
    )
    rows = []
    for slug in brief.place_harms:
        one = brief.deprivation_gap(slug)
        if one is None:
            continue
        rows.append(
            (
                (brief.indicators[slug].short,),
                (figure_of(one.claim, f"{one.ratio:.1f}"),),
                (f"{one.low:.1f} to {one.high:.1f}",),
                ("yes" if one.is_finding else "no clear gradient",),
            )
        )
    if len(rows) > 1:
        yield PlainTable(
            "How steeply each harm follows deprivation (relative index of inequality)",
            ("Harm", "Most against least deprived", "95% interval", "Gradient"),
            tuple(rows),
            (5, 2, 2, 2),
        )


def overlap(brief: Brief) -> Iterable[Block]:
    found = brief.overlap
    if found is None:
        return
    yield Heading("Several harms in one place")
    rows = list(found.points)
    worst = [r for r in rows if r["events"] == rows[0]["events"]]
    share = found.points.derive(
        round(found.deprived_share * 100), "% among the most deprived fifth"
    )
    yield Paragraph(
        sentence(
            f"{counted(len(found.many), 'small area')} are among the worst 15% for at least half of the "
            f"{counted(len(found.harms), 'harm')} compared, and ",
            figure_of(share, f"{found.deprived_share:.0%}"),
            " of those lie in the most deprived fifth of England. Acting on one behaviour there may affect "
            "others",
        )
    )
    yield Bullets(((f"Compared: {joined(lower_first(h) for h in found.harms)}.",),))
    outlines = brief.outlines(Level.LSOA)
    if outlines:
        most = int(float(str(rows[0]["events"])))
        yield FigureBlock(
            choropleth(
                found.points,
                outlines,
                slug="overlap-map",
                caption=f"{counted(len(worst), 'small area').capitalize()} "
                f"{'is' if len(worst) == 1 else 'are'} among the worst for {most} harms at once",
                legend="Harms (worst 15%)",
                borders=brief.borders,
                classes=classes_of(most),
            )
        )
    yield ReleasedTable(found.points, "Small areas that score on most harms", limit=15)


def classes_of(most: int) -> tuple[tuple[int, int], ...]:
    """At most five classes of whole numbers from none to the most."""
    if most < 5:
        return tuple((n, n) for n in range(most + 1))
    step = max((most + 3) // 4, 1)
    return ((0, 0), *((n, min(n + step - 1, most)) for n in range(1, most + 1, step)))
