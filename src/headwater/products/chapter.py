"""What a chapter is: one declarative class in one file of `products/chapters/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from headwater.products.document import Block, Callout, Heading, Section
from headwater.products.words import joined, lower_first
from headwater.vocabulary.registry import load

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Chapter:
    """Base of every chapter. Subclasses state the class attributes and write `blocks`.

    `needs` are the sources that can fill the chapter: any one of them is enough to write it.
    `better_with` are sources that would add to what it can say.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    better_with: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        """What the chapter says, from released tables only."""
        raise NotImplementedError

    @classmethod
    def section(cls, brief: Brief, number: int | None) -> Section:
        """The chapter as it stands today: its text, or the sentence that says whose data would fill it."""
        if cls.needs and not brief.has(*cls.needs):
            return Section(cls.slug, cls.title, (gap(brief, cls.needs),), number)
        written = tuple(_without_skips(cls.blocks(brief)))
        lacking = tuple(s for s in cls.better_with if not brief.has(s))
        more = (gap(brief, lacking, partly=True),) if lacking else ()
        return Section(cls.slug, cls.title, (*written, *more), number)


def _without_skips(blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading of level 3 stands only under one of level 2: documents for screen readers skip none."""
    seen = False
    for block in blocks:
        if isinstance(block, Heading):
            seen = seen or block.level == 2
            yield block if seen else replace(block, level=2)
        else:
            yield block


def gap(brief: Brief, slugs: Iterable[str], *, partly: bool = False) -> Callout:
    """One sentence for each source that is missing: who holds it and what it would add."""
    wanted = [brief.source(s) for s in slugs if not brief.has(s)]
    who = joined(dict.fromkeys(s.agency.value for s in wanted), "or")
    adds = "; ".join(lower_first(s.adds) for s in wanted)
    title = "What would add to this chapter" if partly else "This chapter is waiting for data"
    names = joined((f"“{lower_first(s.title)}”" for s in wanted), "or")
    text = (
        f"Nothing has been received from {names}. It is held by: {who}. It would add {adds}."
        if wanted
        else ""
    )
    refused = [f.reason for f in brief.refusals if f.source in {s.slug for s in wanted}]
    return Callout("gap", title, (" ".join((text, *refused)),))


def all_chapters() -> dict[str, type[Chapter]]:
    """Every chapter in the folder, by slug."""
    return load("headwater.products.chapters", Chapter)
