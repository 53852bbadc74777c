"""Trends against Fingertips and against statsmodels.

Department of Health and Social Care, FingertipsNext (MIT licence), unit tests of its trend
analysis: published values for England with the direction that Fingertips shows; Armitage (1955)
Biometrics 11:375-386; Bhaskaran et al. (2013) Int. J. Epidemiology 42:1187-1195.
"""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from headwater.stats.rates import Rate, crude_rate, proportion
from headwater.stats.trends import Direction, compare_periods, monthly_trend, recent_trend

DIABETES = (
    [7.0826, 7.1085, 7.2571, 7.4528, 7.6554],
    [7.0754, 7.1013, 7.2499, 7.4456, 7.6481],
    [7.094, 7.1199, 7.2684, 7.4643, 7.6669],
)
"""241 Diabetes: QOF prevalence, England, 2020 to 2024, with 95% limits: increasing."""
MMR = (
    [92.6254, 92.3221, 90.8708, 90.017, 90.1013],
    [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
    [92.8288, 92.5315, 91.1004, 90.2594, 90.3396],
)
"""30309 MMR coverage at 2 years, Yorkshire and the Humber: decreasing and getting worse."""
EYE_DISEASE = (
    [2.935, 1.93028, 2.7567, 2.8701, 3.0121],
    [2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
    [3.0919, 2.058, 2.9082, 3.0237, 3.1683],
)
"""41203 Preventable sight loss from diabetic eye disease, England: increasing and getting worse."""


def series(rows: tuple[list[float], list[float], list[float]]) -> Rate:
    value, low, high = (np.array(row) for row in rows)
    return Rate(value, low, high, value, value)


@pytest.mark.parametrize(
    ("rows", "polarity", "words"),
    [
        (DIABETES, "neutral", "increasing"),
        (MMR, "higher is better", "decreasing and getting worse"),
        (EYE_DISEASE, "lower is better", "increasing and getting worse"),
    ],
)
def test_directions_are_those_that_fingertips_shows(rows, polarity, words):
    assert recent_trend(series(rows)).words(polarity) == words


def test_proportions_give_the_same_direction_from_their_counts():
    """The counts behind the two published proportions."""
    diabetes = proportion(
        [3455176, 3491868, 3625401, 3774801, 3938080],
        [48783947, 49122259, 49956777, 50649129, 51441896],
    )
    mmr = proportion([57274, 55865, 53681, 51767, 53185], [61834, 60511, 59074, 57508, 59028])
    assert recent_trend(diabetes).direction is Direction.RISING
    assert recent_trend(mmr).direction is Direction.FALLING


def test_significance_is_a_chi_squared_of_9_55():
    """FingertipsNext takes 9.54953570608324: 0.001 in each tail."""
    from scipy import stats

    assert stats.chi2.isf(0.002, 1) == pytest.approx(9.54953570608324)


def test_chi_squared_is_the_square_of_the_weighted_slope_over_its_error():
    value, low, high = (np.array(row) for row in EYE_DISEASE)
    fit = sm.WLS(value, sm.add_constant(np.arange(5.0)), weights=(3.92 / (high - low)) ** 2).fit()
    error = np.sqrt(fit.cov_params()[1, 1] / fit.scale)
    found = recent_trend(series(EYE_DISEASE))
    assert found.slope == pytest.approx(fit.params[1])
    assert found.chi_squared == pytest.approx((fit.params[1] / error) ** 2, rel=1e-4)


def test_one_period_that_makes_the_trend_makes_none():
    """Leaving out the last period turns the slope round, so there is no trend."""
    found = recent_trend(crude_rate([300, 290, 280, 270, 450], [1000] * 5))
    assert found.chi_squared > 9.55
    assert found.direction is Direction.NO_CHANGE


def test_four_periods_or_a_gap_give_no_trend_and_say_why():
    assert recent_trend(crude_rate([1, 2, 3, 4], [9] * 4)).reason == "fewer than 5 periods"
    value = series(DIABETES)
    value.value[2] = np.nan
    found = recent_trend(value)
    assert found.direction is Direction.NOT_CALCULATED
    assert found.words("lower is better") == "cannot be calculated"
    assert "gap" in found.reason


def monthly_counts(seed: int, months: int, growth: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    month = np.arange(months)
    season = 1 + 0.3 * np.sin(2 * np.pi * month / 12)
    mean = 80 * season * np.exp(np.log1p(growth) * month / 12)
    return rng.negative_binomial(20, 20 / (20 + mean)).astype(float), rng.integers(28, 32, months)


@pytest.mark.parametrize("months", [12, 30, 72])
def test_monthly_trends_are_those_of_statsmodels(months):
    counts, days = monthly_counts(months, months, 0.1)
    counts[[4, 9]] = np.nan
    found = monthly_trend(counts, days, first_month=4)
    known = ~np.isnan(counts)
    month = np.arange(months)
    levels = [(month + 3) % 12 == m for m in range(12)] if known.sum() >= 24 else [month >= 0]
    design = np.column_stack([month / 12, *levels]).astype(float)[known]
    fit = sm.GLM(
        counts[known], design, family=sm.families.Poisson(), offset=np.log(days[known])
    ).fit(scale="X2", tol=1e-13, use_t=True)
    low, high = np.expm1(fit.conf_int()[0]) * 100
    assert found.percent_a_year == pytest.approx(np.expm1(fit.params[0]) * 100, rel=1e-7)
    assert found.dispersion == pytest.approx(fit.scale, rel=1e-7)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6)
    assert found.p == pytest.approx(fit.pvalues[0], rel=1e-6)


def test_a_planted_rise_is_held_by_the_interval_about_as_often_as_it_says():
    held = []
    for seed in range(200):
        counts, days = monthly_counts(seed, 48, 0.08)
        found = monthly_trend(counts / 1.0, days)
        held.append(found.low <= 8.0 <= found.high)
    assert np.mean(held) >= 0.95 - 4 * np.sqrt(0.05 * 0.95 / 200)


def test_without_a_trend_few_are_called_one():
    called = []
    for seed in range(200):
        counts, days = monthly_counts(seed, 36, 0.0)
        called.append(monthly_trend(counts, days).direction is not Direction.NO_CHANGE)
    assert np.mean(called) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_a_month_of_the_year_that_never_had_an_event_says_nothing_of_the_trend():
    counts = np.tile([0, 5, 3, 4, 6, 2, 7, 3, 4, 5, 6, 8], 3).astype(float)
    with_zeros = monthly_trend(counts, 30)
    counts[::12] = np.nan
    without = monthly_trend(counts, 30)
    assert with_zeros.low == pytest.approx(without.low)
    assert with_zeros.months == 33


def test_a_fifth_fewer_events_is_a_change_of_minus_twenty_per_cent():
    found = compare_periods([800, 8], [365, 365], [1000, 10], [365, 365])
    assert found.percent.value.tolist() == pytest.approx([-20, -20])
    assert found.directions == (Direction.FALLING, Direction.NO_CHANGE)
    assert found.percent.is_finding.tolist() == [True, False]
