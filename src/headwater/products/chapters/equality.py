"""Chapter 15: who carries more of the harm, for the equality impact assessment (HWB 10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Callout, Heading, Paragraph, ReleasedTable
from headwater.products.people import disparity_table

if TYPE_CHECKING:
    from headwater.products.brief import Brief

HARMS = (
    ("recorded-violence", "Recorded violence"),
    ("knife-enabled-serious-violence", "Knife-enabled serious violence"),
    ("domestic-violence", "Domestic violence"),
)


class Equality(Chapter):
    """Disparity ratios by ethnic group, sex and deprivation, with intervals."""

    slug = "equality"
    title = "Disproportionality and equality"
    needs = ("police-record-level", "deprivation")
    better_with = ("police-record-level", "population-by-ethnic-group")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "A ratio compares the rate of one group's residents with that of another. A ratio of 1 is no "
                "difference. “Not recorded” and “refused” are not groups, and are never shared out among "
                "those that are. A disparity says where to look, not why it is there.",
            )
        )
        for slug, title in HARMS:
            blocks = tuple(disparity_table(brief, slug, f"{title}: ratios between groups"))
            if blocks:
                yield Heading(title)
                yield from blocks
        table = brief.by_deprivation("recorded-violence")
        if table is not None:
            yield Heading("Deprivation")
            yield ReleasedTable(
                table, "Rates of recorded violence by decile of deprivation (1 is most deprived)"
            )
        yield Callout(
            "warning",
            "What cannot be shown",
            (
                "Disability, religion, sexual orientation and gender identity are in no feed received so "
                "far. Their absence here is a gap in the record, not a finding of equality.",
            ),
        )
