"""Every source keeps the house's rules, and a file is recognised as one source and no other."""

from __future__ import annotations

import pytest
from tests.unit.data.sources.conformance import check_source

from headwater.data.headings import recognise, reference_source
from headwater.data.source import (
    Column,
    Constant,
    Kind,
    ReferenceSource,
    Shape,
    Source,
    Take,
    all_sources,
)
from headwater.vocabulary.agencies import AgencyKind

SOURCES = all_sources()
INCIDENTS = {slug: s for slug, s in SOURCES.items() if s.shape is Shape.INCIDENTS}

REFERENCE_FILES: dict[str, tuple[str, ...]] = {
    "boundaries": ("LSOA21CD", "LSOA21NM", "geometry"),
    "deprivation": (
        "LSOA code (2021)",
        "Index of Multiple Deprivation (IMD) Score",
        "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    ),
    "lookups": ("LSOA11CD", "LSOA11NM", "LSOA21CD", "LSOA21NM", "CHGIND", "LAD22CD", "LAD22NM"),
    "population-by-age": (
        "LSOA 2021 Code",
        "LSOA 2021 Name",
        "Total",
        *(f"F{age}" for age in range(91)),
        *(f"M{age}" for age in range(91)),
    ),
    "population-by-ethnic-group": ("ltla21_code", "ltla21_name", "ethnic_group", "value"),
    "population-by-sex": ("ladcode21", "ladname21", "country", "sex", "age", "population_2021"),
    "published-measures": (
        "Short Desc",
        "Data item",
        "Years",
        "LA and Regions",
        "Values",
        "LA Number",
        "Region",
    ),
    "school-exclusions": (
        "school_urn",
        "time_period",
        "geographic_level",
        "time_identifier",
        "suspension",
        "susp_rate",
        "perm_excl",
        "perm_excl_rate",
    ),
    "services": ("Service name", "Provider", "Tier", "Life stage", "Annual cost"),
}


@pytest.mark.parametrize("slug", SOURCES)
def test_every_source_keeps_the_rules_of_the_house(slug: str) -> None:
    assert check_source(SOURCES[slug]) == []


def test_the_check_sees_what_is_wrong() -> None:
    class Bad(Source):
        slug = "Bad Slug"
        title = "T"
        publisher = "P"
        agency = AgencyKind.POLICE
        licence = "L"
        where = "Nowhere"
        adds = "Capital."
        key = ("name",)
        name = Column("Name", Kind.TEXT)
        sex = Column("Sex", Kind.CODE, codes={"F": "woman"})
        minimum = {
            "month": Take("absent"),
            "victim_sex": Take("sex"),
            "shoe_size": Constant(9),
        }

    wrong = " | ".join(check_source(Bad))
    for part in (
        "kebab-case",
        "adds cannot follow",
        "where is not a sentence",
        "row_meaning is blank",
        "not declared",
        "“woman”",
        "shoe_size",
        "not a declared identifier",
        "no question",
    ):
        assert part in wrong


@pytest.mark.parametrize("slug", INCIDENTS)
@pytest.mark.parametrize("only_required", [False, True], ids=["every column", "required columns"])
def test_a_file_of_incidents_is_recognised_as_its_own_source(
    slug: str, only_required: bool
) -> None:
    columns = INCIDENTS[slug].columns().values()
    headings = tuple(c.title for c in columns if c.required or not only_required)
    found = recognise([headings], {})
    assert found[0].source.slug == slug
    assert found[0].fits
    assert [m.source.slug for m in found if m.fits] == [slug]
    assert not any(s for s in _reference_sources(headings)), "a reference source claims it as well"


def test_every_reference_source_has_a_file_here() -> None:
    assert set(REFERENCE_FILES) == set(SOURCES) - set(INCIDENTS)


@pytest.mark.parametrize("slug", REFERENCE_FILES)
def test_a_reference_file_is_recognised_as_its_own_source(slug: str) -> None:
    headings = REFERENCE_FILES[slug]
    assert _reference_sources(headings) == [slug]
    found = reference_source(headings, f"{slug}.csv")
    assert found is not None
    assert found.slug == slug
    assert not any(m.fits for m in recognise([headings], {}))


def _reference_sources(headings: tuple[str, ...]) -> list[str]:
    return [
        slug
        for slug, source in SOURCES.items()
        if issubclass(source, ReferenceSource) and source.matches(headings, "file.csv")
    ]
