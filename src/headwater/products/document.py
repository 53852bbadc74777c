"""A document as a tree of blocks: written once, rendered to HTML, PDF and Word.

A block holds words, claims, tables and figures; it knows nothing of any format. Each renderer in
`products/render/` is one small function per block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.vocabulary.records.claim import ClaimRecord


@dataclass(frozen=True)
class Strong:
    """Words that matter."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link to a page, or to an anchor in this document when `href` begins with #."""

    text: str
    href: str


@dataclass(frozen=True)
class Number:
    """A printed number bound to its claim. `text` is how the sentence shows it."""

    text: str
    claim: ClaimRecord


Span = str | Strong | Link | Number
Line = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter; the chapter's own title is level 1, so these are 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    spans: Line


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order is a ranking or a sequence."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Callout:
    """A box: `kind` is finding, warning or gap."""

    kind: str
    title: str
    spans: Line


@dataclass(frozen=True)
class Facts:
    """Label and value pairs, as on a cover page or a cohort card."""

    items: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class ReleasedTable:
    """A released table, with the first `limit` rows printed (all of them in the data files)."""

    table: Released
    caption: str
    limit: int = 40


@dataclass(frozen=True)
class PlainTable:
    """A table of words: sources, definitions, gaps."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...] = ()
    """Relative column widths; empty means equal."""


@dataclass(frozen=True)
class FigureBlock:
    """A drawing with its caption, its table and its source line."""

    figure: Figure


@dataclass(frozen=True)
class ClaimList:
    """Every claim of the document with what it was made from; each is the target of its numbers.

    `deliveries` maps the name of a delivery to the short name printed in the list.
    """

    claims: tuple[ClaimRecord, ...]
    deliveries: tuple[tuple[str, str], ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Callout
    | Facts
    | ReleasedTable
    | PlainTable
    | FigureBlock
    | ClaimList
)


@dataclass(frozen=True)
class Section:
    """One chapter as it stands in a document. `number` is None for unnumbered front matter."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    number: int | None = None


@dataclass(frozen=True)
class Document:
    """A whole product: cover, then sections in order."""

    slug: str
    title: str
    subtitle: str
    organisation: str
    marking: str
    issued: date
    version: str
    sections: tuple[Section, ...]
    cover: tuple[tuple[str, str], ...] = ()
    language: str = "en-GB"
    attribution: tuple[str, ...] = field(default=())

    def claims(self) -> tuple[ClaimRecord, ...]:
        """Every claim printed anywhere in the document, once, in reading order."""
        found: dict[str, ClaimRecord] = {}
        for claim in claims_in(self.sections):
            found.setdefault(claim.id, claim)
        return tuple(found.values())

    def figures(self) -> tuple[Figure, ...]:
        """Every figure in reading order."""
        return tuple(
            block.figure
            for section in self.sections
            for block in section.blocks
            if isinstance(block, FigureBlock)
        )


def claims_in(node: object) -> Iterator[ClaimRecord]:
    """Every claim that a part of a document prints, in reading order."""
    if isinstance(node, ClaimRecord):
        yield node
    elif isinstance(node, tuple | list):
        for part in node:
            yield from claims_in(part)
    elif is_dataclass(node) and not isinstance(node, Figure | Released):
        for item in fields(node):
            yield from claims_in(getattr(node, item.name))
