"""A document as one HTML file: no script, no third party, every number a link to what it was made from."""

from __future__ import annotations

import html
from functools import singledispatch
from importlib.resources import files
from pathlib import Path

from headwater.figures.csv import csv_link
from headwater.figures.draw import draw_html, table_html
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
    Section,
    Span,
    Strong,
)
from headwater.products.render import claims
from headwater.products.render.numbering import Numbering


def escape(text: object) -> str:
    """Text for HTML."""
    return html.escape(str(text), quote=True)


def write_html(document: Document, path: Path) -> Path:
    """Write the document to `path`."""
    path.write_text(page(document), "utf-8")
    return path


def page(document: Document) -> str:
    """The whole page as text."""
    numbering = Numbering(document)
    style = files("headwater.products.render").joinpath("document.css").read_text("utf-8")
    sections = "".join(_section(s, numbering) for s in document.sections)
    cover = "".join(
        f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in document.cover
    )
    credit = "".join(f"<p>{escape(text)}</p>" for text in document.attribution)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">"
        f"<title>{escape(document.title)}: {escape(document.subtitle)}</title><style>{style}</style>"
        '</head><body><a class="skip" href="#main">Skip to the document</a>'
        f'<header><p class="marking">{escape(document.marking)}</p>'
        f'<p class="organisation">{escape(document.organisation)}</p></header>'
        f'<div class="layout"><nav aria-label="Contents"><h2>Contents</h2>'
        f"<ol>{_contents(document)}</ol></nav>"
        f'<main id="main"><div class="cover"><h1>{escape(document.title)}</h1>'
        f'<p class="subtitle">{escape(document.subtitle)}</p><dl>{cover}</dl></div>'
        f"{sections}</main></div>"
        f'<footer>{credit}<p class="marking">{escape(document.marking)}</p></footer></body></html>\n'
    )


def _contents(document: Document) -> str:
    return "".join(
        f'<li><a href="#{s.slug}">'
        + (f'<span class="no">{s.number}</span> ' if s.number is not None else "")
        + f"{escape(s.title)}</a></li>"
        for s in document.sections
    )


def _section(section: Section, numbering: Numbering) -> str:
    number = f'<span class="no">{section.number}</span> ' if section.number is not None else ""
    blocks = "".join(block_html(block, numbering) for block in section.blocks)
    return (
        f'<section id="{section.slug}" aria-labelledby="{section.slug}-title">'
        f'<h2 id="{section.slug}-title">{number}{escape(section.title)}</h2>{blocks}</section>'
    )


def line_html(line: Line) -> str:
    """A line of spans."""
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case str():
            return escape(span)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Link(text, href):
            return f'<a href="{escape(href)}">{escape(text)}</a>'
        case Number(text, claim):
            return f'<a class="number" href="#{claim.id}">{escape(text)}</a>'


@singledispatch
def block_html(block: object, numbering: Numbering) -> str:
    """One block; each kind has its own small function below."""
    raise TypeError(f"No HTML for {type(block).__name__}.")


@block_html.register
def _(block: Heading, numbering: Numbering) -> str:
    level = block.level + 1
    return f"<h{level}>{escape(block.text)}</h{level}>"


@block_html.register
def _(block: Paragraph, numbering: Numbering) -> str:
    return f"<p>{line_html(block.spans)}</p>"


@block_html.register
def _(block: Bullets, numbering: Numbering) -> str:
    tag = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{line_html(item)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>"


@block_html.register
def _(block: Callout, numbering: Numbering) -> str:
    title = f'<p class="callout-title">{escape(block.title)}</p>' if block.title else ""
    return f'<div class="callout {block.kind}">{title}<p>{line_html(block.spans)}</p></div>'


@block_html.register
def _(block: Facts, numbering: Numbering) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{line_html(line)}</dd></div>"
        for name, line in block.items
    )
    return f'<dl class="facts">{rows}</dl>'


@block_html.register
def _(block: ReleasedTable, numbering: Numbering) -> str:
    table = block.table
    caption = f"<strong>{numbering.name(block)}.</strong> {escape(block.caption)}"
    more = (
        f"<p>The first {block.limit} of {len(table)} rows are shown; the file has them all.</p>"
        if len(table) > block.limit
        else ""
    )
    made = table.provenance
    source = (
        f"Source: {'; '.join(made.sources)}. Period: {made.period}. "
        f"Definition: {made.definition}. {' '.join(made.caveats)}"
    )
    return (
        f'<div class="table"><p class="caption" id="{numbering.anchor(block)}">{caption}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{numbering.anchor(block)}">'
        f"{table_html(table, limit=block.limit)}</div>{more}"
        f'<p>{csv_link(table, numbering.anchor(block))}</p><p class="source">{escape(source)}</p></div>'
    )


@block_html.register
def _(block: PlainTable, numbering: Numbering) -> str:
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in block.headers)
    rows = "".join(
        "<tr>"
        + f'<th scope="row">{line_html(row[0])}</th>'
        + "".join(f"<td>{line_html(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in block.rows
    )
    anchor = numbering.anchor(block)
    caption = f"<strong>{numbering.name(block)}.</strong> {escape(block.caption)}"
    return (
        f'<div class="table"><p class="caption" id="{anchor}">{caption}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{anchor}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


@block_html.register
def _(block: FigureBlock, numbering: Numbering) -> str:
    return draw_html(block.figure, numbering.of(block))


@block_html.register
def _(block: ClaimList, numbering: Numbering) -> str:
    rows = []
    for claim in block.claims:
        cells = claims.row(claim, block)
        rows.append(
            f'<tr id="{claim.id}"><th scope="row"><code>{claim.id}</code><br>{escape(cells[0])}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
            + "</tr>"
        )
    head = "".join(f'<th scope="col">{h}</th>' for h in claims.HEADERS)
    return (
        '<div class="scroll claims" tabindex="0" role="region" aria-label="Every number"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
