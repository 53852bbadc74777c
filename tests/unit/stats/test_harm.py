"""What must not change a weighted total, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.stats.harm import gamma_interval, weighted_total
from headwater.vocabulary.errors import StatisticError

ROWS = st.lists(st.lists(st.integers(0, 90), min_size=3, max_size=3), min_size=1, max_size=12)
WEIGHTS = np.array([5475.0, 365.0, 19.0])


@given(ROWS)
def test_merging_areas_gives_the_sum(rows):
    parts, whole = weighted_total(rows, WEIGHTS), weighted_total(np.sum(rows, axis=0), WEIGHTS)
    assert whole.value[0] == pytest.approx(parts.value.sum())
    assert whole.events[0] == parts.events.sum()


@given(ROWS, st.sampled_from(["none", "log", "root"]))
def test_every_total_lies_between_its_limits(rows, transform):
    made = weighted_total(rows, WEIGHTS, transform=transform)
    assert ((made.low <= made.value) & (made.value < made.high)).all()


@given(ROWS, st.floats(0.01, 100))
def test_weights_in_another_unit_scale_the_total_and_its_limits(rows, unit):
    made, scaled = weighted_total(rows, WEIGHTS), weighted_total(rows, WEIGHTS * unit)
    np.testing.assert_allclose(scaled.value, made.value * unit)
    np.testing.assert_allclose(scaled.high, made.high * unit)


@given(ROWS)
def test_the_order_of_kinds_changes_nothing(rows):
    table = np.array(rows)
    one, other = weighted_total(table, WEIGHTS), weighted_total(table[:, ::-1], WEIGHTS[::-1])
    np.testing.assert_allclose(one.high, other.high)
    np.testing.assert_allclose(one.largest_share, other.largest_share)


def test_no_events_have_an_upper_limit_of_one_heavy_event_or_more():
    made = weighted_total([0, 0, 0], WEIGHTS)
    assert made.low[0] == 0
    assert made.high[0] == pytest.approx(5475 * 3.6889, rel=1e-4)
    assert np.isnan(made.largest_share[0])


@pytest.mark.parametrize(
    ("events", "weights", "transform"),
    [
        ([1, 2], [1], "none"),
        ([1], [0], "none"),
        ([1], [-1], "none"),
        ([0.5], [1], "none"),
        ([1], [1], "square"),
        ([1], [np.nan], "none"),
    ],
)
def test_what_cannot_be_weighted_is_refused(events, weights, transform):
    with pytest.raises(StatisticError):
        weighted_total(events, weights, transform=transform)


def test_a_largest_weight_of_nothing_is_refused():
    with pytest.raises(StatisticError):
        gamma_interval([1], [1], 0)
