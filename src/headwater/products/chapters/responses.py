"""Chapter 16: what is being done, at which tier, and with what money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
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
from headwater.products.words import counted, figure_of, sentence
from headwater.vocabulary.tiers import Tier

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Responses(Chapter):
    """Services by tier, place and cost; is the triangle upside down?"""

    slug = "responses"
    title = "Response and asset map"
    needs = ("services",)

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        found = brief.investment
        if found is None:
            return
        labels = brief.profile.tiers
        yield Heading("Money by tier")
        upper = (1 + found.inversion) / 2
        claim = found.cost.derive(round(upper * 100), "% of known cost in the upper two tiers")
        upside = found.inversion > 0
        yield Paragraph(
            sentence(
                f"of £{found.total:,.0f} a year whose cost is known, the upper two tiers take ",
                figure_of(claim, f"{upper:.0%}"),
                ". The investment triangle is "
                + ("upside down: most money goes to response" if upside else "the right way up"),
            )
        )
        yield FigureBlock(
            bars(
                found.cost,
                slug="cost-by-tier",
                caption="The upper tiers take most of the money"
                if upside
                else "The lower tiers take most of the money",
                axis="Per cent of yearly cost",
            )
        )
        if found.unknown:
            yield Callout(
                "warning",
                f"{counted(found.unknown, 'service').capitalize()} without a known cost",
                ("They are in no share above, and are not counted as costing nothing.",),
            )
        yield Heading("Services by tier and place")
        yield ReleasedTable(found.services, "Services and assets listed, by tier")
        yield PlainTable(
            "Services listed, by place and tier",
            ("Place", *(labels.label(t) for t in Tier)),
            tuple(
                (
                    (place,),
                    *((str(n) if n else "none listed",) for n in counts),
                )
                for place, counts in found.by_place
            ),
            (4, 3, 3, 3, 3),
        )
        yield Callout(
            "gap",
            "“None listed” is not a gap",
            (
                "It means that no agency has listed a service there. Whether nothing is provided, or nobody "
                "was asked, has to be confirmed place by place.",
            ),
        )
