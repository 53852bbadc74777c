"""Outlines, look-ups, residents and deprivation of the invented county, as publishers write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray

from headwater.data.invented.county import County
from headwater.data.invented.files import Feeds, rows_of
from headwater.data.invented.names import CITY_CODE, COUNTY_CODE, DISTRICTS, UPPER_TIERS
from headwater.data.invented.people import GROUPS, OLDEST, People

YEAR = 2025
_BEFORE_END = 15
"""Months from mid-2025 to the last month."""
_ENGLAND = {2019: 32_844, 2025: 33_755}
_DOMAINS = (
    "Income",
    "Employment",
    "Education, Skills and Training",
    "Health Deprivation and Disability",
    "Crime",
    "Barriers to Housing and Services",
    "Living Environment",
)


def write_reference(feeds: Feeds, county: County, people: People) -> None:
    """Every reference feed."""
    _outlines(feeds, county)
    _lookups(feeds, county)
    _residents(feeds, county, people)
    for edition, codes in ((2019, county.coding.lsoa11), (2025, county.coding.lsoa21)):
        _deprivation(feeds, county, edition, codes)


def to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """British National Grid metres to longitude and latitude, six decimals."""
    east, north = _to_wgs84().transform(points[:, 0], points[:, 1])
    return np.round(np.column_stack([east, north]), 6)


@cache
def _to_wgs84() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(27700, 4326, always_xy=True)


def dissolve(
    codes: Sequence[str], labels: Sequence[str], outlines: NDArray[np.object_]
) -> Iterable[tuple[str, str, shapely.Geometry]]:
    """One outline for each code, in order of first appearance."""
    at: dict[str, list[int]] = {}
    for i, code in enumerate(codes):
        at.setdefault(code, []).append(i)
    for code, rows in at.items():
        yield code, labels[rows[0]], shapely.union_all(outlines[rows])


def _outlines(feeds: Feeds, county: County) -> None:
    coding = county.coding
    district = [DISTRICTS[d] for d in county.district]
    layers = (
        ("lsoa-2011", "LSOA11", coding.lsoa11, coding.lsoa11_name),
        ("lsoa-2021", "LSOA21", coding.lsoa21, coding.lsoa21_name),
        ("wards-2024", "WD24", coding.ward, coding.ward_name),
        ("districts-2024", "LAD24", [c for c, _ in district], [n for _, n in district]),
    )
    for name, stem, codes, labels in layers:
        features = [
            {
                "type": "Feature",
                "properties": {f"{stem}CD": code, f"{stem}NM": label},
                "geometry": json.loads(shapely.to_geojson(shapely.transform(outline, to_degrees))),
            }
            for code, label, outline in dissolve(codes, labels, county.outlines)
        ]
        path = f"reference/boundaries-{name}.geojson"
        text = json.dumps({"type": "FeatureCollection", "name": name, "features": features})
        feeds.add_lines(path, "boundaries", text + "\n", len(features))


def _lookups(feeds: Feeds, county: County) -> None:
    c = county.coding
    district = [DISTRICTS[d] for d in county.district]
    codes, labels = [x for x, _ in district], [x for _, x in district]
    tables: dict[str, Mapping[str, Sequence[str]]] = {
        "lsoa11-lsoa21": {
            "LSOA11CD": c.lsoa11,
            "LSOA11NM": c.lsoa11_name,
            "LSOA21CD": c.lsoa21,
            "LSOA21NM": c.lsoa21_name,
            "CHGIND": c.change,
            "LAD22CD": codes,
            "LAD22NM": labels,
        },
        "lsoa21-ward-district": {
            "LSOA21CD": c.lsoa21,
            "LSOA21NM": c.lsoa21_name,
            "WD24CD": c.ward,
            "WD24NM": c.ward_name,
            "LAD24CD": codes,
            "LAD24NM": labels,
        },
        "lsoa21-msoa21": {
            "LSOA21CD": c.lsoa21,
            "LSOA21NM": c.lsoa21_name,
            "MSOA21CD": c.msoa,
            "MSOA21NM": c.msoa_name,
        },
        "district-upper-tier": {
            "LAD24CD": [code for code, _ in DISTRICTS],
            "LAD24NM": [name for _, name in DISTRICTS],
            "UTLA24CD": [_upper(code)[0] for code, _ in DISTRICTS],
            "UTLA24NM": [_upper(code)[1] for code, _ in DISTRICTS],
        },
    }
    for name, columns in tables.items():
        rows = list(dict.fromkeys(zip(*columns.values(), strict=True)))
        table = rows_of(**dict(zip(columns, zip(*rows, strict=True), strict=True)))
        feeds.add(f"reference/lookup-{name}.csv", "lookups", table)


def _upper(code: str) -> tuple[str, str]:
    wanted = CITY_CODE if code == CITY_CODE else COUNTY_CODE
    return next(place for place in UPPER_TIERS if place[0] == wanted)


def _residents(feeds: Feeds, county: County, people: People) -> None:
    age = np.minimum(people.age_at(np.arange(len(people)), _BEFORE_END), OLDEST)
    codes = list(dict.fromkeys(county.coding.lsoa21))
    labels = dict(zip(county.coding.lsoa21, county.coding.lsoa21_name, strict=True))
    lsoa = np.array([codes.index(c) for c in county.coding.lsoa21])[people.parcel]
    district = county.district[people.parcel]
    counts = _count((lsoa, people.sex.astype(np.int64), age), (len(codes), 2, OLDEST + 1))
    by_age = {
        "LSOA 2021 Code": codes,
        "LSOA 2021 Name": [labels[c] for c in codes],
        "Total": counts.sum(axis=(1, 2)),
        **{f"{s}{a}": counts[:, i, a] for i, s in enumerate("FM") for a in range(OLDEST + 1)},
    }
    feeds.add(f"reference/residents-{YEAR}-by-age.csv", "population-by-age", rows_of(**by_age))
    by_sex = _count((district, people.sex.astype(np.int64), age), (len(DISTRICTS), 2, OLDEST + 1))
    where, sex, years = (x.ravel() for x in np.indices(by_sex.shape))
    table = rows_of(
        ladcode24=[DISTRICTS[d][0] for d in where],
        ladname24=[DISTRICTS[d][1] for d in where],
        sex=2 - sex,
        age=years,
        **{f"population_{YEAR}": by_sex.ravel()},
    )
    feeds.add(f"reference/residents-{YEAR}-by-sex.csv", "population-by-sex", table)
    by_group = _count((district, people.group.astype(np.int64)), (len(DISTRICTS), 5))
    where, group = (x.ravel() for x in np.indices(by_group.shape))
    feeds.add_lines(
        "reference/residents-2021-by-ethnic-group.csv",
        "population-by-ethnic-group",
        "ltla21_code,ltla21_name,ethnic_group,value\n"
        + "".join(
            f'{DISTRICTS[d][0]},{DISTRICTS[d][1]},"{GROUPS[g]} (number)",{n}\n'
            for d, g, n in zip(where, group, by_group.ravel(), strict=True)
        ),
        by_group.size,
    )


def _count(parts: tuple[NDArray[np.int64], ...], shape: tuple[int, ...]) -> NDArray[np.int64]:
    flat = np.ravel_multi_index(parts, shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64)


def _deprivation(feeds: Feeds, county: County, edition: int, codes: Sequence[str]) -> None:
    unique = list(dict.fromkeys(codes))
    at = [codes.index(code) for code in unique]
    labels = county.coding.lsoa11_name if edition == 2019 else county.coding.lsoa21_name
    year = 2011 if edition == 2019 else 2021
    share = county.deprivation[at]
    drift = feeds.rng.normal
    place = [DISTRICTS[county.district[i]] for i in at]
    columns: dict[str, object] = {
        f"LSOA code ({year})": unique,
        f"LSOA name ({year})": [labels[i] for i in at],
        f"Local Authority District code ({edition - 1 if edition == 2025 else 2019})": [
            p[0] for p in place
        ],
        f"Local Authority District name ({edition - 1 if edition == 2025 else 2019})": [
            p[1] for p in place
        ],
    }
    for title in ("Index of Multiple Deprivation (IMD)", *_DOMAINS):
        spread = 0.02 if title.startswith("Index") else 0.12
        own = np.clip(share + drift(0, spread, len(share)), 0.0005, 0.9995)
        rank = np.ceil((1 - own) * _ENGLAND[edition]).astype(np.int64)
        score = np.round(-23 * np.log(1 - own * 0.98), 3)
        plain = title.replace(",", "")
        columns[f"{plain} Score"] = score
        columns[f"{plain} Rank (where 1 is most deprived)"] = rank
        columns[f"{plain} Decile (where 1 is most deprived 10% of LSOAs)"] = np.ceil(
            rank * 10 / _ENGLAND[edition]
        ).astype(np.int64)
    table: pa.Table = rows_of(**columns)
    feeds.add(f"reference/deprivation-{edition}.csv", "deprivation", table)
