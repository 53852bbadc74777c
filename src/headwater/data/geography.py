"""Places over time: 2011 and 2021 small areas made comparable, and each placed in its district.

The rule, as printed in every assessment: where the 2021 Census split an LSOA, its parts are counted
together; where it merged several, they are counted as one; where it redrew several at once, the whole
group is one. Nothing is shared out by guesswork, so that counts stay whole and every month can be
compared. Each such group is called a small area.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from headwater.data.engine import Engine
from headwater.data.source import Shape
from headwater.vocabulary.places import Area, Level, Place

RULE = (
    "Where the 2021 Census split an LSOA, its parts are counted together; where it merged several, "
    "they are counted as one. Each such group is one small area, so that all months can be compared."
)


@dataclass(frozen=True)
class SmallArea:
    """A group of 2011 and 2021 LSOAs with the same outer edge. `change` is U, S, M or X."""

    code: str
    name: str
    change: str
    codes_2011: tuple[str, ...]
    codes_2021: tuple[str, ...]
    district: str
    ward: str = ""
    msoa: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every LSOA code of either census that belongs to it."""
        return tuple(dict.fromkeys((*self.codes_2011, *self.codes_2021)))


@dataclass(frozen=True)
class Geography:
    """The small areas of a partnership and the places they nest in."""

    area: Area
    small_areas: tuple[SmallArea, ...]
    names: Mapping[str, str]
    """Printed name of every code of every level."""

    @cached_property
    def by_code(self) -> dict[str, SmallArea]:
        """The small area of every LSOA code of either census."""
        return {code: small for small in self.small_areas for code in small.codes}

    @cached_property
    def upper_tier_of(self) -> dict[str, str]:
        """The upper-tier authority of each district."""
        return {place.code: place.parent for place in self.area.districts}

    def place_of(self, small: SmallArea, level: Level) -> str:
        """The code of the place of this level that a small area is in; empty where not known."""
        match level:
            case Level.LSOA:
                return small.code
            case Level.MSOA:
                return small.msoa
            case Level.WARD:
                return small.ward
            case Level.DISTRICT:
                return small.district
            case Level.UPPER_TIER:
                return self.upper_tier_of.get(small.district, "")
            case Level.PARTNERSHIP:
                return self.area.slug

    def place_of_each(self, level: Level) -> tuple[str, ...]:
        """The code of the place of this level for every small area, in their order; worked out once."""
        if level not in self._places:
            self._places[level] = tuple(self.place_of(s, level) for s in self.small_areas)
        return self._places[level]

    @cached_property
    def _places(self) -> dict[Level, tuple[str, ...]]:
        return {}

    def places(self, level: Level) -> tuple[Place, ...]:
        """Every place of one level, by name."""
        if level is Level.PARTNERSHIP:
            return (self.area.partnership,)
        if level is Level.LSOA:
            found = [Place(s.code, self.title(s), level) for s in self.small_areas]
        else:
            codes = {self.place_of(small, level) for small in self.small_areas} - {""}
            found = [Place(code, self.names.get(code, code), level) for code in codes]
        return tuple(sorted(found, key=lambda place: place.name))

    def title(self, small: SmallArea) -> str:
        """A small area's name with its ward, which people know: “Leicester 004D, Abbey”."""
        ward = self.names.get(small.ward, "")
        return f"{small.name}, {ward}" if ward else small.name

    def arrow(self) -> pa.Table:
        """One row for each LSOA code: the places it is in, to join incidents with."""
        rows = [
            (
                code,
                small.code,
                small.msoa,
                small.ward,
                small.district,
                self.upper_tier_of.get(small.district, ""),
            )
            for small in self.small_areas
            for code in small.codes
        ]
        names = ("code", "small_area", "msoa", "ward", "district", "upper_tier")
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        return pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)})


def load_geography(engine: Engine, area: Area) -> Geography:
    """The geography of a partnership from the look-ups it has gathered, and `place_of_lsoa` in the engine."""
    links = _Links(_rows_about(engine, area))
    small_areas = tuple(_small_areas(links, area))
    names = {
        **links.names,
        **{small.code: small.name for small in small_areas},
        **{p.code: p.name for p in (*area.districts, *area.upper_tiers, area.partnership)},
    }
    geography = Geography(area, small_areas, names)
    engine.add("place_of_lsoa", geography.arrow())
    return geography


def _rows_about(engine: Engine, area: Area) -> list[dict[str, str]]:
    """Look-up rows of the area's small areas, of either census, out of the whole country's."""
    every = engine.reference(Shape.LOOKUP)
    small = every.child_kind.isin(["lsoa11", "lsoa21"])
    here = every.filter(
        small & (every.parent_kind == "district") & every.parent.isin(sorted(area.district_codes))
    )
    codes = set(here.select("child").distinct().to_pyarrow().column(0).to_pylist())
    between = every.filter((every.child_kind == "lsoa11") & (every.parent_kind == "lsoa21"))
    crossing = between.filter(between.child.isin(codes) | between.parent.isin(codes))
    for end in crossing.select("child", "parent").distinct().to_pyarrow().columns:
        codes.update(end.to_pylist())
    found: list[dict[str, str]] = (
        every.filter(every.child.isin(codes))
        .select(
            "child", "child_name", "child_kind", "parent", "parent_name", "parent_kind", "change"
        )
        .distinct()
        .to_pyarrow()
        .to_pylist()
    )
    return found


class _Links:
    """Look-up rows by the kinds they join."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.names: dict[str, str] = {}
        self._to: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for row in rows:
            self._to[row["child_kind"], row["parent_kind"]][row["child"]].append(
                (row["parent"], row["change"] or "")
            )
            for end in ("child", "parent"):
                if row[f"{end}_name"] not in (None, "", row[end]):
                    self.names.setdefault(row[end], row[f"{end}_name"])

    def parents(self, child_kind: str, parent_kind: str, code: str) -> list[tuple[str, str]]:
        return self._to[child_kind, parent_kind].get(code, [])

    def of_kind(self, kind: str) -> set[str]:
        codes: set[str] = set()
        for (child_kind, parent_kind), links in self._to.items():
            if child_kind == kind:
                codes.update(links)
            if parent_kind == kind:
                codes.update(code for parents in links.values() for code, _ in parents)
        return codes

    def district(self, code: str, kind: str) -> str:
        direct = self.parents(kind, "district", code)
        return direct[0][0] if direct else ""


def _small_areas(links: _Links, area: Area) -> Iterable[SmallArea]:
    old = {c for c in links.of_kind("lsoa11") if links.district(c, "lsoa11") in area.district_codes}
    new = {c for c in links.of_kind("lsoa21") if links.district(c, "lsoa21") in area.district_codes}
    group = _Groups()
    change: dict[str, str] = {}
    for code in old:
        for parent, kind in links.parents("lsoa11", "lsoa21", code):
            group.join(("old", code), ("new", parent))
            change[code] = change[parent] = kind
            new.add(parent)
    for code in old:
        group.find(("old", code))
    for code in new:
        group.find(("new", code))
    for members in group.sets():
        codes_2011 = tuple(sorted(c for era, c in members if era == "old"))
        codes_2021 = tuple(sorted(c for era, c in members if era == "new"))
        yield _small_area(links, codes_2011, codes_2021, change)


def _small_area(
    links: _Links, old: tuple[str, ...], new: tuple[str, ...], change: Mapping[str, str]
) -> SmallArea:
    lead = old[0] if old and (len(old) == 1 or not new) else (new or old)[0]
    kind = "U" if len(old) <= 1 and len(new) <= 1 else change.get(lead, "X")
    name = links.names.get(lead, lead)
    if kind != "U":
        name += {"S": " (since split)", "M": " (merged)"}.get(kind, " (redrawn)")
    return SmallArea(
        lead,
        name,
        kind,
        old,
        new,
        _most(
            [links.district(c, "lsoa21") for c in new] + [links.district(c, "lsoa11") for c in old]
        ),
        _most([p for c in new for p, _ in links.parents("lsoa21", "ward", c)]),
        _msoa(links, old, new),
    )


def _msoa(links: _Links, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    return _most([p for c in new for p, _ in links.parents("lsoa21", "msoa21", c)]) or _most(
        [p for c in old for p, _ in links.parents("lsoa11", "msoa11", c)]
    )


def _most(codes: list[str]) -> str:
    """The commonest code; the first in order where several tie."""
    counts = Counter(c for c in codes if c)
    return min(counts, key=lambda c: (-counts[c], c)) if counts else ""


class _Groups:
    """Sets that grow together (union-find)."""

    def __init__(self) -> None:
        self._up: dict[tuple[str, str], tuple[str, str]] = {}

    def find(self, item: tuple[str, str]) -> tuple[str, str]:
        self._up.setdefault(item, item)
        while self._up[item] != item:
            self._up[item] = self._up[self._up[item]]
            item = self._up[item]
        return item

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        self._up[self.find(one)] = self.find(other)

    def sets(self) -> list[list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for item in sorted(self._up):
            found[self.find(item)].append(item)
        return sorted(found.values())
