"""One place's released rate against another rate, in a word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from headwater.analysis.released import Cell


class Against(Enum):
    """Whether a rate differs beyond chance; value is the printed word."""

    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "not different"


def against(row: Mapping[str, Cell], reference: Cell) -> Against | None:
    """Whether the 95% interval of a row of rates lies above or below a rate, or holds it.

    None where either is not given.

    >>> against({"low": 4.0, "high": 6.0}, 3.5), against({"low": 4.0, "high": 6.0}, 5)
    (<Against.HIGHER: 'higher'>, <Against.SIMILAR: 'not different'>)
    """
    low, high = row.get("low"), row.get("high")
    numbers = (low, high, reference)
    if not all(isinstance(n, int | float) for n in numbers):
        return None
    least, most, other = (float(str(n)) for n in numbers)
    if least > other:
        return Against.HIGHER
    return Against.LOWER if most < other else Against.SIMILAR
