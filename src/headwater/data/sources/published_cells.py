"""Cells of published tables: a number, or what the publisher prints instead of one."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from headwater.data.minimum_dataset import REFERENCE, SUPPRESSED_MARKERS
from headwater.data.source import Shape

SHOWN = "shown"
SUPPRESSED = "suppressed"
_TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def number_or_status(cell: str) -> tuple[float | None, str]:
    """The number a cell holds, or None and "suppressed". Never a zero for a mark.

    >>> number_or_status("1,204"), number_or_status("c"), number_or_status("0")
    ((1204.0, 'shown'), (None, 'suppressed'), (0.0, 'shown'))
    """
    text = cell.strip()
    if text.casefold() in SUPPRESSED_MARKERS:
        return None, SUPPRESSED
    try:
        return float(text.replace(",", "").removesuffix("%").removeprefix("£")), SHOWN
    except ValueError:
        return None, SUPPRESSED


def table_of(shape: Shape, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Rows in the canonical columns of a shape."""
    items = REFERENCE[shape]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(items)
    return pa.table(
        {
            item.name: pa.array(column, _TYPES[item.type])
            for item, column in zip(items, columns, strict=True)
        }
    )


def measures_table(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Rows of measure, title, unit, place, name, period, value and status."""
    return table_of(Shape.MEASURES, rows)
