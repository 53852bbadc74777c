"""Chapter 14: what residents say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.figures.bars import bars
from headwater.products.chapter import Chapter
from headwater.products.document import Block, FigureBlock, Heading, Paragraph, ReleasedTable
from headwater.products.words import number, rate, sentence
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.products.brief import Brief

SLUG = "community-reports"


class Voice(Chapter):
    """Themes of community reports, where they came from."""

    slug = "community-voice"
    title = "Community voice"
    needs = (SLUG,)

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        themes = brief.by_value(SLUG, "theme", "by theme", "Theme")
        yearly = brief.by_period(SLUG)
        if yearly is not None:
            row = yearly.last
            yield Paragraph(
                sentence(
                    "residents and community leaders raised ",
                    number(yearly, row, "events"),
                    f" concerns with the partnership in {row['period']}. More reports can mean more trust in "
                    "being heard as well as more harm",
                )
            )
        if themes is not None:
            first = themes.first
            yield Heading("Themes")
            yield Paragraph(
                sentence(f"most often people spoke of {first['theme']}: ", rate(themes, first))
            )
            yield FigureBlock(
                bars(
                    themes,
                    slug="voice-themes",
                    caption=f"Concerns by theme: most often {first['theme']}",
                    axis="Per cent of reports",
                    limit=12,
                )
            )
        places = brief.by_place(SLUG, Level.DISTRICT)
        if places is not None:
            yield Heading("Where people spoke up")
            yield ReleasedTable(places, "Concerns reported by residents, by district")
            yield Paragraph(
                (
                    "A district with few reports may have few concerns, or few ways to raise them. The "
                    "partnership should ask before it concludes.",
                )
            )
