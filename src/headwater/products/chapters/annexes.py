"""Chapter 21: sources, definitions of indicators, glossary. The list of every number follows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Facts, Heading, PlainTable

if TYPE_CHECKING:
    from headwater.products.brief import Brief

GLOSSARY = (
    (
        "Cohort",
        "A group of people with something in common, such as age and what happened to them.",
    ),
    ("Control chart", "A line of months with the limits within which it usually varies."),
    ("Gi*", "A measure of whether a place and its neighbours together stand out from all places."),
    (
        "IMD",
        "Index of Multiple Deprivation: seven kinds of deprivation, ranked for every LSOA in England.",
    ),
    ("Interval", "The range that would hold the true value 95 times in 100."),
    ("LSOA", "Lower-layer Super Output Area: a small area of about 1,500 residents."),
    (
        "Pseudonym",
        "A code made from an identifier with a secret key, so that nobody can be named from it.",
    ),
    ("Quarantine", "Where a row is set aside that could not be read, with the reason."),
    (
        "Relative index of inequality",
        "The rate at the most deprived end over that at the least deprived end.",
    ),
    (
        "Tier",
        "One of the four layers of the Public Health Model, from whole communities to response.",
    ),
)


class Annexes(Chapter):
    """Sources and technical specification."""

    slug = "annexes"
    title = "Sources, indicators and glossary"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        if brief.files:
            yield Heading("Files this assessment rests on")
            yield _files(brief)
        if brief.indicators:
            yield Heading("Indicators")
            yield _indicators(brief)
        yield Heading("Glossary")
        yield Facts(tuple((term, (meaning,)) for term, meaning in GLOSSARY))


def _files(brief: Brief) -> PlainTable:
    return PlainTable(
        "Every file that was used, with its fingerprint",
        ("Name", "File", "From", "Received", "Rows", "SHA-256 (first 16)"),
        tuple(
            (
                (d.short,),
                (d.file,),
                (d.publisher,),
                (d.received,),
                (d.rows,),
                (d.fingerprint,),
            )
            for d in brief.files
        ),
        (1, 6, 5, 2, 2, 3),
    )


def _indicators(brief: Brief) -> PlainTable:
    return PlainTable(
        "What each indicator counts",
        ("Indicator", "What it counts", "Rate", "Note"),
        tuple(
            (
                (i.title,),
                (i.meaning,),
                (i.unit(),),
                (i.note or "–",),
            )
            for i in brief.indicators.values()
        ),
        (4, 5, 3, 4),
    )
