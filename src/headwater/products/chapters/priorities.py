"""Chapter 20: what the evidence asks the Board to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.pressing import FIRST, Factor
from headwater.products.chapter import Chapter
from headwater.products.document import Block, Bullets, Heading, Line, Paragraph, PlainTable, Strong
from headwater.products.words import changed, counted, joined, lower_first, sentence, top_rows

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Priorities(Chapter):
    """Prioritised behaviours and areas, each with its evidence; recommendations."""

    slug = "priorities"
    title = "Priorities and recommendations"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        factors = brief.factors[:FIRST]
        if not factors:
            yield Paragraph(("Nothing can be recommended until a source of incidents arrives.",))
            return
        yield PlainTable(
            "What is proposed for the Board's priority list, and the evidence",
            ("Proposed priority", "Trend", "Places", "Steady in the first five", "Evidence"),
            tuple(_row(f) for f in factors),
            (4, 4, 5, 2, 2),
        )
        yield Heading("Recommendations")
        yield Bullets(tuple(_recommendations(brief, factors)), numbered=True)
        yield Heading("For the Board to decide")
        yield Bullets(
            (
                (
                    "Which of these behaviours to take on, and the reason for each, so that it can be asked "
                    "about later.",
                ),
                (
                    "How specifically to define each one: the behaviour, the people, the place, and the two or "
                    "more agencies it needs.",
                ),
                ("Which community will say whether the picture here is the one they live in.",),
            )
        )


def _row(factor: Factor) -> tuple[Line, ...]:
    evidence = factor.evidence
    places = top_rows(evidence.places, 3) if evidence.places else []
    where = joined(str(r["place"]) for r in places) or "not known by place"
    hot = f"; largest hot spot {evidence.hot_spot}" if evidence.hot_spot else ""
    return (
        (f"{factor.rank}. {evidence.indicator.short}",),
        changed(evidence.change),
        (where + hot,),
        (f"{factor.stability:.0%}",),
        ("Chapters 5 and 7",),
    )


def _recommendations(brief: Brief, factors: tuple[Factor, ...]) -> Iterable[Line]:
    lead = factors[0].evidence
    where = f" beginning with {lead.hot_spot}" if lead.hot_spot else ""
    yield sentence(
        Strong("Act in the places that hold most of it. "),
        f"Agree an inter-agency plan for {lower_first(lead.indicator.short)}{where}, with inputs at every "
        "tier",
    )
    overlap = brief.overlap
    if overlap is not None and overlap.many:
        yield sentence(
            Strong("Work where harms meet. "),
            f"Put generic work at the lower two tiers into the {counted(len(overlap.many), 'small area')} that "
            "are among the worst for at least half of the harms, so that one effort counts for several",
        )
    rising = [f for f in factors if f.evidence.change and f.evidence.change.low > 0]
    if rising:
        yield sentence(
            Strong("Find out why it is rising. "),
            f"Ask the agencies that hold the records to review {joined(lower_first(f.evidence.indicator.short) for f in rising)} "
            "for changes in recording before it is called a change in harm",
        )
    missing = brief.missing_sources
    if missing:
        yield sentence(
            Strong("Close the gaps in data. "),
            f"Agree the sharing of {joined(lower_first(s.title) for s in missing[:3])}; without them the "
            "partnership cannot "
            + (
                "compute the Home Office success measures"
                if any(s.slug in ("police-record-level", "hospital-admissions") for s in missing)
                else "see the whole of the harm"
            ),
        )
    yield sentence(
        Strong("Decide how success will be known. "),
        "For each priority, name the indicator, its baseline from this assessment, and the smallest change "
        "that the local numbers could show",
    )
