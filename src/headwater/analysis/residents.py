"""Who lives where: residents by small area, age and sex, for rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headwater.data.engine import Engine
from headwater.data.geography import Geography
from headwater.data.source import Shape
from headwater.vocabulary.people import ALL_AGES, OLDEST, AgeBand, Sex
from headwater.vocabulary.places import Level


@dataclass(frozen=True)
class Residents:
    """Mid-year residents.

    `by_age` maps a small area to {single year or band start: people}; `by_sex` maps a district and
    sex to the same; `groups` maps a district to {Census ethnic group: people}.
    """

    year: int
    source: str
    deliveries: tuple[str, ...]
    by_age: Mapping[str, Mapping[int, float]]
    by_sex: Mapping[tuple[str, Sex], Mapping[int, float]]
    sex_year: int
    sex_deliveries: tuple[str, ...]
    groups: Mapping[str, Mapping[str, float]]
    group_deliveries: tuple[str, ...]
    geography: Geography

    @property
    def known(self) -> bool:
        """False where no population has been gathered, so that no rate can be given."""
        return bool(self.by_age)

    def of(self, level: Level, ages: AgeBand = ALL_AGES) -> dict[str, float]:
        """Residents in an age band for every place of a level."""
        found: dict[str, float] = defaultdict(float)
        each = self.geography.place_of_each(level)
        for small, place in zip(self.geography.small_areas, each, strict=True):
            if place:
                found[place] += _within(self.by_age.get(small.code, {}), ages)
        return dict(found)

    def total(self, ages: AgeBand = ALL_AGES) -> float:
        """Residents of the whole partnership area in an age band."""
        return sum(_within(people, ages) for people in self.by_age.values())

    def by_band(self, bands: Iterable[AgeBand], sex: Sex | None = None) -> list[float]:
        """Residents of the whole area in each age band, of one sex where that is known."""
        if sex is None:
            return [self.total(band) for band in bands]
        people = [p for (_, s), p in self.by_sex.items() if s is sex]
        return [sum(_within(p, band) for p in people) for band in bands]

    def ethnic_groups(self) -> dict[str, float]:
        """Residents of the whole area by Census ethnic group."""
        found: dict[str, float] = defaultdict(float)
        for people in self.groups.values():
            for group, count in people.items():
                found[group] += count
        return dict(found)


def _within(people: Mapping[int, float], ages: AgeBand) -> float:
    if ages == ALL_AGES:
        return sum(people.values())
    return sum(count for age, count in people.items() if ages.holds(age))


def load_residents(engine: Engine, geography: Geography) -> Residents:
    """The latest population gathered for small areas, and for districts by sex and ethnic group."""
    table = engine.reference(Shape.POPULATION)
    codes = [c for s in geography.small_areas for c in s.codes]
    districts = sorted(geography.area.district_codes)
    small = table.filter(
        (table.level == "lsoa") & (table.sex == "persons") & table.place.isin(codes)
    )
    year = small.year.max().to_pyarrow().as_py() or 0
    newest = small.filter(small.year == year)
    summed = newest.group_by("place", "age_low", "source", "delivery").aggregate(
        people=newest.people.sum()
    )
    by_age: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    used: set[str] = set()
    title = ""
    for row in summed.to_pyarrow().to_pylist():
        used.add(row["delivery"])
        title = row["source"]
        by_age[geography.by_code[row["place"]].code][_age(row)] += row["people"]
    rows = table.filter(table.place.isin(districts)).to_pyarrow().to_pylist()
    by_sex, sex_year, sex_used = _by_sex(rows)
    groups, group_used = _groups(rows)
    return Residents(
        year,
        title,
        tuple(sorted(used)),
        by_age,
        by_sex,
        sex_year,
        sex_used,
        groups,
        group_used,
        geography,
    )


def _age(row: Mapping[str, int]) -> int:
    return min(int(row["age_low"]), OLDEST)


def _by_sex(
    rows: list[dict[str, object]],
) -> tuple[dict[tuple[str, Sex], dict[int, float]], int, tuple[str, ...]]:
    known = [
        r
        for r in rows
        if r["level"] == "district"
        and r["sex"] in ("female", "male")
        and r["ethnicity"] in (None, "", "all")
    ]
    year = max((int(str(r["year"])) for r in known), default=0)
    found: dict[tuple[str, Sex], dict[int, float]] = defaultdict(dict)
    used = set()
    for row in known:
        if row["year"] == year:
            used.add(str(row["delivery"]))
            key = (str(row["place"]), Sex(str(row["sex"])))
            found[key][int(str(row["age_low"]))] = float(str(row["people"]))
    return dict(found), year, tuple(sorted(used))


def _groups(rows: list[dict[str, object]]) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    used = set()
    for row in rows:
        if row["level"] == "district" and row["ethnicity"] not in (None, "", "all"):
            used.add(str(row["delivery"]))
            found[str(row["place"])][str(row["ethnicity"])] += float(str(row["people"]))
    return found, tuple(sorted(used))
