"""Chapter 18: what violence costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Callout, Line, Paragraph, PlainTable
from headwater.products.words import figure_of, sentence
from headwater.vocabulary.unit_costs import PRICE_YEAR, SOURCE

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Cost(Chapter):
    """Counts times unit costs."""

    slug = "cost"
    title = "Cost of violence"
    needs = ("police-record-level",)

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        found = brief.costs
        if found is None or not found.lines:
            yield Paragraph(("Too few offences can be shown by kind to put a cost on them.",))
            return
        yield Paragraph(
            sentence(
                f"the offences below, recorded in {found.period}, cost society about ",
                figure_of(found.claim, _pounds(found.total)),
                f" in {PRICE_YEAR} prices. Only what the police recorded is counted: no multiplier is applied "
                "for violence that nobody reported, so the true cost is higher",
            )
        )
        rows: list[tuple[Line, ...]] = [
            (
                (line.title,),
                (figure_of(line.count_claim, f"{line.count:,}"),),
                (f"£{line.unit_cost:,}",),
                (figure_of(line.claim, _pounds(line.cost)),),
            )
            for line in found.lines
        ]
        yield PlainTable(
            f"Recorded offences and their cost, {PRICE_YEAR} prices",
            ("Offence", "Recorded in the year", "Cost of one", "Cost"),
            tuple(rows),
            (4, 2, 2, 2),
        )
        yield Callout(
            "warning",
            "Check the unit costs before they are quoted",
            (SOURCE,),
        )


def _pounds(amount: float) -> str:
    return f"£{amount / 1e6:,.1f} million" if amount >= 1e6 else f"£{round(amount, -3):,.0f}"
