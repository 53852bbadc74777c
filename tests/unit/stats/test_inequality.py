"""What must not change an index of inequality, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.stats.inequality import disparity, ridits, slope_index
from headwater.stats.rates import crude_rate
from headwater.vocabulary.errors import StatisticError

TENTHS = st.lists(st.tuples(st.integers(5, 900), st.integers(1000, 9000)), min_size=5, max_size=10)


def index(events, people, **more):
    rate = crude_rate(events, people, per=1000)
    return slope_index(
        rate.value, rate.low, rate.high, people, **({"repeats": 1000, "seed": 1} | more)
    )


@given(TENTHS)
def test_ranking_the_other_way_turns_the_slope_round(groups):
    events, people = np.array(groups).T
    one, other = index(events, people), index(events[::-1], people[::-1])
    assert other.slope == pytest.approx(-one.slope, abs=1e-9)
    assert other.most_deprived == pytest.approx(one.least_deprived, abs=1e-9)


@given(TENTHS)
def test_doubling_every_population_of_a_given_rate_leaves_the_slope(groups):
    events, people = np.array(groups).T
    rate = crude_rate(events, people)
    one, two = (
        slope_index(rate.value, rate.low, rate.high, p, repeats=1000, seed=1)
        for p in (people, 2 * people)
    )
    assert two.slope == pytest.approx(one.slope, rel=1e-9, abs=1e-9)


@given(TENTHS)
def test_the_slope_lies_between_its_limits(groups):
    events, people = np.array(groups).T
    for log_line in (False, True):
        found = index(events, people, log_line=log_line)
        assert found.slope_low < found.slope_high
        assert found.slope_low - 1e-9 <= found.slope + (found.slope_high - found.slope_low)


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=50))
def test_ridits_average_to_a_half_by_population(people):
    assert np.average(ridits(people), weights=people) == pytest.approx(0.5)


def test_the_same_seed_gives_the_same_limits():
    events, people = [90, 70, 60, 50, 30], [1000] * 5
    one, same, other = (index(events, people, seed=s) for s in (1, 1, 2))
    assert one == same
    assert one.slope == other.slope
    assert one.slope_low != other.slope_low


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": [1, 2, 3, 4]}, "one shape"),
        ({"values": [1, 2, 3, 4, np.nan]}, "known value"),
        ({"low": [9.0] * 5}, "between its limits"),
        ({"low": [0.0] * 5}, "above zero"),
        ({"population": [1, 1, 1, 1, 0]}, "residents"),
        ({"kind": "proportion"}, "below 1"),
        ({"kind": "score"}, "kind is"),
        ({"kind": "value", "log_line": True}, "log_line"),
        ({"repeats": 10}, "1,000"),
    ],
)
def test_what_an_index_cannot_do_it_says(change, words):
    given = {
        "values": [5.0, 4, 3, 2, 1],
        "low": [0.5] * 5,
        "high": [9.0] * 5,
        "population": [1] * 5,
        "repeats": 1000,
        "seed": 1,
    }
    with pytest.raises(StatisticError, match=words):
        slope_index(**(given | change))


def test_four_groups_are_too_few():
    with pytest.raises(StatisticError, match="5 to 100"):
        slope_index([4, 3, 2, 1], [0.5] * 4, [9] * 4, [1] * 4, seed=1)


def test_a_reference_without_residents_is_refused():
    with pytest.raises(StatisticError, match="another reference"):
        disparity([1], [100], 0, 0)
