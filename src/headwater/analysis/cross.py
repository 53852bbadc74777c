"""Several fields at once: whatever breakdown a meeting asks for, as one released table.

A field is a property of people (age, sex, ethnic group), of the incident (kind of place, weapon …) or
of its place (district, ward … decile of deprivation). Every combination is a row, whether or not it
holds an event, so that nothing can be learnt from a row that is missing.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.analysis.answers import FIELDS
from headwater.analysis.compute import Asked
from headwater.analysis.deprivation import load_deprivation
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import share_in_words
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.data.source import Source
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.people import BROAD_BANDS, AgeBand, Role, Sex
from headwater.vocabulary.places import Level, Place

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_ROWS = 1_500
"""A larger table is no answer that a meeting can read, and nearly all of it would be hidden."""
MOST_FIELDS = 3
UNKNOWN = "not recorded"
PLACES = {
    "district": Level.DISTRICT,
    "ward": Level.WARD,
    "msoa": Level.MSOA,
    "lsoa": Level.LSOA,
}
PEOPLE = {"age": "Age", "sex": "Sex", "ethnicity": "Ethnic group"}
WAYS: Mapping[str, str] = {
    "district": "District",
    "ward": "Ward",
    "msoa": "Middle-layer area (MSOA)",
    "lsoa": "Small area (LSOA)",
    "deprivation": "Deprivation",
    **PEOPLE,
    **{name: heading for name, (_, heading) in FIELDS.items()},
}
"""Every field that can be asked for, with its heading."""

Key = Any
"""How one value of a field is told from another: a code, a band of ages, the value itself."""


@dataclass(frozen=True)
class _Axis:
    """One field: what rows are grouped by, and the label of each key that is printed, in order."""

    name: str
    heading: str
    column: str
    labels: Mapping[Key, str]
    fold: Callable[[object], Key | None]
    """The key of a value as it is held; None for a value that no row is printed for."""


def ways(bench: Workbench, indicator: type[Indicator]) -> dict[str, str]:
    """The fields by which an indicator's source can tell it, with their headings."""
    source = bench.source_of(indicator)
    if source is None:
        return {}
    return {n: h for n, h in WAYS.items() if not _lacking(source, _role(indicator), n)}


def cross(
    bench: Workbench,
    indicator: type[Indicator],
    fields: Sequence[str],
    within: Place | None = None,
) -> Released:
    """Events by one to three fields, of the whole area or within one place.

    Where the residents of each row are known there is a rate, else the share of all events.

    Raises: UsageError with the sentence to show, where the fields are not known, the source cannot
        tell them, or the table would be too large.
    """
    asked = Asked(bench, indicator, None)
    check(bench, indicator, fields)
    axes = [_axis(asked, name, within) for name in fields]
    keys = list(itertools.product(*(axis.labels for axis in axes)))
    if len(keys) > MOST_ROWS:
        raise UsageError(
            f"That would be a table of {len(keys):,} rows. Choose fewer fields, a larger kind of place, "
            "or one place to look within."
        )
    counts, total = _count(asked, axes, within)
    window = bench.window(asked.source.slug)
    people = _residents(bench, indicator, axes, within, keys)
    years = len(window) / 12
    place = [axis for axis in axes if axis.name in PLACES]
    lost = total - sum(counts.values())
    untold = share_in_words(lost, total, indicator.noun)
    return asked.tally(
        _title(indicator, axes, within),
        tuple(
            label(a.name, a.heading, Kind.PLACE if a.name in PLACES else Kind.LABEL) for a in axes
        ),
        [tuple(a.labels[k] for a, k in zip(axes, key, strict=True)) for key in keys],
        [counts.get(key, 0) for key in keys],
        window,
        population=[total] * len(keys) if people is None else [p * years for p in people],
        unit="per cent" if people is None else indicator.unit(),
        per=indicator.per,
        share=people is None,
        codes=tuple(str(key[0]) for key in keys) if place and len(axes) == 1 else (),
        caveats=(f"In none of these rows, because it is not recorded: {untold}.",) if lost else (),
        population_deliveries=() if people is None else bench.residents.deliveries,
    )


def _role(indicator: type[Indicator]) -> Role:
    return indicator.role or Role.VICTIM


def _column(role: Role, name: str) -> str:
    if name in PLACES or name == "deprivation":
        return "lsoa"
    return f"{role.value}_{name}" if name in PEOPLE else name


def _lacking(source: type[Source], role: Role, name: str) -> bool:
    return _column(role, name) not in source.minimum


def check(bench: Workbench, indicator: type[Indicator], fields: Sequence[str]) -> None:
    """Whether the fields can be asked for together. Raises UsageError with the sentence to show."""
    unknown = [name for name in fields if name not in WAYS]
    if unknown or not fields:
        raise UsageError(f"Choose from: {', '.join(WAYS.values())}.")
    if len(set(fields)) < len(fields) or len(set(fields) & set(PLACES)) > 1:
        raise UsageError("Choose each field once, and one kind of place at most.")
    if len(fields) > MOST_FIELDS:
        raise UsageError(f"At most {MOST_FIELDS} fields can be asked for at once.")
    source, role = bench.source_of(indicator), _role(indicator)
    lacking = [WAYS[n].lower() for n in fields if source and _lacking(source, role, n)]
    if source and lacking:
        raise UsageError(
            f"{source.title} does not record {' or '.join(lacking)}, so it cannot be shown that way."
        )


def _axis(asked: Asked, name: str, within: Place | None) -> _Axis:
    heading, role = WAYS[name], _role(asked.indicator)
    geography = asked.bench.geography
    if name in PLACES:
        level = PLACES[name]
        codes = {
            geography.place_of(s, level)
            for s in geography.small_areas
            if within is None or geography.place_of(s, within.level) == within.code
        }
        places = {p.code: p.name for p in geography.places(level) if p.code in codes}
        column = "small_area" if level is Level.LSOA else name
        return _Axis(name, heading, column, places, _same(places))
    if name == "deprivation":
        decile = load_deprivation(asked.bench).decile
        tenths = {d: f"{d} (most deprived)" if d == 1 else str(d) for d in range(1, 11)}
        return _Axis(
            name, "Decile of deprivation", "small_area", tenths, lambda code: decile.get(str(code))
        )
    if name == "age":
        bands = {b: b.title for b in _bands(asked.indicator.ages)}
        return _Axis(name, heading, _column(role, name), bands, _band_of(bands))
    column = _column(role, name)
    held = Counter[str]()
    for value, n in asked.counts(column, asked.bench.window(asked.source.slug)).items():
        held[_told(value)] += n
    values = {v: v for v, _ in sorted(held.items(), key=lambda item: (-item[1], item[0]))}
    return _Axis(name, heading, column, values, _told)


def _same(keys: Mapping[str, str]) -> Callable[[object], Key | None]:
    return lambda value: str(value) if value in keys else None


def _told(value: object) -> str:
    return UNKNOWN if value in (None, "None", "") else str(value)


def _bands(ages: AgeBand) -> tuple[AgeBand, ...]:
    return tuple(b for b in BROAD_BANDS if b.low <= ages.high and b.high >= ages.low)


def _band_of(bands: Iterable[AgeBand]) -> Callable[[object], Key | None]:
    of = {age: band for band in bands for age in range(band.low, band.high + 1)}
    return lambda age: of.get(age) if isinstance(age, int) else None


def _count(
    asked: Asked, axes: Sequence[_Axis], within: Place | None
) -> tuple[dict[tuple[Key, ...], int], int]:
    """Events of each combination of keys, and all events within the place."""
    rows: ir.Table = asked.rows
    window = asked.bench.window(asked.source.slug)
    rows = rows.filter(rows.month.isin([m.first_day() for m in window]))
    if within is not None and within.level is not Level.PARTNERSHIP:
        column = "small_area" if within.level is Level.LSOA else within.level.slug.replace("-", "_")
        rows = rows.filter(rows[column] == within.code)
    columns = list(dict.fromkeys(axis.column for axis in axes))
    grouped = rows.group_by(columns).aggregate(n=rows.count()).to_pyarrow().to_pylist()
    found: dict[tuple[Key, ...], int] = {}
    for row in grouped:
        key = tuple(axis.fold(row[axis.column]) for axis in axes)
        if None not in key:
            found[key] = found.get(key, 0) + int(row["n"])
    return found, sum(int(row["n"]) for row in grouped)


def _residents(
    bench: Workbench,
    indicator: type[Indicator],
    axes: Sequence[_Axis],
    within: Place | None,
    keys: Sequence[tuple[Key, ...]],
) -> list[float] | None:
    """The residents of each row; None where they are not known for such a row."""
    names = {axis.name for axis in axes}
    if not bench.residents.known or names - {*PLACES, "deprivation", "age", "sex"}:
        return None
    units = _units_by_sex(bench, names, within) if "sex" in names else _units(bench, within)
    if units is None:
        return None
    found: dict[tuple[Key, ...], float] = {}
    bands = _bands(indicator.ages) if "age" in names else (indicator.ages,)
    for about, people in units:
        for band in bands:
            key = tuple(band if a.name == "age" else a.fold(about.get(a.name)) for a in axes)
            held = sum(n for age, n in people.items() if band.holds(age))
            found[key] = found.get(key, 0.0) + held
    return [found.get(key, 0.0) for key in keys]


Unit = tuple[Mapping[str, object], Mapping[int, float]]
"""Some residents by age, with what is known of all of them."""


def _units(bench: Workbench, within: Place | None) -> list[Unit]:
    geography = bench.geography
    return [
        (
            {
                **{name: geography.place_of(small, level) for name, level in PLACES.items()},
                "deprivation": small.code,
            },
            bench.residents.by_age.get(small.code, {}),
        )
        for small in geography.small_areas
        if within is None or geography.place_of(small, within.level) == within.code
    ]


def _units_by_sex(bench: Workbench, names: set[str], within: Place | None) -> list[Unit] | None:
    """Residents by sex are published for districts alone."""
    if names - {"district", "age", "sex"} or not bench.residents.by_sex:
        return None
    if within is not None and within.level not in (Level.PARTNERSHIP, Level.DISTRICT):
        return None
    return [
        ({"district": district, "sex": sex.value}, people)
        for (district, sex), people in bench.residents.by_sex.items()
        if sex in (Sex.FEMALE, Sex.MALE)
        and (within is None or within.level is Level.PARTNERSHIP or district == within.code)
    ]


def _title(indicator: type[Indicator], axes: Sequence[_Axis], within: Place | None) -> str:
    heads = [a.heading[:1].lower() + a.heading[1:] for a in axes]
    said = heads[0] if len(heads) == 1 else f"{', '.join(heads[:-1])} and {heads[-1]}"
    where = f", in {within.name}" if within is not None else ""
    return f"{indicator.title}, by {said}{where}"
