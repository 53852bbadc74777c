"""Published tables about the invented county's children, as the Department for Education makes them."""

from __future__ import annotations

from headwater.data.invented.files import Feeds, rows_of
from headwater.data.invented.names import CITY, CITY_CODE, COUNTY, COUNTY_CODE

_YEARS = ("202021", "202122", "202223", "202324", "202425")
_LAIT = {
    "FirstYJS": (190.0, -9.0, range(2019, 2026)),
    "TotPermEx": (0.09, 0.006, range(2019, 2026)),
    "TotFixedEx": (6.1, 0.5, range(2019, 2026)),
    "TotAbs": (5.4, 0.35, range(2019, 2026)),
    "SFSecPerAbNew": (16.0, 1.6, range(2019, 2026)),
    "16-17 NEET": (3.4, 0.1, range(2019, 2026)),
}


def write_published(feeds: Feeds) -> None:
    """Write exclusions and children's measures."""
    _exclusions(feeds)
    _measures(feeds)


def _exclusions(feeds: Feeds) -> None:
    """Authority level for five years, then schools of the last year, small numbers suppressed."""
    rng = feeds.rng
    rows: list[tuple[object, ...]] = []
    for i, year in enumerate(_YEARS):
        for code, name, pupils in ((CITY_CODE, CITY, 58_000), (COUNTY_CODE, COUNTY, 96_000)):
            suspended = int(rng.poisson(pupils * (0.052 + 0.006 * i)))
            excluded = int(rng.poisson(pupils * (0.0007 + 0.0001 * i)))
            rows.append(
                (
                    year,
                    "Local authority",
                    code,
                    name,
                    "",
                    "",
                    suspended,
                    f"{suspended / pupils * 100:.2f}",
                    excluded,
                    f"{excluded / pupils * 100:.3f}",
                )
            )
    for school in range(24):
        pupils = int(rng.integers(600, 1_600))
        suspended, excluded = int(rng.poisson(pupils * 0.07)), int(rng.poisson(1.4))
        small = 0 < excluded < 5
        rows.append(
            (
                _YEARS[-1],
                "School",
                CITY_CODE if school < 10 else COUNTY_CODE,
                CITY if school < 10 else COUNTY,
                f"{999_001 + school}",
                f"Invented School {school + 1}",
                suspended,
                f"{suspended / pupils * 100:.2f}",
                "c" if small else excluded,
                "c" if small else f"{excluded / pupils * 100:.3f}",
            )
        )
    headings = (
        "time_period",
        "geographic_level",
        "new_la_code",
        "la_name",
        "school_urn",
        "school_name",
        "suspension",
        "susp_rate",
        "perm_excl",
        "perm_excl_rate",
    )
    columns = dict(zip(headings, zip(*rows, strict=True), strict=True))
    feeds.add("schools/suspensions-and-exclusions.csv", "school-exclusions", rows_of(**columns))


def _measures(feeds: Feeds) -> None:
    rng = feeds.rng
    rows = []
    for short, (start, slope, years) in _LAIT.items():
        for number, name, factor in ((990, CITY, 1.25), (991, COUNTY, 0.85)):
            for i, year in enumerate(years):
                value = factor * (start + slope * i) * (1 + rng.normal(0, 0.03))
                hidden = short == "TotPermEx" and year == 2020
                rows.append(
                    (short, "", year, name, "-" if hidden else f"{value:.3f}", number, COUNTY)
                )
    headings = (
        "Short Desc",
        "Data item",
        "Years",
        "LA and Regions",
        "Values",
        "LA Number",
        "Region",
    )
    columns = dict(zip(headings, zip(*rows, strict=True), strict=True))
    feeds.add("schools/childrens-measures.csv", "published-measures", rows_of(**columns))
