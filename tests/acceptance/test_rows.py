"""Rows of the founding paper that the needs assessment answers, each by its reference."""

from __future__ import annotations

from datetime import date

import pytest
from tests.county import DAY, copy
from tests.planted.test_found import chapter, said, under

from headwater.analysis.compute import by_month, by_place
from headwater.analysis.deprivation import by_deprivation, load_deprivation
from headwater.analysis.indicator import all_indicators
from headwater.analysis.workbench import Workbench
from headwater.data.minimum_dataset import INCIDENT
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.source import Shape, all_sources
from headwater.products.brief import Brief
from headwater.products.chapter import all_chapters
from headwater.products.document import Facts, FigureBlock
from headwater.products.write import Assessment
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import BEHAVIOURS, ROOT, Definition, ancestors, branch
from headwater.vocabulary.people import UNDER_25, UP_TO_25, Role
from headwater.vocabulary.places import Level

INDICATORS = all_indicators()


def test_harmful_behaviour_is_the_root_of_all_that_is_counted() -> None:
    """HWB 2.1: “harmful behaviours” was chosen to cover every public service including health."""
    assert all(slug == ROOT or ancestors(slug)[-1] == ROOT for slug in BEHAVIOURS)
    assert set(branch(ROOT)) == set(BEHAVIOURS)
    beyond_crime = {"self-harm", "overdose", "mental-health-crisis", "school-exclusion"}
    assert beyond_crime <= set(BEHAVIOURS)
    for indicator in INDICATORS.values():
        assert set(indicator.behaviours) <= set(BEHAVIOURS)


def test_deprivation_is_joined_to_every_count_of_small_areas(bench: Workbench) -> None:
    """HWB 2.1: the Index of Multiple Deprivation underpins local analysis."""
    index = load_deprivation(bench)
    areas = {p.code for p in bench.geography.places(Level.LSOA)}
    assert set(index.decile) == areas
    for slug, indicator in INDICATORS.items():
        source = bench.source_of(indicator)
        if source is None or "lsoa" not in source.minimum:
            continue
        table = by_deprivation(bench, indicator)
        assert [str(d) for d in range(1, 11)] == list(table.column("decile")), slug
        # What has a place is in one of the tenths: nothing is lost in the joining.
        cells = bench.cells(indicator, source.slug, bench.profile.definition)
        window = bench.window(source.slug)
        placed = cells.total(window, list(range(len(cells.areas))))
        shown = sum(v for v in table.column("events") if isinstance(v, int | float))
        assert shown <= placed + 2.5 * 10
        assert shown >= placed - 7 * 10


def test_several_harms_in_one_place_are_found(brief: Brief) -> None:
    """HWB 2.1, SPB 4.1: hard issues overlap in the same places."""
    overlap = brief.overlap
    assert overlap is not None
    assert len(overlap.harms) >= 3
    assert len(overlap.points) == len(brief.geography.places(Level.LSOA))
    assert 0 < len(overlap.many) < len(overlap.points) / 5
    assert 0 < overlap.deprived_share <= 1


def test_behaviours_that_meet_are_told_together(assessed: Assessment) -> None:
    """SPB 4.1: communities of multiple deprivation show many behaviours at once."""
    blocks = under(chapter(assessed.document, "where"), "Several harms in one place")
    assert "most deprived fifth" in said(blocks)
    assert any(isinstance(b, FigureBlock) for b in blocks)


def test_knife_injury_treated_in_hospital_is_a_measure_of_its_own(brief: Brief) -> None:
    """HWB 5.3: areas were picked on knife-related injury treated at the main hospital."""
    indicator = INDICATORS["sharp-object-admissions"]
    assert indicator.success_measure == 1
    assert indicator.sources == ("hospital-admissions",)
    table = brief.by_place(indicator.slug, Level.DISTRICT)
    assert table is not None
    assert len(table) == len(brief.geography.area.districts)


def test_the_needs_assessment_names_drivers_and_the_cohorts_most_affected(
    assessed: Assessment,
) -> None:
    """HWB 5.5: a Strategic Needs Assessment gives drivers of serious violence and the cohorts."""
    drivers = chapter(assessed.document, "risk-factors")
    assert "Deprivation of the place" in said(drivers.blocks)
    cohorts = [b for b in chapter(assessed.document, "cohorts").blocks if isinstance(b, Facts)]
    assert len(cohorts) >= 4
    for card in cohorts:
        assert {"Who", "Trend"} <= {name for name, _ in card.items}


def test_the_needs_assessment_names_what_is_missing_and_whom_to_ask(
    open_bench: Workbench,
) -> None:
    """HWB 5.5: gaps are named, chapter by chapter, with the agency that holds the data."""
    brief = Brief(open_bench, issued=DAY)
    front = all_chapters()["about"].section(brief, 0)
    text = said(front.blocks)
    missing = brief.missing_sources
    assert len(missing) >= 5
    for source in missing:
        assert source.title in text
        assert source.agency.value in text


def test_the_age_limit_of_a_definition_is_the_partnerships_to_set(bench: Workbench) -> None:
    """HWB 5.9, contradiction 2: a measure counts under 25, the programme up to 25."""
    assert (UNDER_25.holds(25), UP_TO_25.holds(25)) == (False, True)
    whole = bench.profile.definition
    totals = {}
    for name, ages in (("all", whole.ages), ("up to", UP_TO_25), ("under", UNDER_25)):
        narrowed = _like(whole, ages=ages)
        source = bench.source_of(INDICATORS["defined-violence"])
        assert source is not None
        rows = bench.select(INDICATORS["defined-violence"], source.slug, narrowed)
        totals[name] = int(rows.count().to_pyarrow().as_py())
        if name != "all":
            oldest = rows.victim_age.max().to_pyarrow().as_py()
            assert oldest == ages.high
    assert totals["all"] > totals["up to"] > totals["under"] > 0


@pytest.mark.parametrize("limit", ["public_place_only", "knife_only"])
def test_public_place_and_knife_limits_are_the_partnerships_to_set(
    limit: str, bench: Workbench
) -> None:
    """HWB 5.9: serious youth violence in public spaces including knife crime, widened without code."""
    whole = bench.profile.definition
    field = {"public_place_only": "public_place", "knife_only": "knife"}[limit]
    rows = bench.select(
        INDICATORS["defined-violence"], "police-record-level", _like(whole, **{limit: True})
    )
    kept = rows[field].to_pyarrow().to_pylist()
    assert kept
    assert all(kept)


def test_a_limit_that_a_source_cannot_tell_is_said_under_the_table(open_bench: Workbench) -> None:
    """HWB 5.9: open data holds no age, so the table says that the limit is not applied."""
    narrow = _like(open_bench.profile.definition, ages=UNDER_25, knife_only=True)
    table = by_month(open_bench, INDICATORS["defined-violence"], narrow)
    assert any("does not record" in c and "ages" in c for c in table.provenance.caveats)


def _like(definition: Definition, **limits: object) -> Definition:
    from dataclasses import replace

    return replace(definition, version="test", **limits)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def open_bench(invented, tmp_path_factory):  # type: ignore[no-untyped-def]
    """The county after every agreement has ended: only what is public may be read."""
    folder = copy(invented, tmp_path_factory.mktemp("public") / "county")
    papers = folder / "agreements.toml"
    papers.write_text(papers.read_text().replace("2036-12-31", "2026-01-01"))
    bench = Workbench(folder, at=DAY)
    yield bench
    bench.close()


def test_one_picture_is_made_from_several_agencies_feeds(brief: Brief) -> None:
    """HWB 5.12 iv: a detailed picture of youth violence from multiple data sources."""
    agencies = {brief.source(s).agency for s in brief.received}
    assert {AgencyKind.POLICE, AgencyKind.AMBULANCE, AgencyKind.HOSPITAL_TRUST} <= agencies
    table = brief.hidden(Level.PARTNERSHIP)
    assert table is not None
    assert len(set(table.column("source"))) == 3


def test_each_agency_contributes_its_own_data(brief: Brief, assessed: Assessment) -> None:
    """ToR 2.3: analyse the behaviour in detail; each agency contributes its own data."""
    providers = {p for q in brief.scorecard for p in q.providers}
    assert len(providers) >= 2
    used = {c.indicator for c in assessed.document.claims()}
    sources = {s.slug for i in used if i in INDICATORS for s in [brief.bench.source_of(INDICATORS[i])] if s}  # fmt: skip
    assert len(sources) >= 4


def test_the_minimum_dataset_holds_what_residents_report(brief: Brief) -> None:
    """ToR 3.4: a minimum dataset including issues reported by local communities."""
    source = all_sources()["community-reports"]
    assert source.shape is Shape.INCIDENTS
    names = {item.name for item in INCIDENT}
    assert {"behaviour", "month", "lsoa"} <= names
    assert set(source.minimum) <= names
    table = by_month(brief.bench, INDICATORS["community-reports"])
    assert any(isinstance(v, int) for v in table.column("events"))
    voice = all_chapters()["community-voice"].section(brief, 14)
    assert any(isinstance(b, FigureBlock) for b in voice.blocks)


def test_patterns_of_behaviour_are_monitored_over_time(brief: Brief, bench: Workbench) -> None:
    """ToR 3.8: monitor and review patterns, by month and by place, against the year before."""
    months = by_month(bench, INDICATORS["recorded-violence"])
    assert len(months) == 60
    change = brief.change("recorded-violence", brief.periods("recorded-violence"))
    assert change is not None
    assert change.low <= change.percent <= change.high
    assert len(by_place(bench, INDICATORS["recorded-violence"], Level.WARD)) > 20


def test_the_success_measures_are_the_three_of_the_home_office() -> None:
    """HWB 5.9, domain 2.3: sharp-object admissions, knife-enabled violence, non-domestic homicide."""
    by_number: dict[int, list[str]] = {}
    for slug, indicator in INDICATORS.items():
        if indicator.success_measure:
            by_number.setdefault(indicator.success_measure, []).append(slug)
    assert set(by_number) == {1, 2, 3}
    assert "sharp-object-admissions-under-25" in by_number[1]
    assert "knife-enabled-serious-violence-under-25" in by_number[2]
    assert INDICATORS["knife-enabled-serious-violence-under-25"].ages == UNDER_25
    assert INDICATORS["knife-enabled-serious-violence-under-25"].role is Role.VICTIM


def test_the_shipped_area_is_the_papers_own() -> None:
    """HWB 1.1: Leicester, Leicestershire and Rutland, three upper-tier authorities (contradiction 7)."""
    profile = parse_profile(shipped_text("llr"), "llr")
    names = {place.name for place in profile.area.upper_tiers}
    assert names == {"Leicester", "Leicestershire", "Rutland"}
    assert profile.definition.adopted <= date(2026, 1, 1)
