"""Chapter 3: where the numbers come from, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.quality import RULE, SourceQuality
from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Bullets,
    Callout,
    Heading,
    Line,
    Paragraph,
    PlainTable,
)
from headwater.products.words import counted, joined, lower_first
from headwater.vocabulary.periods import describe_months

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class DataQuality(Chapter):
    """Sources, coverage, completeness, breaks, suppression, how rates are made."""

    slug = "data-quality"
    title = "Method and data quality"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        card = brief.scorecard
        yield Paragraph(
            (
                f"{counted(len(card), 'source').capitalize()} of incidents can be read today. Every row of "
                "every file was counted in and accounted for: what was read equals what was accepted, "
                "quarantined or superseded.",
            )
        )
        if card:
            yield _arrived(card)
        for quality in card:
            yield Heading(quality.source.title)
            yield Bullets(tuple(_facts(quality)))
            if quality.worst_month:
                yield Callout(
                    "warning",
                    f"{quality.worst_month.title}: {quality.worst_share:.0%} of rows have no place",
                    (
                        "Maps and tables by place miss these rows for that month. Totals for the whole "
                        "area include them.",
                    ),
                )
        yield Heading("Places that changed")
        yield Paragraph((RULE,))
        yield Heading("How rates are made")
        yield Bullets(
            (
                (
                    "A rate is events divided by residents, for a year. Where fewer than twelve unbroken "
                    "months have arrived, the residents are counted for that part of a year.",
                ),
                (
                    "The interval is the range that would hold the true rate 95 times in 100: Byar's "
                    "method from 10 events, exact Poisson limits below, Wilson's method for shares.",
                ),
                (
                    "No rate is printed from fewer than 10 events. Rates are given for the latest unbroken "
                    "run of up to twelve months, so that a year is never stitched together over a gap.",
                ),
                ("A month that nobody sent is a gap in a line. It is never shown as zero.",),
                (
                    "A difference is called a difference only where its 95% interval does not span “no "
                    "change”.",
                ),
            )
        )
        yield Heading("Small numbers")
        yield Paragraph(
            (
                "Published sources are shown as published. In everything else a count of 0 to 7 is printed "
                "as “fewer than 8”, other counts are rounded to the nearest 5, totals are rounded on their "
                "own, and rates are made from the rounded counts. Every table that left the secure area is "
                "written down with its inputs.",
            )
        )


def _arrived(card: tuple[SourceQuality, ...]) -> PlainTable:
    return PlainTable(
        "What arrived from each source",
        ("Source", "Files", "Rows read", "Quarantined", "Superseded", "Months"),
        tuple(
            (
                (q.source.title,),
                (f"{q.files:,}",),
                (q.in_words(q.rows),),
                (q.in_words(q.quarantined),),
                (q.in_words(q.superseded),),
                (describe_months(q.months) or "–",),
            )
            for q in card
        ),
        (4, 2, 2, 3, 3, 5),
    )


def _facts(quality: SourceQuality) -> Iterable[Line]:
    source = quality.source
    if source.row_meaning:
        yield (source.row_meaning,)
    if quality.missing:
        yield (
            f"Not received: {describe_months(quality.missing)}. These months are gaps, not zeros.",
        )
    if quality.unplaced:
        yield (
            f"{quality.unplaced:.1%} of rows have no place. They count in totals for the whole area "
            "and in no smaller place.",
        )
    if quality.other_areas:
        yield (
            f"{counted(quality.other_areas, 'file').capitalize()} came from a force outside the area: kept, and "
            "used for no number here.",
        )
    if quality.outside:
        yield (
            f"{quality.in_words(quality.outside)} rows lie in places outside the area and are left out, although the "
            "area's own sender reported them.",
        )
    if quality.repeated_rows:
        yield (
            f"{quality.in_words(quality.repeated_rows)} rows equal an earlier row in every column. They are separate "
            "events that lost their differences when they were made anonymous, and all are kept.",
        )
    if quality.superseded:
        yield (
            f"{quality.in_words(quality.superseded)} rows were replaced by a later version of the same record.",
        )
    if len(quality.vintages) > 1:
        named = joined(f"{quality.in_words(n)} rows have codes of {v}" for v, n in quality.vintages)
        yield (f"The census behind the small-area codes changes within the series: {named}.",)
    for column, reason, count in quality.faults[:8]:
        yield (f"“{column}” {reason}: {quality.in_words(count)} rows were set aside.",)
    for alert in quality.alerts[:6]:
        yield (alert,)
    if not any((quality.missing, quality.faults, quality.alerts)):
        yield (f"No month is missing and no row was set aside from {lower_first(source.title)}.",)
