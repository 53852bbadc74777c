"""Passages: the paragraphs, lists, tables and boxes of a document that print numbers, each by how it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.products.document import (
    Block,
    Bullets,
    Callout,
    ClaimList,
    Document,
    Facts,
    FigureBlock,
    Heading,
    Line,
    Paragraph,
    PlainTable,
    ReleasedTable,
    Section,
    claims_in,
)

BEGINNING = 90
"""Letters by which a passage is known."""


@dataclass(frozen=True)
class Passage:
    """One passage: its chapter and heading, how it begins, and the names of the claims it prints."""

    chapter: str
    heading: str
    words: str
    claims: tuple[str, ...]


def passages(document: Document) -> tuple[Passage, ...]:
    """Every passage of a document that prints a number, in reading order."""
    return tuple(p for section in document.sections for p in _of_section(section))


def _of_section(section: Section) -> Iterator[Passage]:
    chapter = section.title if section.number is None else f"{section.number} {section.title}"
    heading = ""
    for block in section.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif not isinstance(block, ClaimList):
            claims = tuple(dict.fromkeys(claim.id for claim in claims_in(block)))
            if claims:
                yield Passage(chapter, heading, _beginning(block), claims)


def _beginning(block: Block) -> str:
    text = _text(block)
    return text if len(text) <= BEGINNING else text[:BEGINNING].rsplit(" ", 1)[0] + " …"


def _text(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _said(spans)
        case Bullets(items):
            return _said(items[0]) if items else ""
        case Callout(title=title, spans=spans):
            return title or _said(spans)
        case Facts(items):
            return ", ".join(label for label, _ in items)
        case ReleasedTable(caption=caption) | PlainTable(caption=caption):
            return caption
        case FigureBlock(figure):
            return figure.caption
    return ""


def _said(line: Line) -> str:
    return "".join(span if isinstance(span, str) else span.text for span in line)
