"""Chapter 0: what this document is, what it rests on, what is missing and what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import Block, Callout, Facts, Heading, Line, Paragraph, PlainTable
from headwater.products.words import counted, lower_first

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class FrontMatter(Chapter):
    """Version, approval, extract dates, gaps, disclosure rule, changes since the last assessment."""

    slug = "about"
    title = "About this assessment"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        profile = brief.profile
        if profile.invented:
            yield Callout(
                "warning",
                "Invented data",
                (
                    "Every place, person and number here is invented to show what Headwater does. None "
                    "describes a real area.",
                ),
            )
        yield Facts(
            (
                ("Prepared by", (profile.name,)),
                ("For", (profile.body,)),
                ("Area", (profile.area.name,)),
                (
                    "Status",
                    ("Draft for the Board. Not approved until its minute is recorded here.",),
                ),
                ("Written on", (f"{brief.issued:%-d %B %Y}",)),
                (
                    "Definition in force",
                    (f"{profile.definition.title} ({profile.definition.label})",),
                ),
                ("Latest file received", (brief.latest_delivery,)),
            )
        )
        yield Paragraph(
            (
                "The Serious Violence Duty asks the specified authorities to identify the kinds of serious "
                "violence in their area and, so far as possible, its causes, and to prepare a strategy. This "
                "assessment is written from the record: it was generated from the files listed in the annex, "
                "and each number is a link to what it was made from.",
            )
        )
        yield Heading("What is missing")
        missing = brief.missing_sources
        if missing:
            yield Paragraph(
                (
                    f"{counted(len(missing), 'source').capitalize()} of data "
                    f"{'has' if len(missing) == 1 else 'have'} not been received or may not be read today.",
                )
            )
            yield PlainTable(
                "Data that has not been received, what it would add, and whom to ask",
                ("Data", "It would add", "Held by", "How to get it"),
                tuple(((s.title,), (s.adds,), (s.agency.value,), (s.where,)) for s in missing),
                (3, 4, 3, 4),
            )
        else:
            yield Paragraph(("Every source Headwater knows has been received.",))
        for refusal in brief.refusals:
            yield Callout("warning", "Held, but not readable today", (refusal.reason,))
        yield Heading("What has changed since the last assessment")
        yield from _changes(brief)


def _changes(brief: Brief) -> Iterable[Block]:
    if brief.previous is None:
        yield Paragraph(
            ("This is the first assessment kept in this folder, so there is nothing to compare.",)
        )
        return
    moved = brief.moved
    if not moved:
        yield Paragraph(
            (f"No number that was printed on {brief.previous.issued:%-d %B %Y} has changed.",)
        )
        return
    yield Paragraph(
        (
            f"{counted(len(moved), 'number').capitalize()} printed in the assessment of "
            f"{brief.previous.issued:%-d %B %Y} would be different today. The first are listed.",
        )
    )
    rows: list[tuple[Line, ...]] = [
        (
            (lower_first(now.title),),
            (", ".join(p for p in (now.place, *(v for _, v in now.breakdown)) if p),),
            (f"{before.value} ({before.period})",),
            (f"{now.value} ({now.period})",),
        )
        for before, now in moved[:25]
    ]
    yield PlainTable(
        "Numbers that changed",
        ("What", "Where or which", "Then", "Now"),
        tuple(rows),
        (4, 3, 3, 3),
    )
