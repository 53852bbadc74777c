"""What was not planted is not found: false alarms stay near the rate that is stated."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.county import DAY

from headwater.analysis.changes import Periods, changed_places
from headwater.analysis.workbench import Workbench
from headwater.data.invented import Truth, invent
from headwater.figures.line import chart_of
from headwater.partnership import Partnership
from headwater.products.brief import Brief
from headwater.vocabulary.periods import Month, months_between

YEARS = [
    Periods(
        months_between(Month(year + 1, 10), Month(year + 2, 9)),
        months_between(Month(year, 10), Month(year + 1, 9)),
    )
    for year in (2021, 2022, 2023)
]
"""Pairs of years before the planted rise."""


def test_before_the_rise_no_district_is_said_to_change(bench: Workbench, brief: Brief) -> None:
    """Three years of 100 and more comparisons: one chance in twenty of any alarm in each is stated."""
    looked_at = len(brief.place_harms) * len(brief.geography.area.districts)
    alarms = []
    for periods in YEARS:
        for slug in brief.place_harms:
            source = bench.source_of(brief.indicators[slug])
            assert source is not None
            if {*periods.now, *periods.before} <= set(bench.months(source.slug)):
                found = changed_places(bench, brief.indicators[slug], periods, looked_at=looked_at)
                alarms += [(c.place, slug, periods.now[0]) for c in found]
    assert looked_at > 50
    # Robberies that follow one another swing more than chance alone, which the interval does not know.
    assert len([a for a in alarms if a[1] != "robbery"]) <= 1, alarms
    assert len(alarms) <= 2, alarms


def test_where_nothing_was_planted_the_last_year_is_not_said_to_differ(
    brief: Brief, truth: Truth
) -> None:
    elsewhere = [
        (c.place, slug)
        for slug in brief.place_harms
        for c in brief.changed_places(slug)
        if c.place != truth.rise.district_name
    ]
    assert len(elsewhere) <= 1, elsewhere


def test_few_months_of_a_steady_series_are_flagged(brief: Brief) -> None:
    """Three-sigma limits: about three months in a thousand by chance, more where the season shows."""
    outside = months = 0
    for slug in ("criminal-damage", "drug-offences", "sexual-offences", "weapons-possession"):
        table = brief.by_month(slug)
        assert table is not None
        chart = chart_of(table)
        outside += int(chart.outside.sum())
        months += len(table)
    assert months >= 200
    assert outside / months < 0.03


def test_no_disparity_is_found_in_sex_where_none_was_planted(brief: Brief) -> None:
    """Residents are half and half; what was not planted is a ratio whose interval is near 1."""
    from headwater.vocabulary.people import Role

    found = brief.disparities("robbery", Role.VICTIM, "ethnicity")
    planted = [d for d in found if d.is_finding and d.ratio > 3]
    assert planted == []


@pytest.mark.slow
def test_another_county_gives_the_same_verdict(tmp_path: Path) -> None:
    """A second seed: its rise is found, and nothing beside it but what chance allows."""
    folder = tmp_path / "second"
    truth = invent(folder, seed=2)
    partnership = Partnership(folder, at=DAY)
    needed = [folder / "feeds" / f.file for f in truth.files if f.source in NEEDED]
    for _ in partnership.gather(needed):
        pass
    brief = Brief(partnership.bench, issued=DAY)
    found = [(c.place, slug) for slug in brief.place_harms for c in brief.changed_places(slug)]
    assert (truth.rise.district_name, "violence-with-injury") in found
    assert len([f for f in found if f[0] != truth.rise.district_name]) <= 1, found


NEEDED = ("police-record-level", "lookups", "population-by-age", "deprivation")
