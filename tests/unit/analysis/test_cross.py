"""Several fields at once, held against what is asked one field at a time."""

from __future__ import annotations

import pytest

from headwater.analysis.answers import answer
from headwater.analysis.changes import last_year
from headwater.analysis.compute import by_age, by_month, by_place
from headwater.analysis.cross import MOST_ROWS, cross, ways
from headwater.analysis.gazetteer import gazetteer
from headwater.analysis.hotspots import (
    HotSpotReport,
    Standing,
    find_hot_spots,
    least_hot,
    standings,
)
from headwater.analysis.indicator import all_indicators
from headwater.analysis.overlap import overlapping, place_harms
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.stats.disclosure import HIDDEN_UP_TO
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level

POLICE = all_indicators()["recorded-violence"]
REPORTS = all_indicators()["community-reports"]
HOSPITAL = all_indicators()["emergency-department-assaults"]


def counts(table: Released) -> list[float]:
    return [float(c) for c in table.column("events") if isinstance(c, int | float)]


def test_one_field_gives_the_counts_and_rates_of_its_own_question(bench: Workbench) -> None:
    ages = by_age(bench, POLICE, Role.VICTIM)
    crossed = cross(bench, POLICE, ("age",))
    for name in ("age", "events", "value", "low", "high", "population"):
        assert crossed.column(name) == ages.column(name)
    districts = by_place(bench, POLICE, Level.DISTRICT)
    crossed = cross(bench, POLICE, ("district",))
    assert crossed.column("events") == districts.column("events")
    assert crossed.column("population") == districts.column("population")
    assert crossed.codes == districts.codes


def test_a_public_sources_parts_add_up_to_its_whole(bench: Workbench) -> None:
    table = cross(bench, REPORTS, ("district", "theme"))
    whole = by_place(bench, REPORTS, Level.DISTRICT)
    for row in whole:
        parts = [r["events"] for r in table if r["district"] == row["place"]]
        assert sum(float(str(n)) for n in parts) == row["events"]


def test_every_combination_is_a_row_and_small_counts_are_hidden(bench: Workbench) -> None:
    table = cross(bench, POLICE, ("district", "age", "sex"))
    sexes = {str(row["sex"]) for row in table}
    assert len(table) == 9 * 9 * len(sexes)
    shown = counts(table)
    assert shown
    assert all(n >= 10 and n % 5 == 0 for n in shown)
    assert Mark.HIDDEN in table.column("events")
    assert "hidden" in table.provenance.decision


def test_rates_by_age_and_sex_are_of_that_ages_and_sexs_residents(bench: Workbench) -> None:
    table = cross(bench, POLICE, ("age", "sex"))
    row = table.find(age="18 to 24", sex="female")
    assert row["population"] == round(
        sum(
            n
            for (_, sex), ages in bench.residents.by_sex.items()
            for age, n in ages.items()
            if sex.value == "female" and 18 <= age <= 24
        )
    )
    assert isinstance(row["value"], float)


def test_where_residents_are_not_known_the_share_of_all_is_given(bench: Workbench) -> None:
    table = cross(bench, POLICE, ("setting", "weapon"))
    assert table.unit == "per cent"
    whole = sum(float(str(v)) for v in table.column("value") if isinstance(v, float))
    assert 80 < whole <= 102


def test_within_a_place_only_its_own_incidents_count(bench: Workbench) -> None:
    known = gazetteer(bench)
    district = known.of(Level.DISTRICT)[0]
    wards = cross(bench, POLICE, ("ward",), district)
    everywhere = by_place(bench, POLICE, Level.WARD)
    here = {p.code for p in known.inside(district, Level.WARD)}
    assert set(wards.codes) == here
    of_all = dict(zip(everywhere.codes, everywhere.column("events"), strict=True))
    assert list(wards.column("events")) == [of_all[code] for code in wards.codes]
    assert wards.title.endswith(f"in {district.name}")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("age", "age"), "once"),
        (("ward", "district"), "one kind of place"),
        (("lsoa", "age", "sex"), "rows"),
        (("age", "sex", "setting", "weapon"), "At most"),
        (("shoe-size",), "Choose from"),
        ((), "Choose from"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(fields, said, bench: Workbench) -> None:
    with pytest.raises(UsageError, match=said):
        cross(bench, POLICE, fields)


def test_a_source_that_does_not_record_a_field_is_named(bench: Workbench) -> None:
    assert "sex" not in ways(bench, HOSPITAL)
    with pytest.raises(UsageError, match="does not record sex"):
        cross(bench, HOSPITAL, ("sex", "setting"))


def test_every_way_that_is_offered_can_be_asked(bench: Workbench) -> None:
    for indicator in (POLICE, HOSPITAL, REPORTS):
        for name in ways(bench, indicator):
            assert len(cross(bench, indicator, (name,))) <= MOST_ROWS


def test_months_of_districts_add_up_to_the_months_of_the_area(bench: Workbench) -> None:
    known = gazetteer(bench)
    whole = dict(by_month(bench, REPORTS).rows)
    parts = [by_month(bench, REPORTS, place=d) for d in known.of(Level.DISTRICT)]
    for i, month in enumerate(whole):
        assert sum(float(str(p.rows[i][1])) for p in parts) <= float(str(whole[month]))
    assert sum(sum(counts(p)) for p in parts) > 0.8 * sum(float(str(n)) for n in whole.values())


# places


def test_a_place_knows_what_it_lies_in_and_what_lies_in_it(bench: Workbench) -> None:
    known = gazetteer(bench)
    small = bench.geography.small_areas[0]
    place = known.find(small.code)
    assert place is not None
    assert [p.level for p in known.above(place)] == [
        Level.PARTNERSHIP,
        Level.DISTRICT,
        Level.WARD,
        Level.MSOA,
    ]
    ward = next(p for p in known.above(place) if p.level is Level.WARD)
    assert place in known.inside(ward, Level.LSOA)
    assert known.district(ward) == known.district(place)
    held = [code for d in known.of(Level.DISTRICT) for code in known.small_areas(d)]
    assert sorted(held) == sorted(s.code for s in bench.geography.small_areas)


def test_a_small_area_is_found_by_every_code_it_had(bench: Workbench) -> None:
    known = gazetteer(bench)
    joined = next(s for s in bench.geography.small_areas if len(s.codes) > 1)
    assert {known.find(code) for code in joined.codes} == {known.find(joined.code)}
    assert known.find("no such code") is None


# hot spots over time, and where harms meet


def test_a_hot_spot_that_was_hot_a_year_ago_is_lasting(bench: Workbench) -> None:
    now = find_hot_spots(bench, POLICE)
    assert now is not None
    assert set(standings(now, now)) == {Standing.LASTING}
    nothing = HotSpotReport(frozenset(), now.clusters, now.tested)
    assert set(standings(now, nothing)) == {Standing.NEW}
    one = next(m for m in now.members if len(m) > 2)
    part = HotSpotReport(frozenset(one[:1]), now.clusters, now.tested)
    assert standings(now, part)[now.members.index(one)] is Standing.GROWING


@pytest.mark.parametrize("mean", [n / 10 for n in range(120)])
def test_that_an_area_is_hot_leaves_its_hidden_count_at_least_four_values(mean: float) -> None:
    least = least_hot(mean, restricted=True)
    left = [n for n in range(HIDDEN_UP_TO + 1) if n > least]
    assert abs(least - mean) <= 2
    assert not left or len(left) >= 4
    assert least_hot(mean, restricted=False) == mean


def test_hot_spots_of_the_year_before_are_looked_for_in_its_own_months(bench: Workbench) -> None:
    source = bench.source_of(POLICE)
    assert source is not None
    periods = last_year(bench, source.slug)
    assert periods is not None
    before = find_hot_spots(bench, POLICE, periods.before)
    assert before is not None
    assert before.clusters.provenance.period != bench.window(source.slug)
    assert "2025" in before.clusters.provenance.period


@pytest.mark.parametrize("worst", [0.1, 0.2])
def test_a_wider_worst_gives_more_points_and_deciles_count_every_area(
    worst: float, bench: Workbench
) -> None:
    tables = {i.short: by_place(bench, i, Level.LSOA) for i in place_harms(bench)}
    found = overlapping(bench, tables, worst)
    default = overlapping(bench, tables)
    assert found is not None
    assert default is not None
    wider = sum(counts(found.points)) > sum(counts(default.points))
    assert wider == (worst > 0.15)
    assert found.by_decile is not None
    assert sum(float(str(n)) for n in found.by_decile.column("population")) == len(found.points)
    assert sum(counts(found.by_decile)) == len(found.many)
    for row, code in zip(found.points, found.points.codes, strict=True):
        assert len(found.hit.get(code, ())) == row["events"]


def test_a_single_field_is_answered_as_the_command_line_answers_it(bench: Workbench) -> None:
    shown = answer(bench, POLICE, "sex", Level.DISTRICT)
    crossed = cross(bench, POLICE, ("sex",))
    by_sex = dict(zip(shown.column("victim_sex"), shown.column("events"), strict=True))
    assert dict(zip(crossed.column("sex"), crossed.column("events"), strict=True)) == by_sex
