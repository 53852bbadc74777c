"""Rates and ratios against published definitions.

Dobson, Kuulasmaa, Eberle & Scherer (1991) Statistics in Medicine 10:457-462 (weighted sums of
Poisson counts); Przyborowski & Wilenski (1940) Biometrika 31:313-323 (ratio of two counts);
Breslow & Day (1987) Statistical Methods in Cancer Research II, p. 93-95.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from headwater.stats.intervals import byars_interval
from headwater.stats.rates import crude_rate, directly_standardised_rate, rate_ratio


def test_dobsons_limits_are_those_of_the_count_where_all_bands_weigh_alike():
    """With rates of one weight the variance is the count's own, and the limits are not stretched."""
    made = directly_standardised_rate([[8, 12]], [[500, 500]], [1, 1], per=1000)
    limits = byars_interval([20])
    assert made.value[0] == pytest.approx(20.0)
    assert (made.low[0], made.high[0]) == pytest.approx((limits.low[0], limits.high[0]))


def test_dobsons_limits_follow_their_published_formula():
    events, people, weights = np.array([4, 9, 22]), np.array([900, 700, 400]), np.array([5, 3, 1])
    rate = (weights * events / people).sum() / weights.sum()
    variance = (weights**2 * events / people**2).sum() / weights.sum() ** 2
    count = events.sum()
    limits = byars_interval([count])
    low = rate + np.sqrt(variance / count) * (limits.low[0] - count)
    made = directly_standardised_rate(events, people, weights, per=1)
    assert (made.value[0], made.low[0]) == pytest.approx((rate, low))


def test_the_exact_test_of_two_counts_agrees_with_the_limits_of_their_ratio():
    """Przyborowski & Wilenski: given the sum, the first count is binomial."""
    for a, b in [(20, 10), (3, 0), (0, 4), (55, 71), (6, 18)]:
        low, high = (
            getattr(rate_ratio([a], [100], [b], [100]), side)[0] for side in ("low", "high")
        )
        one_sided = [
            stats.binomtest(a, a + b, 0.5, alternative=way).pvalue for way in ("greater", "less")
        ]
        assert (low > 1) == (one_sided[0] < 0.025)
        assert (high < 1) == (one_sided[1] < 0.025)


def test_no_events_on_one_side_still_have_a_limit_on_the_other():
    made = rate_ratio([0, 5, 0], [100] * 3, [5, 0, 0], [100] * 3)
    assert made.low[0] == 0
    assert np.isfinite(made.high[0])
    assert (made.value[1], made.high[1]) == (np.inf, np.inf)
    assert made.low[1] > 0
    assert np.isnan(made.value[2])


def test_a_count_of_zero_has_a_lower_limit_of_zero_and_an_upper_limit_above():
    made = crude_rate([0], [1000])
    assert (made.value[0], made.low[0]) == (0, 0)
    assert made.high[0] == pytest.approx(368.9, abs=0.05)
