"""Intervals against published numbers.

Breslow & Day (1987) Statistical Methods in Cancer Research II, p. 69 (Byar) and table 2.10 (exact
limits); Garwood (1936) Biometrika 28:437-442; Newcombe (1998) Statistics in Medicine 17:857-872,
table I (Wilson's score); PHEindicatormethods 2.1.0, test data of byars_lower and wilson_upper.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from headwater.stats.intervals import (
    byars_interval,
    exact_poisson_interval,
    poisson_interval,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (3, 0.619, 8.767),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
    ],
)
def test_exact_limits_are_those_of_garwood(events, low, high):
    found = exact_poisson_interval([events])
    assert found.low[0] == pytest.approx(low, abs=5e-4)
    assert found.high[0] == pytest.approx(high, abs=1e-3)


@pytest.mark.parametrize(
    ("events", "level", "low", "high"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (65, 0.998, 42.8802614714802, 94.00029084431802),
        (10, 0.998, 2.916318374695686, 24.193724927880535),
    ],
)
def test_byars_limits_are_those_of_pheindicatormethods(events, level, low, high):
    found = byars_interval([events], level=level)
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), rel=1e-10)


def test_byars_limits_are_close_to_exact_from_ten_events_on():
    """Breslow & Day call the approximation accurate even for small counts."""
    events = np.arange(10, 400)
    byar, exact = byars_interval(events), exact_poisson_interval(events)
    np.testing.assert_allclose(byar.low, exact.low, rtol=2e-3)
    np.testing.assert_allclose(byar.high, exact.high, rtol=1e-3)


def test_limits_change_from_exact_to_byars_at_ten_events():
    found = poisson_interval([9, 10])
    assert found.high[0] == exact_poisson_interval([9]).high[0]
    assert found.high[1] == byars_interval([10]).high[0]


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_limits_are_those_of_newcombes_table(hits, trials, low, high):
    found = wilson_interval([hits], [trials])
    assert found.low[0] == pytest.approx(low, abs=5e-5)
    assert found.high[0] == pytest.approx(high, abs=5e-5)


def test_exact_limits_hold_the_true_mean_at_least_as_often_as_they_say():
    for mean in (0.5, 2.0, 7.3, 20.0):
        events = np.arange(0, 120)
        found = exact_poisson_interval(events)
        holds = (found.low <= mean) & (mean <= found.high)
        assert stats.poisson.pmf(events, mean)[holds].sum() >= 0.95
