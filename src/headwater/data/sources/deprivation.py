"""The English Indices of Deprivation, 2019 and 2025."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from headwater.data.headings import plain
from headwater.data.source import ReferenceSource, Shape, Tidied

_DOMAINS = {
    "imd": ("imd", "indexofmultipledeprivationimd", "indexofmultipledeprivation"),
    "income": ("income",),
    "employment": ("employment",),
    "education": ("education", "educationskillsandtraining"),
    "health": ("health", "healthdeprivationanddisability"),
    "crime": ("crime",),
    "barriers": ("housingandaccess", "housingandservices", "barrierstohousingandservices"),
    "environment": ("environment", "livingenvironment"),
    "idaci": ("incomedeprivationaffectingchildrenindexidaci", "idaci"),
    "idaopi": (
        "incomedeprivationaffectingolderpeopleidaopi",
        "idaopi",
        "incomedeprivationaffectingolderpeopleindexidaopi",
    ),
}
_NAMES = {name: measure for measure, names in _DOMAINS.items() for name in names}
_PART = re.compile(r"^(.*?)(score|rank|decile)(?:rate|where.*)?$")
_CODE = re.compile(r"^lsoa(?:code)?(11|21|2011|2021)(?:code|cd)?$")
_OUT_OF = {2019: 32_844, 2025: 33_755}
"""LSOAs in England in each edition, from which a decile follows where only a rank is given."""


def _code(headings: Sequence[str]) -> tuple[int, str] | None:
    for position, heading in enumerate(headings):
        part = _CODE.match(plain(heading))
        if part:
            return position, "2011" if part[1].endswith("11") else "2021"
    return None


def _measures(headings: Sequence[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for position, heading in enumerate(headings):
        part = _PART.match(plain(heading))
        if part and part[1] in _NAMES:
            found.setdefault((_NAMES[part[1]], part[2]), position)
    return found


class IndicesOfDeprivation(ReferenceSource):
    """One row per LSOA: scores, ranks and deciles of the index and its domains."""

    slug = "deprivation"
    title = "English Indices of Deprivation"
    publisher = "Ministry of Housing, Communities and Local Government"
    licence = "Open Government Licence v3.0"
    where = "gov.uk: “English indices of deprivation 2025” (and 2019), File 7."
    adds = "how deprived each small area is, for gradients by deprivation and for fair comparison"
    shape = Shape.DEPRIVATION
    unit = "small area"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        measures = _measures(headings)
        return _code(headings) is not None and ("imd", "rank") in measures

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        found = _code(table.column_names)
        position, vintage = found if found else (0, "2021")
        edition = 2019 if vintage == "2011" else 2025
        measures = _measures(table.column_names)
        codes = np.array(table.column(position).cast(pa.string()).to_pylist(), dtype=object)
        good = np.array([c is not None and len(c.strip()) == 9 for c in codes])
        parts = []
        for measure in dict.fromkeys(m for m, _ in measures):
            score, rank, decile = (
                _cells(table, measures.get((measure, part)))[good]
                for part in ("score", "rank", "decile")
            )
            if np.isnan(decile).all():
                decile = np.ceil(rank * 10 / _OUT_OF[edition])
            parts.append(
                pa.table(
                    {
                        "place": pa.array(codes[good], pa.string()),
                        "vintage": pa.array([vintage] * int(good.sum()), pa.string()),
                        "edition": pa.array([str(edition)] * int(good.sum()), pa.string()),
                        "measure": pa.array([measure] * int(good.sum()), pa.string()),
                        "score": pa.array(score, pa.float64(), from_pandas=True),
                        "rank": pa.array(rank, pa.float64(), from_pandas=True).cast(pa.int32()),
                        "decile": pa.array(decile, pa.float64(), from_pandas=True).cast(pa.int32()),
                    }
                )
            )
        bad = [(int(i) + 2, "LSOA code", "is not an LSOA code") for i in np.flatnonzero(~good)]
        return Tidied(pa.concat_tables(parts), table.num_rows, tuple(bad))


def _cells(table: pa.Table, position: int | None) -> np.ndarray:
    if position is None:
        return np.full(table.num_rows, np.nan)
    return np.array(
        [_number(c) for c in table.column(position).cast(pa.string()).to_pylist()], dtype=float
    )


def _number(cell: str | None) -> float:
    try:
        return float((cell or "").replace(",", ""))
    except ValueError:
        return float("nan")
