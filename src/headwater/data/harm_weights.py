"""A partnership's own table of harm weights: CSV or Excel, one row for each behaviour or offence."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path

from headwater.data.files.inspect import Format, chunks, inspect
from headwater.data.files.workbook import read_workbook
from headwater.data.headings import plain
from headwater.vocabulary.errors import SourceError
from headwater.vocabulary.harm_weights import HarmWeights
from headwater.vocabulary.harms import BEHAVIOURS, ROOT, from_offence

KINDS = ("behaviour", "offence", "offencecode", "offencecategory", "offencegroup")
WEIGHTS = ("weight", "weights", "days", "score", "severityweight")
LOOK = 30
"""Rows looked at to find the headings: published workbooks begin with a title and notes."""
MOST_BYTES = 10 * 1024**2

_TITLES = {plain(node.title): slug for slug, node in BEHAVIOURS.items() if slug != ROOT}
_TITLES |= {plain(slug): slug for slug in BEHAVIOURS if slug != ROOT}


def read_harm_weights(
    path: Path, *, name: str, release: str, unit: str, sheet: str | None = None
) -> HarmWeights:
    """A table of weights from a CSV or Excel file.

    The file has a column headed “Behaviour” or “Offence” and one headed “Weight”; other columns and
    rows above the headings are ignored. A row names a behaviour by its title or slug, or gives a
    Home Office offence code. Rows with no weight are skipped.

    Args: path; name, release, unit: as printed with every weighted figure; sheet: of a workbook.
    Returns: HarmWeights, with the file's name as source.
    Raises: SourceError: no such headings, a row that names nothing known, a weight that is no
        number of zero or more, or two weights for one behaviour. It says which row.
    """
    rows = _rows(path, sheet)
    at, kind, weight = _headings(rows, path.name)
    behaviours: dict[str, float] = {}
    offences: dict[str, float] = {}
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        named = row[kind].strip() if kind < len(row) else ""
        text = row[weight].strip() if weight < len(row) else ""
        if not named or not text:
            continue
        into, key = _named(named, behaviours, offences, path.name, number)
        value = _weight(text, path.name, number)
        if into.setdefault(key, value) != value:
            raise SourceError(
                f"{path.name}, row {number}: “{named}” has another weight in an earlier row. Keep one."
            )
    if not behaviours and not offences:
        raise SourceError(f"{path.name} has headings but no weights under them.")
    return HarmWeights(name, release, path.name, unit, behaviours, offences)


def _rows(path: Path, sheet: str | None) -> Sequence[Sequence[str]]:
    file = inspect(path)
    if file.size > MOST_BYTES:
        raise SourceError(f"{path.name} is too large for a table of weights (10 MiB at most).")
    if file.format is Format.XLSX:
        columns = read_workbook(path, sheet).columns
        return list(zip(*(column.to_pylist() for column in columns), strict=True))
    if file.format is Format.CSV and file.text is not None:
        encoding = "utf-8-sig" if file.text.encoding == "utf-8" else file.text.encoding
        text = b"".join(chunks(path, file.gzipped)).decode(encoding, "replace")
        return list(csv.reader(io.StringIO(text, newline="")))
    raise SourceError(f"{path.name} is no CSV or Excel file. Save the table of weights as CSV.")


def _headings(rows: Sequence[Sequence[str]], name: str) -> tuple[int, int, int]:
    """Row of the headings, and the positions of the two columns."""
    for at, row in enumerate(rows[:LOOK]):
        found = [plain(cell) for cell in row]
        kind = next((found.index(k) for k in KINDS if k in found), None)
        weight = next((found.index(w) for w in WEIGHTS if w in found), None)
        if kind is not None and weight is not None:
            return at, kind, weight
    raise SourceError(
        f"{name} has no row with the headings “Behaviour” (or “Offence”) and “Weight” among its first "
        f"{LOOK}. Name the two columns so."
    )


def _named(
    text: str,
    behaviours: dict[str, float],
    offences: dict[str, float],
    name: str,
    row: int,
) -> tuple[dict[str, float], str]:
    """Which table a row belongs to, and its key there."""
    slug = _TITLES.get(plain(text))
    if slug is not None:
        return behaviours, slug
    if from_offence(text) is not None:
        return offences, text.upper()
    raise SourceError(
        f"{name}, row {row}: “{text}” is neither a behaviour nor a Home Office offence code that "
        "Headwater knows. Write the behaviour’s title, for example “Robbery”, or delete the row."
    )


def _weight(text: str, name: str, row: int) -> float:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise SourceError(
            f"{name}, row {row}: the weight is not a number of zero or more. Write digits, for example "
            "12.99."
        )
    return value
