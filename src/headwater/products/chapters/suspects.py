"""Chapter 10: who is suspected, and how often they have been harmed themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.products.chapter import Chapter
from headwater.products.document import Block, Callout, FigureBlock, Heading, Paragraph
from headwater.products.people import ages, groups, repeated
from headwater.products.words import number, sentence
from headwater.vocabulary.people import Role

if TYPE_CHECKING:
    from headwater.products.brief import Brief

LEAD = "recorded-violence"


class Suspects(Chapter):
    """Age, sex, ethnic group, repeat suspects, overlap with victims, outcomes."""

    slug = "suspects"
    title = "Suspects"
    needs = ("police-record-level",)
    better_with = ("youth-justice",)

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Callout(
            "warning",
            "Recorded suspects are not everybody who does harm",
            (
                "These are people the police named as suspects. Who is named depends on who reports, where "
                "the police look and what they record. Nothing here predicts what any person will do.",
            ),
        )
        yield Heading("Age")
        yield from ages(brief, LEAD, Role.SUSPECT)
        yield Heading("Sex and ethnic group")
        yield from groups(brief, LEAD, Role.SUSPECT)
        yield Heading("People suspected more than once")
        yield from repeated(brief, LEAD, Role.SUSPECT)
        both = brief.both_roles(LEAD)
        if both is not None:
            row = both.first
            yield Heading("Harmed and harming")
            yield Paragraph(
                sentence(
                    number(both, row),
                    "% of the people suspected of violence in the year were themselves victims of recorded "
                    "violence in the same year, so the line between victim and perpetrator is not sharp",
                )
            )
        outcomes = brief.by_value(LEAD, "outcome", "by outcome", "Outcome")
        if outcomes is not None:
            first = outcomes.first
            yield Heading("Outcomes")
            yield FigureBlock(
                bars(
                    outcomes,
                    slug="violence-outcomes",
                    caption=f"Recorded violence by latest outcome: most often “{first['outcome']}”",
                    axis="Per cent of offences",
                    limit=10,
                )
            )
            yield Paragraph(
                ("Recent offences have more outcomes still open, so outcomes are read by year.",)
            )
