"""Chapter 4: who lives here, and how deprived the places are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.figures.map import choropleth
from headwater.figures.pyramid import population_pyramid
from headwater.products.chapter import Chapter
from headwater.products.document import Block, FigureBlock, Heading, Paragraph, ReleasedTable
from headwater.products.words import joined, number, sentence
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class AreaProfile(Chapter):
    """Residents by age, sex and ethnic group; deprivation."""

    slug = "area"
    title = "Area profile"
    needs = ("population-by-age", "population-by-sex")
    better_with = ("population-by-ethnic-group", "deprivation", "boundaries")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        people = brief.population
        if people.by_district:
            table = people.by_district
            total = people.total
            rows = sorted(table, key=lambda r: -float(str(r["events"])))
            yield Paragraph(
                sentence(
                    number(total, total.first, "events"),
                    f" people lived in {brief.profile.area.name} in mid-{people.year}. ",
                    f"{rows[0]['place']} is the largest district with ",
                    number(table, rows[0], "events"),
                    f" residents, and {rows[-1]['place']} the smallest with ",
                    number(table, rows[-1], "events"),
                )
            )
            yield ReleasedTable(table, f"Residents of each district, mid-{people.year}")
        if people.pyramid:
            yield FigureBlock(
                population_pyramid(
                    people.pyramid,
                    slug="population-pyramid",
                    caption=f"Residents by age and sex, mid-{people.sex_year}",
                )
            )
        if people.groups:
            top = people.groups.first
            yield Heading("Ethnic groups")
            yield Paragraph(
                sentence(
                    "at the 2021 Census ",
                    number(people.groups, top),
                    f"% of residents described themselves as {top['group']}. The other groups are ",
                    joined(
                        f"{r['group']} ({r['value']:.1f}%)"
                        for r in list(people.groups)[1:]
                        if isinstance(r["value"], float)
                    ),
                )
            )
        index = brief.deprivation_profile
        if index is None:
            return
        yield Heading("Deprivation")
        most = [r for r in index.by_district if isinstance(r["value"], float)]
        most.sort(key=lambda r: -float(str(r["value"])))
        yield Paragraph(
            sentence(
                "of the area's small areas, ",
                number(index.deciles, index.deciles.first, "events"),
                " are among the most deprived tenth in England by the Index of Multiple Deprivation "
                f"{index.edition}, and ",
                number(index.deciles, index.deciles.last, "events"),
                " among the least deprived tenth. ",
                f"{most[0]['place']} has the largest share of its small areas in the most deprived "
                "fifth: ",
                number(index.by_district, most[0]),
                "%",
            )
        )
        yield FigureBlock(
            bars(
                index.deciles,
                slug="deprivation-deciles",
                caption=f"Small areas in each national decile of deprivation, {index.edition} "
                "(1 is most deprived)",
                axis="Small areas",
                value="events",
                vertical=True,
            )
        )
        outlines = brief.outlines(Level.LSOA)
        if outlines:
            yield FigureBlock(
                choropleth(
                    index.map,
                    outlines,
                    slug="deprivation-map",
                    caption=f"Deprivation of small areas by national decile, {index.edition}",
                    legend="Decile (1 is most deprived)",
                    borders=brief.borders,
                    classes=((1, 2), (3, 4), (5, 6), (7, 8), (9, 10)),
                    darkest_first=True,
                )
            )
        yield ReleasedTable(
            index.by_district,
            "Small areas among the most deprived fifth in England, by district",
        )
