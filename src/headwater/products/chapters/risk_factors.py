"""Chapter 13: what makes violence more and less likely, and how common it is here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.measures import Measure
from headwater.analysis.released import show
from headwater.products.chapter import Chapter
from headwater.products.document import Block, Heading, Line, Link, Paragraph, PlainTable
from headwater.products.evidence import FACTORS
from headwater.products.words import counted, number

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class RiskFactors(Chapter):
    """Ecological level by life stage, strength of evidence, local prevalence."""

    slug = "risk-factors"
    title = "Risk and protective factors"
    better_with = ("published-measures", "deprivation", "school-exclusions")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "Violence has a long gestation. The factors below are set out by the World Health "
                "Organization's ecological levels and by life stage. They describe populations: none "
                "predicts what a person will do.",
            )
        )
        yield PlainTable(
            "Factors linked with violence, by level and life stage",
            ("Factor", "Level", "Life stage", "Raises or lowers risk", "Evidence"),
            tuple(
                (
                    (f.title,),
                    (f.level.value.capitalize(),),
                    (f.stage.value,),
                    ("Lowers" if f.protective else "Raises",),
                    (f.evidence, " ", Link("Source", f.source)) if f.source else (f.evidence,),
                )
                for f in FACTORS
            ),
            (4, 2, 3, 2, 5),
        )
        measures = brief.measures
        if not measures:
            return
        yield Heading("How common they are here")
        yield Paragraph(
            (
                f"{counted(len(measures), 'published measure').capitalize()} of children's lives are set "
                "beside England. “Suppressed by the publisher” means that the number was held back, not that "
                "it is zero.",
            )
        )
        places = [place for place, _, _ in measures[0].values]
        yield PlainTable(
            "Published measures for upper-tier authorities",
            ("Measure", "Period", *places),
            tuple(_row(m) for m in measures),
            (5, 2, *(2 for _ in places)),
        )


def _row(measure: Measure) -> tuple[Line, ...]:
    cells: list[Line] = []
    for place, newest, earlier in measure.values:
        row = measure.table.find(place=place)
        was = (
            f" (was {show(earlier, 1)} in {measure.earlier})"
            if earlier is not None and newest is not None
            else ""
        )
        cells.append((number(measure.table, row, "events"), was))
    return ((f"{measure.title}, {measure.unit}",), (measure.period,), *cells)
