"""Codes and names of the invented places, in both censuses. No real place has a code in X."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from headwater.data.invented.names import DISTRICTS, ward_name

SPLITS, MERGES = 14, 4
_PER_MSOA, _PER_WARD = 5, 4


@dataclass(frozen=True)
class Coding:
    """Codes and names by parcel. `change` is U, S or M, as in the official look-up."""

    lsoa11: tuple[str, ...]
    lsoa11_name: tuple[str, ...]
    lsoa21: tuple[str, ...]
    lsoa21_name: tuple[str, ...]
    change: tuple[str, ...]
    msoa: tuple[str, ...]
    msoa_name: tuple[str, ...]
    ward: tuple[str, ...]
    ward_name: tuple[str, ...]


def code_places(
    cells: NDArray[np.object_], district: NDArray[np.int64], unchanged: NDArray[np.int64]
) -> Coding:
    """Codes for parcels in order of district and nearness; some must be the same in both censuses."""
    msoa = _group(district, _PER_MSOA)
    ward = _group(district, _PER_WARD)
    pairs = [p for p in _pairs(cells, msoa) if not np.isin(p, unchanged).any()]
    step = max(len(pairs) // (SPLITS + MERGES), 1)
    chosen = pairs[::step][: SPLITS + MERGES]
    merged, split = chosen[::5][:MERGES], [p for p in chosen if p not in chosen[::5][:MERGES]]
    msoa_names = _msoa_names(msoa, district)
    letters = _letters(msoa)
    count = len(cells)
    lsoa11 = [f"X01{i + 1:06}" for i in range(count)]
    lsoa21 = list(lsoa11)
    names11 = [f"{msoa_names[m]}{letter}" for m, letter in zip(msoa, letters, strict=True)]
    names21 = list(names11)
    change = ["U"] * count
    new = count
    for one, other in split:
        lsoa11[other], names11[other] = lsoa11[one], names11[one]
        for at, letter in ((one, "F"), (other, "G")):
            new += 1
            lsoa21[at], names21[at] = f"X01{new:06}", f"{msoa_names[msoa[at]]}{letter}"
        change[one] = change[other] = "S"
    for one, other in merged:
        new += 1
        lsoa21[one] = lsoa21[other] = f"X01{new:06}"
        names21[one] = names21[other] = f"{msoa_names[msoa[one]]}H"
        change[one] = change[other] = "M"
    return Coding(
        tuple(lsoa11),
        tuple(names11),
        tuple(lsoa21),
        tuple(names21),
        tuple(change),
        tuple(f"X02{m + 1:06}" for m in msoa),
        tuple(msoa_names[m] for m in msoa),
        tuple(f"X05{w + 1:06}" for w in ward),
        tuple(ward_name(int(w)) for w in ward),
    )


def _group(district: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Number runs of `size` neighbours; a run never crosses a district."""
    group = np.empty(len(district), dtype=np.int64)
    start = 0
    for d in np.unique(district):
        at = np.flatnonzero(district == d)
        runs = max(len(at) // size, 1)
        own = np.minimum(np.arange(len(at)) // size, runs - 1)
        group[at] = start + own
        start += runs
    return group


def _msoa_names(msoa: NDArray[np.int64], district: NDArray[np.int64]) -> dict[int, str]:
    names: dict[int, str] = {}
    for d in np.unique(district):
        for number, m in enumerate(np.unique(msoa[district == d])):
            names[int(m)] = f"{DISTRICTS[d][1]} {number + 1:03}"
    return names


def _letters(msoa: NDArray[np.int64]) -> list[str]:
    seen: dict[int, int] = {}
    letters = []
    for m in msoa:
        at = seen.get(int(m), 0)
        letters.append("ABCDEJKLMNPQ"[at])
        seen[int(m)] = at + 1
    return letters


def _pairs(cells: NDArray[np.object_], msoa: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """One pair of neighbours with a long common edge from each MSOA that has one."""
    for m in np.unique(msoa):
        own = np.flatnonzero(msoa == m)
        for one, other in pairwise(own):
            if shapely.length(shapely.intersection(cells[one], cells[other])) > 100:
                yield int(one), int(other)
                break
