"""What must not change how concentrated events are, and what must."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.stats.concentration import (
    adjusted_gini,
    concentration,
    expected_share_in_top,
    gini,
    lorenz,
    places_holding,
    share_in_top,
)
from headwater.vocabulary.errors import StatisticError

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=80).filter(any)


@given(COUNTS, st.randoms())
def test_the_order_of_places_changes_nothing(counts, random):
    other = counts.copy()
    random.shuffle(other)
    assert gini(other) == pytest.approx(gini(counts))
    assert places_holding(other) == places_holding(counts)
    assert share_in_top(other, 0.1) == share_in_top(counts, 0.1)


@given(COUNTS)
def test_doubling_every_count_leaves_gini_and_shares(counts):
    double = [2 * c for c in counts]
    assert gini(double) == pytest.approx(gini(counts))
    assert places_holding(double).places == places_holding(counts).places


@given(COUNTS)
def test_listing_every_place_twice_leaves_gini(counts):
    assert gini(counts + counts) == pytest.approx(gini(counts))


@given(COUNTS)
def test_both_coefficients_lie_between_nought_and_one(counts):
    assert -1e-12 <= gini(counts) < 1
    assert -1e-12 <= adjusted_gini(counts) < 1
    assert adjusted_gini(counts) <= gini(counts) + 1e-12


@given(COUNTS, st.floats(0.05, 0.95))
def test_no_fewer_places_hold_the_share(counts, share):
    found = places_holding(counts, share)
    held = np.sort(counts)[::-1]
    assert held[: found.places].sum() >= share * sum(counts) - 1e-6
    assert held[: found.places - 1].sum() < share * sum(counts)


@given(COUNTS)
def test_a_curve_rises_from_nought_to_one_and_bends_down(counts):
    curve = lorenz(counts)
    assert (curve.events[0], curve.places[0]) == (0, 0)
    assert (curve.events[-1], curve.places[-1]) == (pytest.approx(1), pytest.approx(1))
    steps = np.diff(curve.events)
    assert (steps >= 0).all()
    assert (np.diff(steps) <= 1e-12).all()


@given(st.integers(1, 5000), st.integers(2, 400), st.data())
def test_chance_gives_the_top_no_less_than_their_share_and_all_places_all(events, places, data):
    top = data.draw(st.integers(1, places))
    expected = expected_share_in_top(events, places, top)
    assert top / places - 1e-9 <= expected <= 1
    assert expected_share_in_top(events, places, places) == pytest.approx(1)


def test_no_events_have_no_concentration():
    assert math.isnan(gini([0, 0]))
    assert math.isnan(adjusted_gini([0, 0]))
    assert math.isnan(share_in_top([0, 0], 0.5).share)
    assert places_holding([0, 0]).places == 0
    assert not concentration([0, 0]).exceeds_chance()
    assert np.isnan(lorenz([0, 0]).events).all()


@pytest.mark.parametrize("counts", [[], [-1, 2], [0.5, 1], [np.nan, 1], [[1, 2], [3, 4]]])
def test_what_are_no_counts_of_places_is_refused(counts):
    with pytest.raises(StatisticError):
        gini(counts)


def test_a_share_outside_nought_to_one_is_refused():
    with pytest.raises(StatisticError):
        share_in_top([1, 2], 5)
    with pytest.raises(StatisticError):
        places_holding([1, 2], 1.0)
    with pytest.raises(StatisticError):
        expected_share_in_top(5, 10, 11)
