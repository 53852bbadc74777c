"""Cells of a feed, written as a source's own declaration says: its headings, its words for codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.data.source import Column, Source

Ints = NDArray[np.int64]
Text: TypeAlias = Any
"""An Arrow array of text, for which there are no types."""
DAYS_FROM, DAYS = np.datetime64("1950-01-01", "D").astype(np.int64), 365 * 90


def written(column: Column, kept: str) -> str:
    """The first word a source's code list has for what is kept.

    Raises ValueError where the list has none, so that a changed declaration is noticed.
    """
    for word, value in (column.codes or {}).items():
        if value == kept and word:
            return word
    if (column.codes or {}).get("") == kept:
        return ""
    raise ValueError(f"“{column.title}” has no code for “{kept}”.")


def coded(column: Column, words: Sequence[str], index: Ints) -> Text:
    """Codes of a column; `index` says which of `words` (as kept) stands in each row, -1 for none."""
    used = np.unique(index[index >= 0])
    codes = ["" if i not in used else written(column, words[i]) for i in range(len(words))]
    return choose(codes, index)


def choose(texts: Sequence[str], index: Ints | NDArray[np.int32]) -> Text:
    """One of a few texts in each row; blank where `index` is -1."""
    return pa.array([*texts, ""], pa.string()).take(pa.array(index % (len(texts) + 1)))


def flags(yes: NDArray[np.bool_]) -> Text:
    """Y or N."""
    return choose(("N", "Y"), yes.astype(np.int64))


def whole(numbers: Ints, blank: NDArray[np.bool_] | None = None) -> Text:
    """Whole numbers as text, blank where asked."""
    text = pa.array(numbers).cast(pa.string())
    return text if blank is None else pc.if_else(pa.array(blank), "", text)


def reference(
    prefix: str, numbers: Ints, width: int, blank: NDArray[np.bool_] | None = None
) -> Text:
    """Local references such as INV0000012."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")
    text = pc.binary_join_element_wise(pa.scalar(prefix), digits, "")
    return text if blank is None else pc.if_else(pa.array(blank), "", text)


@cache
def _days(pattern: str) -> pa.Array:
    dates = (np.arange(DAYS) + DAYS_FROM).astype("datetime64[D]").astype(object)
    return pa.array([day.strftime(pattern) for day in dates])


@cache
def _clock() -> pa.Array:
    return pa.array([f"{m // 60:02}:{m % 60:02}" for m in range(1440)])


def days(numbers: Ints, pattern: str = "%Y-%m-%d") -> Text:
    """Days since 1970 as text."""
    return _days(pattern).take(pa.array(numbers - DAYS_FROM))


def moments(minutes: Ints, pattern: str = "%Y-%m-%d") -> Text:
    """Minutes since 1970 as a day and a time."""
    day, minute = np.divmod(minutes, 1440)
    return pc.binary_join_element_wise(days(day, pattern), _clock().take(pa.array(minute)), " ")


def sheet(source: type[Source], cells: Mapping[str, Text]) -> pa.Table:
    """Cells by declared attribute as a table under the source's own headings, in its order.

    Raises ValueError where a required column is missing or a cell is nobody's.
    """
    columns = source.columns()
    unknown = sorted(set(cells) - set(columns))
    missing = [n for n, c in columns.items() if c.required and n not in cells]
    if unknown or missing:
        raise ValueError(f"{source.slug}: unknown {unknown}, missing {missing}")
    return pa.table({c.title: cells[n] for n, c in columns.items() if n in cells})


def spoil(table: pa.Table, title: str, rows: Ints, text: str) -> pa.Table:
    """The table with other text in some rows of a column."""
    at = table.column_names.index(title)
    mask = np.zeros(table.num_rows, dtype=bool)
    mask[rows] = True
    return table.set_column(at, title, pc.if_else(pa.array(mask), text, table.column(at)))
