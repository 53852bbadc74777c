"""What must not change a trend, and regression beside statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headwater.stats.poisson import poisson_regression
from headwater.stats.rates import crude_rate
from headwater.stats.trends import (
    Direction,
    Polarity,
    Trend,
    compare_periods,
    monthly_trend,
    recent_trend,
)
from headwater.vocabulary.errors import StatisticError

YEARS = st.lists(st.integers(0, 900), min_size=5, max_size=12)


@given(YEARS)
def test_time_run_backwards_turns_a_trend_round(counts):
    latest = counts[-5:]
    one, back = (recent_trend(crude_rate(c, [5000] * 5)) for c in (latest, latest[::-1]))
    turned = {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}
    assert back.direction is turned.get(one.direction, one.direction)
    assert back.slope == pytest.approx(-one.slope, abs=1e-9)


@given(YEARS)
def test_only_the_latest_five_periods_count(counts):
    whole = recent_trend(crude_rate(counts, [5000] * len(counts)))
    assert whole == recent_trend(crude_rate(counts[-5:], [5000] * 5))


@given(YEARS, st.integers(1, 1000))
def test_a_rate_per_thousand_has_the_direction_of_one_per_hundred_thousand(counts, per):
    people = [5000] * len(counts)
    one, other = (recent_trend(crude_rate(counts, people, per=p)) for p in (per, 100_000))
    assert one.direction is other.direction
    assert one.chi_squared == pytest.approx(other.chi_squared, rel=1e-9, abs=1e-9)


def test_without_a_trend_few_are_called_one():
    """Two in a thousand is the rate of the chi-squared alone; the check for outliers lowers it."""
    rng = np.random.default_rng(1)
    called = [
        recent_trend(crude_rate(row, [9000] * 5)).direction is not Direction.NO_CHANGE
        for row in rng.poisson(120, (2000, 5))
    ]
    assert np.mean(called) <= 0.002 + 4 * math.sqrt(0.002 / 2000)


@pytest.mark.parametrize(
    ("direction", "polarity", "words"),
    [
        (Direction.RISING, "lower is better", "increasing and getting worse"),
        (Direction.RISING, "higher is better", "increasing and getting better"),
        (Direction.FALLING, Polarity.LOWER_IS_BETTER, "decreasing and getting better"),
        (Direction.FALLING, "higher is better", "decreasing and getting worse"),
        (Direction.FALLING, "neutral", "decreasing"),
        (Direction.NO_CHANGE, "lower is better", "no significant change"),
        (Direction.NOT_CALCULATED, "lower is better", "cannot be calculated"),
    ],
)
def test_words_join_direction_and_judgement(direction, polarity, words):
    assert Trend(direction, 0.0, 0.0, 1.0, 5).words(polarity) == words


def test_a_polarity_nobody_knows_is_refused():
    with pytest.raises(StatisticError, match="lower is better"):
        Trend(Direction.RISING, 1.0, 20.0, 0.0, 5).words("good")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(4, 60), st.floats(0.5, 40))
def test_regression_is_that_of_statsmodels(seed, n, mean):
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=n)])
    exposure = rng.uniform(0.5, 3, n)
    events = rng.poisson(mean * exposure)
    assume((events > 0).sum() > 3)
    peer = sm.GLM(events, design, family=sm.families.Poisson(), offset=np.log(exposure)).fit(
        tol=1e-13
    )
    mine = poisson_regression(design, events, exposure)
    np.testing.assert_allclose(mine.coefficients, peer.params, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(mine.errors, peer.bse, rtol=1e-6)
    assert mine.means.sum() == pytest.approx(events.sum())


def test_a_group_without_events_does_not_settle_and_says_so():
    with pytest.raises(StatisticError, match="no events"):
        poisson_regression([[1, 0], [1, 0], [0, 1], [0, 1]], [3, 4, 0, 0], [1] * 4)
    with pytest.raises(StatisticError, match="follow from the others"):
        poisson_regression([[1, 1], [1, 1], [1, 1]], [3, 4, 5], [1] * 3)


def test_doubling_days_changes_no_monthly_trend():
    counts = np.random.default_rng(1).poisson(40, 30)
    one, two = monthly_trend(counts, 30), monthly_trend(counts, 60)
    assert two.percent_a_year == pytest.approx(one.percent_a_year)
    assert (two.low, two.high) == pytest.approx((one.low, one.high))


def test_longer_months_are_no_rise():
    days = np.tile([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 2)[:22]
    found = monthly_trend(days * 10, days)
    assert found.percent_a_year == pytest.approx(0, abs=1e-6)


def test_gaps_at_either_end_change_no_monthly_trend():
    counts = np.random.default_rng(2).poisson(40, 30).astype(float)
    padded = np.concatenate([[np.nan] * 12, counts, [np.nan] * 3])
    one, other = monthly_trend(counts, 30), monthly_trend(padded, 30)
    assert other.percent_a_year == pytest.approx(one.percent_a_year)
    assert np.isnan(other.fitted).sum() == 15


def test_too_little_to_fit_is_no_trend():
    for counts in ([0, 0, 0, 0], [5], [np.nan] * 6, [], [0, 0, 0, 0, 5]):
        found = monthly_trend(counts, 30)
        assert found.direction is Direction.NOT_CALCULATED
        assert math.isnan(found.percent_a_year)


@pytest.mark.parametrize(
    ("counts", "days", "first"),
    [([1.5, 2], 30, 1), ([1, 2, 3], 0, 1), ([1, 2, 3], 30, 13), ([-1, 2], 30, 1)],
)
def test_what_is_no_series_of_counts_is_refused(counts, days, first):
    with pytest.raises(StatisticError):
        monthly_trend(counts, days, first_month=first)


def test_a_change_between_windows_allows_for_their_length():
    found = compare_periods([30], [30], [60], [60])
    assert found.percent.value[0] == pytest.approx(0)
    assert found.directions == (Direction.NO_CHANGE,)
    assert compare_periods([0], [30], [0], [30]).directions == (Direction.NOT_CALCULATED,)
