"""Chapter 12: the groups most affected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Facts, Heading, Line, Paragraph
from headwater.products.words import changed, number, rate

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Cohorts(Chapter):
    """A card for each cohort: who, how many, and whether the number is changing."""

    slug = "cohorts"
    title = "Cohorts most affected"
    needs = ("police-record-level", "hospital-admissions", "youth-justice")
    better_with = ("youth-justice", "school-exclusions")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "A person may belong to several cohorts, so they are not added together. Each is counted as "
                "incidents in which somebody of that cohort had that role.",
            )
        )
        for card in brief.cohorts:
            yield Heading(card.cohort.title, 3)
            row = card.table.last
            items: list[tuple[str, Line]] = [
                ("Who", (card.cohort.meaning,)),
                ("How many", (number(card.table, row, "events"), f" in {row['period']}")),
            ]
            if "value" in row:
                items.append(("Rate", rate(card.table, row)))
            items.append(("Trend", changed(card.change)))
            yield Facts(tuple(items))
        youth = brief.by_period("youth-justice-offences")
        if youth is not None:
            row = youth.last
            yield Heading("Children known to youth justice", 3)
            yield Facts(
                (
                    (
                        "Who",
                        ("Children aged 10 to 17 whose offence led to a youth justice disposal.",),
                    ),
                    ("Offences", (number(youth, row, "events"), f" in {row['period']}")),
                    (
                        "Trend",
                        changed(
                            brief.change(
                                "youth-justice-offences", brief.periods("youth-justice-offences")
                            )
                        ),
                    ),
                )
            )
