"""A document written in every format, with its claims beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from headwater.products.document import Document
from headwater.products.render.docx import write_docx
from headwater.products.render.html import write_html
from headwater.products.render.pdf import write_pdf
from headwater.products.vintage import keep


@dataclass(frozen=True)
class Assessment:
    """What was written: the document and its files."""

    document: Document
    folder: Path
    html: Path
    pdf: Path
    docx: Path


def write(
    document: Document,
    documents: Path,
    to: Path | None = None,
    on_step: Callable[[str], None] = lambda _: None,
    name: str = "",
) -> Assessment:
    """Write a document under `documents`, and copy its three files to `to` where that is given.

    `name` names its folder; by default its slug and version do.
    """
    folder = documents / (name or f"{document.slug}-{document.version}")
    folder.mkdir(parents=True, exist_ok=True)
    on_step("Writing the page")
    html = write_html(document, folder / f"{document.slug}.html")
    on_step("Writing the PDF")
    pdf = write_pdf(document, folder / f"{document.slug}.pdf")
    on_step("Writing the Word file")
    docx = write_docx(document, folder / f"{document.slug}.docx")
    keep(document, folder)
    if to is not None:
        to.mkdir(parents=True, exist_ok=True)
        for path in (html, pdf, docx):
            shutil.copy(path, to / path.name)
        html, pdf, docx = (to / p.name for p in (html, pdf, docx))
    return Assessment(document, folder, html, pdf, docx)
