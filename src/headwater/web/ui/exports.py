"""Tables as files that people take away: CSV and XLSX, built from nothing.

A file holds one sheet of values and nothing else: no formula, no link, no hidden part, no name of an
author. Its first rows say how it is marked and what it was made from, because a file outlives its page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify

from headwater.analysis.released import Cell, Released
from headwater.analysis.workbench import profile_of
from headwater.figures.csv import safe

KINDS = ("csv", "xlsx")
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the same for every file: nothing is told of who made it
_LONGEST_CELL = 32_767
_WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """A table with what it was made from. `about` are lines of a name and its value."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    about: tuple[tuple[str, str], ...] = ()


def sheet_of(table: Released) -> Sheet:
    """A released table as a sheet, with its period, source, definition and the gate's decision."""
    made = table.provenance
    return Sheet(
        table.title,
        tuple(f.title for f in table.fields),
        table.rows,
        (
            ("Unit", table.unit),
            ("Period", made.period),
            ("Source", "; ".join(made.sources)),
            ("Definition", made.definition),
            ("Release", made.decision),
            *(("Note", caveat) for caveat in made.caveats),
        ),
    )


def marking() -> str:
    """How everything of this partnership is marked."""
    found = profile_of(settings.ENV.folder)
    return "INVENTED DATA" if found.invented else found.marking


def file_of(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    """A sheet as a download of one kind, "csv" or "xlsx". Raises KeyError for any other."""
    make, content = {
        "csv": (_csv, "text/csv; charset=utf-8"),
        "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }[kind]
    response = HttpResponse(make(sheet, marking()), content_type=content)
    file = f"{slugify(name) or 'table'}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _lines(sheet: Sheet, marked: str) -> Iterable[Sequence[str | int | float]]:
    """Every line of a file, its text made safe: marking, origin, headings, rows."""
    for about in (("Marking", marked), ("Table", sheet.title), *sheet.about):
        yield [safe(text) for text in about]
    yield []
    yield [safe(heading) for heading in sheet.headings]
    yield from ([safe(cell) for cell in row] for row in sheet.rows)


def _csv(sheet: Sheet, marked: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(
        _lines(sheet, marked)
    )
    return out.getvalue().encode("utf-8-sig")


def _xlsx(sheet: Sheet, marked: str) -> bytes:
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"created": _EPOCH})
        page = book.add_worksheet("Table")
        page.set_header("&C" + marked.replace("&", "&&"))
        bold = book.add_format({"bold": True})
        head = len(sheet.about) + 3
        for i, line in enumerate(_lines(sheet, marked)):
            for j, cell in enumerate(line):
                if isinstance(cell, str):
                    look = bold if i == head or (i < head and j == 0) else None
                    page.write_string(i, j, cell[:_LONGEST_CELL], look)
                else:
                    page.write_number(i, j, cell)
        for j, heading in enumerate(sheet.headings):
            page.set_column(j, j, min(max(len(heading), 14), _WIDEST))
        page.freeze_panes(head + 1, 0)
    return out.getvalue()
