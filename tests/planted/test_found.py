"""What was planted in the invented county is found by the analysis and told in the assessment."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.unit.products.conformance import lines

from headwater.analysis.hotspots import find_hot_spots
from headwater.analysis.indicator import all_indicators
from headwater.analysis.workbench import Workbench
from headwater.data.invented import Truth
from headwater.products.brief import Brief
from headwater.products.document import Block, Document, Heading, Section
from headwater.products.write import Assessment
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level


def chapter(document: Document, slug: str) -> Section:
    """One chapter of a document."""
    return next(s for s in document.sections if s.slug == slug)


def said(blocks: Iterable[Block]) -> str:
    """All that some blocks say."""
    return "\n".join(text for block in blocks for text in lines(block))


def under(section: Section, heading: str) -> tuple[Block, ...]:
    """The blocks below one heading, up to the next."""
    found: list[Block] = []
    inside = False
    for block in section.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return tuple(found)


# the rise


def test_the_rise_is_found_in_its_district_and_its_interval_holds_what_happened(
    brief: Brief, truth: Truth
) -> None:
    rise = truth.rise
    found = {c.place: c for c in brief.changed_places(rise.behaviour)}
    change = found[rise.district_name]
    before = rise.count_before / rise.months_before
    happened = (rise.count_after / rise.months_after / before - 1) * 100
    assert change.low > 0
    assert change.low <= happened <= change.high
    assert change.low <= (rise.factor - 1) * 100 <= change.high


def test_the_rise_is_told_with_district_and_behaviour_where_it_is_changing(
    assessed: Assessment, truth: Truth
) -> None:
    table = under(chapter(assessed.document, "where"), "Where it is changing")
    rows = [r for block in table for r in getattr(block, "rows", ())]
    told = [(r[0][0], r[1][0]) for r in rows]
    assert ("Violence with injury", truth.rise.district_name) in told


def test_the_rise_stands_among_the_most_pressing_factors(
    assessed: Assessment, truth: Truth
) -> None:
    page_one = chapter(assessed.document, "summary")
    (entry,) = (t for t in lines(page_one.blocks[1]) if t.startswith("Violence with injury"))
    assert f"It rose in {truth.rise.district_name}" in entry


# the hot spot


@pytest.mark.parametrize("slug", ["recorded-violence", "violence-with-injury", "public-order"])
def test_the_hot_spot_is_found_and_what_is_found_there_is_the_hot_spot(
    slug: str, bench: Workbench, truth: Truth, record_property: pytest.RecordProperty
) -> None:
    report = find_hot_spots(bench, all_indicators()[slug])
    assert report is not None
    planted = {bench.geography.by_code[c].code for c in truth.hot_spot.lsoa_2021}
    found = planted & report.codes
    record_property(f"overlap of {slug}", f"{len(found)} of {len(planted)}")
    assert len(found) >= 4
    # A cluster that touches the hot spot is in it: nothing around it is called hot.
    (cluster,) = (set(m) for m in report.members if planted & set(m))
    assert len(cluster & planted) >= len(cluster) / 2
    assert len(report.codes) < report.tested / 10


def test_the_hot_spots_district_is_named_among_the_clusters(brief: Brief, truth: Truth) -> None:
    report = brief.hot_spots("recorded-violence")
    assert report is not None
    name = brief.geography.names[truth.hot_spot.district]
    assert any(name in str(row["place"]) for row in report.clusters)


def test_the_hot_spot_is_among_the_places_where_harms_meet(brief: Brief, truth: Truth) -> None:
    overlap = brief.overlap
    assert overlap is not None
    planted = {brief.geography.by_code[c].code for c in truth.hot_spot.lsoa_2021}
    assert len(planted & set(overlap.many)) >= len(planted) / 2


# the disparity


def test_the_disparity_is_found_and_its_interval_holds_the_planted_factor(
    brief: Brief, truth: Truth
) -> None:
    """The planted factor is of people under 25; the table is of all ages, among whom they are most."""
    found = brief.disparities("knife-enabled-serious-violence", Role.VICTIM, "ethnicity")
    (one,) = (d for d in found if d.group == truth.disparity.group)
    assert one.reference == truth.disparity.compared_with
    assert one.is_finding
    assert one.low <= truth.disparity.factor <= one.high


def test_the_disparity_is_told_in_the_chapter_on_equality(
    assessed: Assessment, truth: Truth
) -> None:
    blocks = under(chapter(assessed.document, "equality"), "Knife-enabled serious violence")
    rows = [r for block in blocks for r in getattr(block, "rows", ())]
    (row,) = (r for r in rows if (r[0][0], r[1][0]) == ("Victims", truth.disparity.group))
    assert row[-1] == ("different",)


# hidden violence


def test_health_services_are_seen_to_treat_what_no_police_record_holds(
    brief: Brief, bench: Workbench, truth: Truth
) -> None:
    table = brief.hidden(Level.PARTNERSHIP)
    assert table is not None
    treated = next(r for r in table if "emergency" in str(r["source"]).lower())
    share = truth.hidden.known_to_police / truth.hidden.treated
    assert share == pytest.approx(truth.hidden.share_planted, abs=0.01)
    years = len(bench.window("emergency-department")) / 60
    assert float(str(treated["events"])) == pytest.approx(truth.hidden.treated * years, rel=0.1)


def test_the_health_view_sets_sources_side_by_side_and_adds_nothing_up(
    assessed: Assessment, brief: Brief
) -> None:
    text = said(chapter(assessed.document, "health-view").blocks)
    assert "never added together" in text
    table = brief.hidden(Level.PARTNERSHIP)
    assert table is not None
    counts = [float(str(v)) for v in table.column("events")]
    assert f"{sum(counts):,.0f}" not in text


# near repeats, repeat victims, first-time entrants


def test_robberies_are_found_to_repeat_nearby_and_violence_is_not(brief: Brief) -> None:
    robbery = brief.near_repeats("robbery")
    assert robbery is not None
    assert robbery.is_finding
    assert robbery.ratio > 1.5
    for slug in ("violence-with-injury", "weapons-possession"):
        other = brief.near_repeats(slug)
        assert other is not None
        assert not other.is_finding


def test_near_repeats_are_told_with_their_distance_and_time(assessed: Assessment) -> None:
    blocks = under(chapter(assessed.document, "where"), "Near repeats")
    rows = [r for block in blocks for r in getattr(block, "rows", ())]
    assert [r[-1][0] for r in rows if r[0][0] == "Robbery"] == ["a near-repeat pattern"]
    assert "400 metres" in said(blocks)


def test_people_harmed_again_are_counted(brief: Brief, truth: Truth) -> None:
    """The truth is of five years and all offences, the table of one year and violence: fewer come again."""
    table = brief.repeats("recorded-violence", Role.VICTIM)
    assert table is not None
    again = table.find(times="twice")
    assert float(str(again["events"])) > 50
    assert 0 < float(str(again["value"])) < truth.repeat_victim_share * 100


def test_first_time_entrants_are_counted(brief: Brief, bench: Workbench, truth: Truth) -> None:
    table = brief.by_month("first-time-entrants")
    assert table is not None
    shown = [v for v in table.column("events") if isinstance(v, int | float)]
    hidden = sum(v is Mark.HIDDEN for v in table.column("events"))
    assert sum(shown) <= truth.first_time_entrants + 2.5 * len(shown)
    assert sum(shown) + 7 * hidden >= truth.first_time_entrants - 2.5 * len(shown)


# gaps and faults


def test_the_missing_month_is_a_gap_in_the_series_and_named(
    brief: Brief, assessed: Assessment, truth: Truth
) -> None:
    ((_, month),) = truth.missing_months
    table = brief.by_month("ambulance-assaults")
    assert table is not None
    assert table.find(month=month)["events"] is Mark.NOT_RECEIVED
    assert any("February 2024: a gap, not zero" in c for c in table.provenance.caveats)
    assert "February 2024" in said(chapter(assessed.document, "data-quality").blocks)


def test_the_year_of_a_rate_never_spans_the_missing_month(bench: Workbench, truth: Truth) -> None:
    ((source, month),) = truth.missing_months
    assert month not in {str(m) for m in bench.window(source)}


def test_every_planted_fault_is_in_a_receipt_and_in_the_chapter_on_quality(
    bench: Workbench, assessed: Assessment, truth: Truth
) -> None:
    receipts = {d.file: d.receipt for d in bench.store.deliveries()}
    text = said(chapter(assessed.document, "data-quality").blocks)
    for fault in truth.faults:
        made = receipts[fault.file.rsplit("/", 1)[-1]]
        counted = {f["column"]: f["count"] for f in map(_plain, made["faults"])}
        assert counted[fault.column] == fault.rows
        assert f"“{fault.column}”" in text


def _plain(fault: object) -> dict[str, object]:
    if isinstance(fault, dict):
        return fault
    column, reason, count = fault[:3]  # type: ignore[index]
    return {"column": column, "reason": reason, "count": count}


def test_the_file_with_nhs_numbers_is_in_no_number(bench: Workbench, truth: Truth) -> None:
    (refused,) = (f for f in truth.files if f.state == "refused")
    assert refused.file.rsplit("/", 1)[-1] not in {d.file for d in bench.store.deliveries()}


# money


def test_the_triangle_is_seen_to_be_upside_down(
    brief: Brief, assessed: Assessment, truth: Truth
) -> None:
    found = brief.investment
    assert found is not None
    assert found.total == pytest.approx(sum(truth.spend_by_tier.values()), rel=0.001)
    assert found.inversion > 0.5
    assert "upside down" in said(chapter(assessed.document, "responses").blocks)


# the sum of it


def test_police_counts_are_the_counts_that_were_written(bench: Workbench, truth: Truth) -> None:
    """Month by month, after corrections, with what was set aside left out."""
    rows = bench.engine.incidents()
    police = rows.filter(rows.source == "police-record-level")
    months = police.group_by("month").aggregate(n=police.count()).to_pyarrow().to_pylist()
    counted = {r["month"].strftime("%Y-%m"): r["n"] for r in months}
    faults = sum(f.rows for f in truth.faults if f.file.startswith("police/"))
    assert set(counted) == set(truth.police_by_month)
    assert sum(counted.values()) == truth.police_records - faults
    assert all(counted[m] <= n for m, n in truth.police_by_month.items())


def test_the_document_speaks_of_the_county_and_of_no_real_place(
    assessed: Assessment, brief: Brief
) -> None:
    text = assessed.html.read_text("utf-8")
    for place in ("Leicester", "Rutland", "Loughborough"):
        assert place not in text
    assert brief.profile.area.name in text
