"""Residents by age, by sex and by ethnic group."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.data.headings import plain
from headwater.data.source import ReferenceSource, Shape, Tidied
from headwater.vocabulary.people import OLDEST, Ethnicity

_AGE = re.compile(r"^([fm])?(\d{1,2})(\+|plus|andover)?$")
_CODE = re.compile(
    r"^(lsoa(?:11|21|2011|2021)?|lad|ltla|la)(?:\d\d|\d{4})?(?:code|cd)(?:\d\d|\d{4})?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TWO = re.compile(r"(?:population|mye|_)(\d\d)(?=\D)")


def _year(name: str, headings: Sequence[str]) -> int | None:
    """The mid-year from the file's name or its headings; None where neither says."""
    for text in (name, *headings):
        whole = _YEAR.search(text)
        if whole:
            return int(whole[0])
    short = _TWO.search(name)
    return 2000 + int(short[1]) if short else None


def _code_at(headings: Sequence[str]) -> tuple[int, str] | None:
    """Position of the smallest area code, and its level."""
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        part = _CODE.match(plain(heading))
        if part:
            found.setdefault("lsoa" if part[1].startswith("lsoa") else "district", position)
    for level in ("lsoa", "district"):
        if level in found:
            return found[level], level
    return None


def _table(columns: Mapping[str, object]) -> pa.Table:
    return pa.table(dict(columns))


class PopulationByAge(ReferenceSource):
    """One row per area, a column for each year of age (and sex, where the file has it)."""

    slug = "population-by-age"
    title = "Residents by single year of age"
    publisher = "Office for National Statistics, mid-year estimates"
    licence = "Open Government Licence v3.0"
    where = "ons.gov.uk: “Lower layer Super Output Area population estimates”, or Nomis."
    adds = "residents of each small area by age, so that every count can become a rate"
    shape = Shape.POPULATION
    unit = "area"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        ages = [h for h in headings if _AGE.match(plain(h).replace("plus", "+"))]
        return len(ages) >= 60 and _code_at(headings) is not None

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        headings = table.column_names
        at = _code_at(headings)
        year = _year(name, headings)
        position, level = at if at else (0, "lsoa")
        ages = [
            (i, part[1] or "", int(part[2]), bool(part[3]) or "+" in h)
            for i, h in enumerate(headings)
            if (part := _AGE.match(plain(h)))
        ]
        codes = pc.utf8_trim_whitespace(table.column(position).cast(pa.string())).to_numpy(False)
        good = np.array([len(str(c)) == 9 for c in codes])
        numbers = [_numbers(table.column(i))[good] for i, *_ in ages]
        kept = codes[good]
        names = _names(table, position)[good]
        sexes = {"f": "female", "m": "male", "": "persons"}
        oldest = max(age for _, _, age, _ in ages)
        parts = []
        for (_, sex, age, _), people in zip(ages, numbers, strict=True):
            parts.append((kept, names, sexes[sex], age, OLDEST if age == oldest else age, people))
        if any(sex for _, sex, *_ in ages):
            parts += _both_sexes(ages, numbers, kept, names, oldest)
        bad = [
            (int(i) + 2, headings[position], "is not an area code") for i in np.flatnonzero(~good)
        ]
        return Tidied(_stack(parts, level, year or 0), table.num_rows, tuple(bad))


def _both_sexes(
    ages: list[tuple[int, str, int, bool]],
    numbers: list[np.ndarray],
    kept: np.ndarray,
    names: np.ndarray,
    oldest: int,
) -> list[tuple[np.ndarray, np.ndarray, str, int, int, np.ndarray]]:
    total: dict[int, np.ndarray] = {}
    for (_, _, age, _), people in zip(ages, numbers, strict=True):
        total[age] = total.get(age, 0) + people
    return [
        (kept, names, "persons", age, OLDEST if age == oldest else age, people)
        for age, people in total.items()
    ]


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    text = pc.replace_substring(column.cast(pa.string()), ",", "")
    return np.array([float(x) if x else 0.0 for x in text.to_pylist()])


def _names(table: pa.Table, position: int) -> np.ndarray:
    """The names beside the codes, from the neighbouring column whose heading ends in name."""
    for i in (position + 1, position - 1):
        if 0 <= i < table.num_columns and plain(table.column_names[i]).endswith(("name", "nm")):
            return _text(table.column(i))
    return _text(table.column(position))


def _text(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.cast(pa.string()).to_numpy(False))


def _stack(
    parts: Sequence[tuple[np.ndarray, np.ndarray, str, int, int, np.ndarray]], level: str, year: int
) -> pa.Table:
    sizes = [len(part[0]) for part in parts]
    rows = sum(sizes)
    return _table(
        {
            "place": pa.array(np.concatenate([p[0] for p in parts]), pa.string()),
            "name": pa.array(np.concatenate([p[1] for p in parts]), pa.string()),
            "level": pa.array([level] * rows, pa.string()),
            "year": pa.array(np.full(rows, year), pa.int32()),
            "sex": pa.array(np.repeat([p[2] for p in parts], sizes), pa.string()),
            "ethnicity": pa.array([""] * rows, pa.string()),
            "age_low": pa.array(np.repeat([p[3] for p in parts], sizes), pa.uint8()),
            "age_high": pa.array(np.repeat([p[4] for p in parts], sizes), pa.uint8()),
            "people": pa.array(
                np.rint(np.concatenate([p[5] for p in parts])).astype(np.int64), pa.int64()
            ),
        }
    )


class PopulationBySex(ReferenceSource):
    """One row per district, sex and single year of age."""

    slug = "population-by-sex"
    title = "Residents by sex and single year of age"
    publisher = "Office for National Statistics, mid-year estimates"
    licence = "Open Government Licence v3.0"
    where = "ons.gov.uk: “Estimates of the population for the UK”, detailed time series."
    adds = "residents of each district by sex and age, for the population pyramid and rates by sex"
    shape = Shape.POPULATION
    unit = "row"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        known = {plain(h) for h in headings}
        return {"sex", "age"} <= known and any(h.startswith("population") for h in known)

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        at = {plain(h): i for i, h in enumerate(table.column_names)}
        count = next(i for h, i in at.items() if h.startswith("population"))
        code = next(i for h, i in at.items() if "code" in h or h.endswith("cd"))
        label = next((i for h, i in at.items() if "name" in h or h.endswith("nm")), code)
        sexes = {
            "1": "male",
            "2": "female",
            "m": "male",
            "f": "female",
            "male": "male",
            "female": "female",
            "males": "male",
            "females": "female",
        }
        sex = [sexes.get(str(s).strip().lower(), "") for s in table.column(at["sex"]).to_pylist()]
        ages = [int(str(a).rstrip("+")) for a in table.column(at["age"]).to_pylist()]
        oldest = max(ages)
        keep = [bool(s) for s in sex]
        kept = _table(
            {
                "place": table.column(code).cast(pa.string()),
                "name": table.column(label).cast(pa.string()),
                "level": pa.array(["district"] * table.num_rows, pa.string()),
                "year": pa.array(
                    [_year(name, table.column_names) or 0] * table.num_rows, pa.int32()
                ),
                "sex": pa.array(sex, pa.string()),
                "ethnicity": pa.array([""] * table.num_rows, pa.string()),
                "age_low": pa.array(ages, pa.uint8()),
                "age_high": pa.array([OLDEST if a == oldest else a for a in ages], pa.uint8()),
                "people": pa.array(_numbers(table.column(count)).astype(np.int64), pa.int64()),
            }
        )
        bad = [(i + 2, "sex", "is neither male nor female") for i, k in enumerate(keep) if not k]
        return Tidied(kept.filter(pa.array(keep)), table.num_rows, tuple(bad))


_GROUPS = {
    "asian": Ethnicity.ASIAN,
    "black": Ethnicity.BLACK,
    "mixed": Ethnicity.MIXED,
    "white": Ethnicity.WHITE,
    "other": Ethnicity.OTHER,
}


class PopulationByEthnicGroup(ReferenceSource):
    """One row per district and Census ethnic group."""

    slug = "population-by-ethnic-group"
    title = "Residents by ethnic group"
    publisher = "Office for National Statistics, Census 2021"
    licence = "Open Government Licence v3.0"
    where = "nomisweb.co.uk: Census 2021 table TS021, by district."
    adds = "residents of each district by ethnic group, for the chapter on disproportionality"
    shape = Shape.POPULATION
    unit = "row"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        known = {plain(h) for h in headings}
        return {"ethnicgroup", "value"} <= known

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        at = {plain(h): i for i, h in enumerate(table.column_names)}
        code = next(i for h, i in at.items() if "code" in h)
        label = next((i for h, i in at.items() if "name" in h), code)
        written = [str(t) for t in table.column(at["ethnicgroup"]).to_pylist()]
        group = [_broad(text) for text in written]
        counted = [
            g if "(percent" not in w.lower() else "" for g, w in zip(group, written, strict=True)
        ]
        keep = pa.array([bool(g) for g in counted])
        rows = table.num_rows
        kept = _table(
            {
                "place": table.column(code).cast(pa.string()),
                "name": table.column(label).cast(pa.string()),
                "level": pa.array(["district"] * rows, pa.string()),
                "year": pa.array([2021] * rows, pa.int32()),
                "sex": pa.array(["persons"] * rows, pa.string()),
                "ethnicity": pa.array(counted, pa.string()),
                "age_low": pa.array([0] * rows, pa.uint8()),
                "age_high": pa.array([OLDEST] * rows, pa.uint8()),
                "people": pa.array(
                    _numbers(table.column(at["value"])).astype(np.int64), pa.int64()
                ),
            }
        ).filter(keep)
        bad = tuple(
            (i + 2, "ethnic_group", "is a percentage or a total, not a group")
            for i, g in enumerate(counted)
            if not g
        )
        return Tidied(kept, rows, bad)


def _broad(text: str) -> str:
    first = plain(text.split(":")[0].split(",")[0])
    return next((g.value for word, g in _GROUPS.items() if first.startswith(word)), "")
