"""What must not change a rate, and intervals beside statsmodels and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from headwater.stats.intervals import exact_poisson_interval, poisson_interval, wilson_interval
from headwater.stats.rates import (
    ESP_2013,
    compare,
    crude_rate,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    proportion,
    rate_ratio,
)
from headwater.vocabulary.errors import StatisticError

AREAS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 90_000)), min_size=1, max_size=30)
LEVEL = st.sampled_from([0.9, 0.95, 0.998])


@given(AREAS)
def test_doubling_counts_and_residents_leaves_the_rate_and_narrows_its_limits(areas):
    events, people = np.array(areas).T
    one, two = crude_rate(events, people), crude_rate(2 * events, 2 * people)
    np.testing.assert_allclose(two.value, one.value)
    assert (two.high - two.low < one.high - one.low + 1e-12).all()


@given(AREAS, st.randoms())
def test_the_order_of_areas_changes_no_rate(areas, random):
    order = list(range(len(areas)))
    random.shuffle(order)
    events, people = np.array(areas).T
    np.testing.assert_array_equal(
        crude_rate(events[order], people[order]).high, crude_rate(events, people).high[order]
    )


@given(AREAS)
def test_merging_areas_gives_the_rate_of_the_sum(areas):
    events, people = np.array(areas).T
    merged = crude_rate([events.sum()], [people.sum()])
    parts = crude_rate(events, people)
    assert merged.value[0] == pytest.approx(np.average(parts.value, weights=people))
    assert merged.events[0] == events.sum()


@given(AREAS, LEVEL)
def test_every_rate_lies_between_its_limits(areas, level):
    events, people = np.array(areas).T
    made = crude_rate(events, people, level=level)
    assert ((made.low <= made.value) & (made.value <= made.high)).all()


@given(st.integers(0, 400), st.integers(1, 400), LEVEL)
def test_wilsons_limits_are_those_of_statsmodels(hits, more, level):
    n = hits + more
    low, high = proportion_confint(hits, n, alpha=1 - level, method="wilson")
    found = wilson_interval([hits], [n], level=level)
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=1e-12)


@given(st.integers(1, 3000), LEVEL)
def test_exact_limits_are_the_means_at_which_the_count_is_in_the_tail(events, level):
    found = exact_poisson_interval([events], level=level)
    tail = (1 - level) / 2
    assert stats.poisson.sf(events - 1, found.low[0]) == pytest.approx(tail, rel=1e-6)
    assert stats.poisson.cdf(events, found.high[0]) == pytest.approx(tail, rel=1e-6)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40), LEVEL)
def test_the_table_of_exact_limits_is_the_exact_limits(events, level):
    found, exact = (
        poisson_interval(events, level=level),
        exact_poisson_interval(events, level=level),
    )
    few = np.array(events) < 10
    np.testing.assert_allclose(found.low[few], exact.low[few])
    np.testing.assert_allclose(found.high[few], exact.high[few])


@given(st.integers(0, 200), st.integers(0, 200))
def test_limits_of_a_ratio_are_those_of_the_binomial_share(a, b):
    found = rate_ratio([a], [500], [b], [800])
    if a + b == 0:
        assert np.isnan(found.value[0])
        return
    share = stats.binomtest(a, a + b).proportion_ci(0.95, method="exact")
    low = share.low / (1 - share.low) * 800 / 500
    # scipy searches for its limits, to about twelve digits of the share.
    assert found.low[0] == pytest.approx(low, rel=1e-6, abs=1e-9)
    if b:
        high = share.high / (1 - share.high) * 800 / 500
        assert found.high[0] == pytest.approx(high, rel=1e-6)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 900), st.integers(1, 900))
def test_turning_a_ratio_round_turns_its_limits_round(a, b, n, m):
    one, other = rate_ratio([a], [n], [b], [m]), rate_ratio([b], [m], [a], [n])
    assert one.value[0] == pytest.approx(1 / other.value[0])
    assert one.low[0] == pytest.approx(1 / other.high[0], rel=1e-6)


@given(st.lists(st.integers(0, 30), min_size=19, max_size=19).filter(lambda e: sum(e) >= 10))
def test_a_population_like_the_standard_has_its_crude_rate(events):
    made = directly_standardised_rate(events, ESP_2013)
    assert made.value[0] == pytest.approx(crude_rate([sum(events)], [ESP_2013.sum()]).value[0])


def test_fewer_than_ten_events_give_no_standardised_rate():
    made = directly_standardised_rate([[4, 5], [4, 6]], [[100, 100]] * 2, [1, 1])
    assert np.isnan(made.value).tolist() == [True, False]


def test_the_reference_compared_with_itself_is_a_hundred():
    events, people = np.array([12.0, 30, 9]), np.array([400.0, 900, 200])
    made = indirectly_standardised_ratio([events], [people], events, people)
    assert made.value[0] == pytest.approx(100)
    assert compare(made, 100) == ("similar",)


def test_no_residents_give_no_rate_and_no_trials_no_proportion():
    assert np.isnan(crude_rate([3], [0]).value[0])
    assert np.isnan(proportion([0], [0]).value[0])


@pytest.mark.parametrize("events", [[-1], [1.5], [np.nan]])
def test_what_is_no_count_is_refused(events):
    with pytest.raises(StatisticError):
        crude_rate(events, [100])


def test_a_level_in_per_cent_is_refused():
    with pytest.raises(StatisticError, match=r"0\.95"):
        crude_rate([1], [100], level=95)
