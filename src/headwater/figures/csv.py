"""A released table as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import base64
import csv
import io

from headwater.analysis.released import Cell, Released

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(cell: Cell) -> str | int | float:
    """Numbers as they are, text with an apostrophe where a spreadsheet would compute it.

    >>> safe("=1+1"), safe(-2.5), safe(None)
    ("'=1+1", -2.5, '')
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return cell
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.startswith(_RISKY) or text.lstrip(" \n").startswith(_RISKY) else text


def to_csv(table: Released) -> str:
    """Every row, a heading line, and the provenance in the last lines."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([f.title for f in table.fields])
    writer.writerows([safe(cell) for cell in row] for row in table.rows)
    made = table.provenance
    writer.writerow([])
    for name, value in (
        ("Table", table.title),
        ("Unit", table.unit),
        ("Period", made.period),
        ("Source", "; ".join(made.sources)),
        ("Definition", made.definition),
        ("Release", made.decision),
        *(("Note", caveat) for caveat in made.caveats),
    ):
        writer.writerow([name, safe(value)])
    return out.getvalue()


def csv_link(table: Released, slug: str) -> str:
    """A link that holds the file itself, so that a page sent by e-mail keeps its data."""
    data = base64.b64encode(to_csv(table).encode("utf-8-sig")).decode()
    return f'<a download="{slug}.csv" href="data:text/csv;base64,{data}">Download as CSV</a>'
