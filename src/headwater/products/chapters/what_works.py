"""Chapter 17: approaches matched to the most pressing factors, with how sure the evidence is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.pressing import FIRST
from headwater.products.chapter import Chapter
from headwater.products.document import Block, Heading, Line, Link, Paragraph, PlainTable
from headwater.products.evidence import APPROACHES
from headwater.products.words import joined, lower_first
from headwater.vocabulary.harms import ancestors, branch

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class WhatWorks(Chapter):
    """Evidence by approach."""

    slug = "what-works"
    title = "What works"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Paragraph(
            (
                "Each note is the partnership's own short reading, with a link to the evidence. Read the "
                "source before commissioning, and plan the evaluation before the first pound is spent.",
            )
        )
        factors = brief.factors[:FIRST]
        rows: list[tuple[Line, ...]] = []
        for approach in APPROACHES:
            helped = [
                lower_first(f.evidence.indicator.short)
                for f in factors
                if _touches(approach.behaviours, f.evidence.indicator.behaviours)
            ]
            rows.append(
                (
                    (approach.title,),
                    (brief.profile.tiers.label(approach.tier),),
                    (approach.effect,),
                    (approach.certainty,),
                    (joined(helped) or "any: it is generic",),
                    (Link("Evidence", approach.source),),
                )
            )
        yield Heading("Approaches")
        yield PlainTable(
            "Approaches, what is known of their effect, and the factors they answer",
            ("Approach", "Tier", "Effect", "How sure", "Answers", "Read"),
            tuple(rows),
            (4, 3, 4, 3, 5, 2),
        )


def _touches(approach: tuple[str, ...], harm: tuple[str, ...]) -> bool:
    """Whether an approach is aimed at a harm, at something wider or at something within it."""
    wide = {s for slug in approach for s in (*branch(slug), *ancestors(slug)[:-1])}
    return any(slug in wide for slug in harm)
