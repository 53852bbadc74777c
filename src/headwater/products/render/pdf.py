"""A document as accessible PDF: PDF/UA-1 and PDF/A-2a, which the compiler itself enforces."""

from __future__ import annotations

import json
import re
import tempfile
from functools import singledispatch
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst

from headwater.analysis.released import Kind
from headwater.figures.fonts import FALLBACKS, FAMILY, characters, font_folder
from headwater.products.document import (
    Bullets,
    Callout,
    ClaimList,
    Document,
    Facts,
    FigureBlock,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    PlainTable,
    ReleasedTable,
    Span,
    Strong,
)
from headwater.products.render import claims
from headwater.vocabulary.errors import DocumentError

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_STAMP = re.compile(r"\s+")


def write_pdf(document: Document, path: Path) -> Path:
    """Write the document to `path`. Raises DocumentError where the compiler refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        template = files("headwater.products.render").joinpath("document.typ").read_text("utf-8")
        (root / "document.typ").write_text(template, "utf-8")
        (root / "data.json").write_text(json.dumps(_data(document, root)), "utf-8")
        try:
            made = typst.compile(
                root / "document.typ",
                root=root,
                font_paths=[font_folder()],
                ignore_system_fonts=True,
                sys_inputs={"data": "data.json"},
                pdf_standards=[*STANDARDS],
            )
        except typst.TypstError as refused:
            why = _STAMP.sub(" ", str(refused))[:300]
            raise DocumentError(
                f"The PDF could not be made: {why}. The page and the Word file are not affected."
            ) from refused
    path.write_bytes(made)
    return path


def printable(text: str) -> str:
    """Text with characters that no shipped font can print replaced by a visible mark."""
    known = characters()
    return "".join(c if ord(c) in known or c in "\n\u00a0" else "\u25a1" for c in text)


def _data(document: Document, root: Path) -> dict[str, Any]:
    day = document.issued
    maker = _Maker(root)
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "organisation": printable(document.organisation),
        "marking": printable(document.marking),
        "issued": [day.year, day.month, day.day],
        "fonts": [FAMILY, *FALLBACKS],
        "cover": [[printable(k), printable(v)] for k, v in document.cover],
        "attribution": [printable(text) for text in document.attribution],
        "sections": [
            {
                "title": printable(s.title),
                "number": s.number,
                # A chapter that only waits for data does not deserve a page of its own.
                "long": len(s.blocks) > 2,
                "blocks": [block_data(b, maker) for b in s.blocks],
            }
            for s in document.sections
        ],
    }


class _Maker:
    """Where pictures are put, numbered so that two figures never share a name."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0

    def picture(self, svg: str) -> str:
        self._count += 1
        name = f"figure-{self._count}.svg"
        (self._root / name).write_text(svg, "utf-8")
        return name


def line_data(line: Line) -> list[dict[str, str]]:
    """A line of spans as data."""
    return [_span(span) for span in line]


def _span(span: Span) -> dict[str, str]:
    match span:
        case str():
            return {"kind": "text", "text": printable(span)}
        case Strong(text):
            return {"kind": "strong", "text": printable(text)}
        case Link(text, href):
            return {"kind": "link", "text": printable(text), "href": href}
        case Number(text, claim):
            return {"kind": "number", "text": printable(text), "claim": claim.id}


@singledispatch
def block_data(block: object, maker: _Maker) -> dict[str, Any]:
    """One block as data; each kind has its own small function below."""
    raise TypeError(f"No PDF for {type(block).__name__}.")


@block_data.register
def _(block: Heading, maker: _Maker) -> dict[str, Any]:
    return {"kind": "heading", "text": printable(block.text), "level": block.level}


@block_data.register
def _(block: Paragraph, maker: _Maker) -> dict[str, Any]:
    return {"kind": "paragraph", "spans": line_data(block.spans)}


@block_data.register
def _(block: Bullets, maker: _Maker) -> dict[str, Any]:
    items = [line_data(item) for item in block.items]
    return {"kind": "bullets", "items": items, "numbered": block.numbered}


@block_data.register
def _(block: Callout, maker: _Maker) -> dict[str, Any]:
    return {
        "kind": "callout",
        "tone": block.kind,
        "title": printable(block.title),
        "spans": line_data(block.spans),
    }


@block_data.register
def _(block: Facts, maker: _Maker) -> dict[str, Any]:
    return {"kind": "facts", "items": [[printable(n), line_data(line)] for n, line in block.items]}


@block_data.register
def _(block: ReleasedTable, maker: _Maker) -> dict[str, Any]:
    table = block.table
    words = (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
    rows = [
        [line_data((table.text(c, f),)) for c, f in zip(row, table.fields, strict=True)]
        for row in table.rows[: block.limit]
    ]
    made = table.provenance
    more = f"The first {block.limit} of {len(table)} rows. " if len(table) > block.limit else ""
    return {
        "kind": "table",
        "caption": printable(block.caption),
        "columns": [3 if f.kind in words else 2 for f in table.fields],
        "headers": [printable(f.title) for f in table.fields],
        "right": [i for i, f in enumerate(table.fields) if f.kind not in words],
        "rows": rows,
        "note": printable(
            f"{more}Source: {'; '.join(made.sources)}. Period: {made.period}. "
            f"Definition: {made.definition}. {' '.join(made.caveats)}"
        ),
    }


@block_data.register
def _(block: PlainTable, maker: _Maker) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": printable(block.caption),
        "columns": list(block.widths) or [1] * len(block.headers),
        "headers": [printable(h) for h in block.headers],
        "right": [],
        "rows": [[line_data(cell) for cell in row] for row in block.rows],
        "note": "",
    }


@block_data.register
def _(block: FigureBlock, maker: _Maker) -> dict[str, Any]:
    figure = block.figure
    return {
        "kind": "figure",
        "path": maker.picture(figure.svg()),
        "alt": printable(figure.alt),
        "caption": printable(figure.caption),
        "width": min(100, round(figure.width / 6.8)),
        "source": printable(figure.source_line),
    }


@block_data.register
def _(block: ClaimList, maker: _Maker) -> dict[str, Any]:
    rows = [[printable(c) for c in claims.row(claim, block)] for claim in block.claims]
    return {
        "kind": "claims",
        "headers": list(claims.HEADERS),
        "rows": [
            [f"{claim.id}: {row[0]}", *row[1:]]
            for claim, row in zip(block.claims, rows, strict=True)
        ],
        "ids": [claim.id for claim in block.claims],
    }
