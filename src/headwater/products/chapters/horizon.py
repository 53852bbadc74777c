"""Chapter 19: what may be coming: months that broke the usual pattern, and what to watch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.line import chart_of
from headwater.products.chapter import Chapter
from headwater.products.document import Block, Callout, Line, Paragraph, PlainTable
from headwater.products.words import joined
from headwater.vocabulary.periods import Month

if TYPE_CHECKING:
    from headwater.products.brief import Brief

RULES = {
    "outside": "beyond the control limits",
    "shift": "seven or more months on one side of the average",
    "trend": "seven or more months rising or falling",
    "close": "two of three months near a limit",
}


class Horizon(Chapter):
    """Signals from the data; policy and practice signals are recorded by the partnership."""

    slug = "horizon"
    title = "Horizon"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "A signal is a series whose latest months broke the rules of its control chart. It is a reason "
                "to ask, not yet a finding.",
            )
        )
        rows: list[tuple[Line, ...]] = []
        for slug, indicator in brief.indicators.items():
            table = brief.by_month(slug)
            if table is None:
                continue
            chart = chart_of(table)
            months = [Month.parse(str(m)) for m in table.column("month")]
            recent = [i for i in range(len(months)) if chart.flagged[i]][-3:]
            recent = [i for i in recent if i >= len(months) - 6]
            if recent:
                rules = joined(dict.fromkeys(r for i in recent for r in chart.rules(i)))
                rows.append(
                    (
                        (indicator.title,),
                        (joined(months[i].title for i in recent),),
                        (rules,),
                        (indicator.note or "Ask the sender what changed.",),
                    )
                )
        if rows:
            yield PlainTable(
                "Signals in the last six months of each series",
                ("Series", "Months", "What broke", "Before concluding"),
                tuple(rows),
                (4, 3, 3, 4),
            )
        else:
            yield Paragraph(("No series broke its rules in its last six months.",))
        yield Callout(
            "gap",
            "Signals that no data feed carries",
            (
                "New drugs markets, harms online, changes of policy and funding come from people, not from "
                "feeds. They belong to the Board's horizon scan and are added to the strategy.",
            ),
        )
