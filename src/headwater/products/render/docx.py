"""A document as Word: real headings, captions, repeated header rows and alt text, so that boards can edit it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import singledispatch
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from headwater.analysis.released import Kind
from headwater.figures.fonts import FAMILY
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
from headwater.products.render.numbering import Numbering

WIDTH = 16.6
"""Centimetres of text across an A4 page."""
GREY, INK = RGBColor(0x50, 0x5A, 0x5F), RGBColor(0x0B, 0x0C, 0x0C)
EDGES = {"finding": "12436D", "warning": "F46A25", "gap": "801650"}


@dataclass
class _Page:
    """The Word file being written, and what has been counted so far."""

    word: WordDocument
    numbering: Numbering
    bookmarks: dict[str, int] = field(default_factory=dict)


def write_docx(document: Document, path: Path) -> Path:
    """Write the document to `path`."""
    word = docx.Document()
    _set_up(word, document)
    page = _Page(word, Numbering(document))
    _cover(page, document)
    _contents(page, document)
    for section in document.sections:
        number = f"{section.number}  " if section.number is not None else ""
        heading = word.add_heading(f"{number}{section.title}", 1)
        _bookmark(page, heading, f"chapter_{section.slug}".replace("-", "_"))
        for block in section.blocks:
            add_block(block, page)
    word.save(str(path))
    return path


def _set_up(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    core = word.core_properties
    core.title = f"{document.title}: {document.subtitle}"
    core.author = document.organisation
    core.language = document.language
    core.comments = document.marking
    for name, size in (("Normal", 11), ("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 12)):
        style = word.styles[name]
        style.font.name = FAMILY
        style.font.size = Pt(size)
        style.font.color.rgb = INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FAMILY)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(kind), None)
    caption = word.styles["Caption"]
    caption.font.name, caption.font.size, caption.font.color.rgb = FAMILY, Pt(10.5), INK
    caption.font.bold = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), document.language)
    word.styles["Normal"].element.get_or_add_rPr().append(language)
    header = section.header.paragraphs[0]
    header.text = f"{document.marking}    {document.title}"
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{document.organisation}, page ")
    _field(footer, "PAGE", "1")
    for paragraph in (header, footer):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _cover(page: _Page, document: Document) -> None:
    word = page.word
    title = word.add_paragraph(style="Title")
    title.add_run(document.title).font.name = FAMILY
    subtitle = word.add_paragraph(document.subtitle)
    subtitle.runs[0].font.size, subtitle.runs[0].font.color.rgb = Pt(15), GREY
    _table(page, ("About", "Detail"), [[(k,), (v,)] for k, v in document.cover], (1, 3))
    for credit in document.attribution:
        _small(word.add_paragraph(credit))


def _contents(page: _Page, document: Document) -> None:
    """Chapters as links: Word asks nobody to update a field on opening."""
    first = page.word.add_heading("Contents", 1)
    first.paragraph_format.page_break_before = True
    for section in document.sections:
        number = f"{section.number}  " if section.number is not None else ""
        paragraph = page.word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _jump(paragraph, f"{number}{section.title}", f"chapter_{section.slug}".replace("-", "_"))


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A Word field with its result filled in."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def _bookmark(page: _Page, paragraph: Any, name: str) -> None:
    number = page.bookmarks.setdefault(name, len(page.bookmarks) + 1)
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
            at = 1 if paragraph._p.pPr is not None else 0
            paragraph._p.insert(at, mark)
        else:
            paragraph._p.append(mark)


def _jump(paragraph: Any, text: str, bookmark: str, *, plain: bool = False) -> None:
    """A link to a bookmark in this document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    run = paragraph.add_run(text)
    if plain:
        run.bold = True
    else:
        run.font.color.rgb = RGBColor(0x1D, 0x70, 0xB8)
    link.append(run._r)
    paragraph._p.append(link)


def _web(paragraph: Any, text: str, href: str) -> None:
    """A link to a page."""
    target = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = RGBColor(0x1D, 0x70, 0xB8), True
    link.append(run._r)
    paragraph._p.append(link)


def add_line(paragraph: Any, line: Line) -> None:
    """A line of spans at the end of a paragraph."""
    for span in line:
        _add_span(paragraph, span)


def _add_span(paragraph: Any, span: Span) -> None:
    match span:
        case str():
            paragraph.add_run(_clean(span))
        case Strong(text):
            paragraph.add_run(_clean(text)).bold = True
        case Link(text, href):
            _web(paragraph, _clean(text), href)
        case Number(text, claim):
            _jump(paragraph, _clean(text), claim.id, plain=True)


def _clean(text: str) -> str:
    """Text without the control characters that no XML file may hold."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)


def _small(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _caption(page: _Page, kind: str, number: int, text: str) -> None:
    paragraph = page.word.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(f"{kind} ").bold = True
    _field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f". {_clean(text)}")


def _table(
    page: _Page,
    headers: tuple[str, ...],
    rows: list[list[Line]],
    widths: tuple[int, ...] = (),
    right: frozenset[int] = frozenset(),
    size: float = 9.5,
) -> Any:
    shares: tuple[int, ...] = widths or tuple(1 for _ in headers)
    table = page.word.add_table(rows=len(rows) + 1, cols=len(headers))
    table.style = "Table Grid"
    table.autofit = False
    _borders(table)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(WIDTH * share / sum(shares))
    everything: list[list[Line]] = [[(h,) for h in headers], *rows]
    # Asking each row for its cells reads the whole table again, so they are asked for once.
    grid = iter(table._cells)
    for i, (row, cells) in enumerate(zip(table.rows, everything, strict=True)):
        _whole_row(row, header=i == 0)
        for j, line in enumerate(cells):
            cell = next(grid)
            cell.width = Cm(WIDTH * shares[j] / sum(shares))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            add_line(paragraph, line)
            if j in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs:
                run.font.size = Pt(size)
                run.bold = True if i == 0 else run.bold
    page.word.add_paragraph().paragraph_format.space_after = Pt(2)
    return table


def _borders(table: Any) -> None:
    """Only thin lines between rows."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        shown = edge in ("bottom", "insideH")
        line.set(qn("w:val"), "single" if shown else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "B1B4B6")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _whole_row(row: Any, *, header: bool) -> None:
    """No row breaks over a page; the header row is repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(("w:tblHeader",) if header else ())):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


@singledispatch
def add_block(block: object, page: _Page) -> None:
    """One block; each kind has its own small function below."""
    raise TypeError(f"No Word for {type(block).__name__}.")


@add_block.register
def _(block: Heading, page: _Page) -> None:
    page.word.add_heading(_clean(block.text), block.level)


@add_block.register
def _(block: Paragraph, page: _Page) -> None:
    add_line(page.word.add_paragraph(), block.spans)


@add_block.register
def _(block: Bullets, page: _Page) -> None:
    for number, item in enumerate(block.items, 1):
        if block.numbered:
            paragraph = page.word.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.8)
            paragraph.paragraph_format.first_line_indent = Cm(-0.8)
            paragraph.add_run(f"{number}.\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
        else:
            paragraph = page.word.add_paragraph(style="List Bullet")
        add_line(paragraph, item)


@add_block.register
def _(block: Callout, page: _Page) -> None:
    paragraph = page.word.add_paragraph()
    edges = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (
        ("val", "single"),
        ("sz", "36"),
        ("space", "8"),
        ("color", EDGES[block.kind]),
    ):
        left.set(qn(f"w:{name}"), value)
    edges.append(left)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(edges)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3F5F7")):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)
    if block.title:
        paragraph.add_run(_clean(block.title)).bold = True
        paragraph.add_run().add_break()
    add_line(paragraph, block.spans)


@add_block.register
def _(block: Facts, page: _Page) -> None:
    _table(page, ("About", "Detail"), [[(n,), line] for n, line in block.items], (1, 3), size=10.5)


@add_block.register
def _(block: ReleasedTable, page: _Page) -> None:
    table = block.table
    words = (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
    _caption(page, "Table", page.numbering.of(block), block.caption)
    _table(
        page,
        tuple(f.title for f in table.fields),
        [
            [(table.text(c, f),) for c, f in zip(row, table.fields, strict=True)]
            for row in table.rows[: block.limit]
        ],
        tuple(3 if f.kind in words else 2 for f in table.fields),
        frozenset(i for i, f in enumerate(table.fields) if f.kind not in words),
    )
    made = table.provenance
    more = f"The first {block.limit} of {len(table)} rows. " if len(table) > block.limit else ""
    note = (
        f"{more}Source: {'; '.join(made.sources)}. Period: {made.period}. "
        f"Definition: {made.definition}. {' '.join(made.caveats)}"
    )
    _small(page.word.add_paragraph(_clean(note)))


@add_block.register
def _(block: PlainTable, page: _Page) -> None:
    _caption(page, "Table", page.numbering.of(block), block.caption)
    _table(page, block.headers, [list(row) for row in block.rows], block.widths)


@add_block.register
def _(block: FigureBlock, page: _Page) -> None:
    figure = block.figure
    _caption(page, "Figure", page.numbering.of(block), figure.caption)
    width = WIDTH * min(1.0, figure.width / 680)
    picture = page.word.add_picture(io.BytesIO(figure.png()), width=Cm(width))
    properties = picture._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("title", figure.caption)
    _small(page.word.add_paragraph(_clean(figure.source_line)))


@add_block.register
def _(block: ClaimList, page: _Page) -> None:
    rows: list[list[Line]] = []
    for claim in block.claims:
        cells = claims.row(claim, block)
        rows.append([(f"{claim.id}: {cells[0]}",), *((cell,) for cell in cells[1:])])
    table = _table(page, claims.HEADERS, rows, (2, 4, 3, 3), size=7.5)
    # The first row holds the headings.
    first = table._cells[len(claims.HEADERS) :: len(claims.HEADERS)]
    for claim, cell in zip(block.claims, first, strict=True):
        _bookmark(page, cell.paragraphs[0], claim.id)
