"""Slope and relative index of inequality against PHEindicatormethods.

Worked examples in the test data of PHEindicatormethods 2.1.0 (UK Health Security Agency; made-up
areas), function phe_sii with 100,000 repetitions: life expectancy (value), infant mortality (rate)
and child obesity (proportion). Method: Low & Low (2004) Journal of Public Health 26:388-395.
"""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from headwater.stats.inequality import disparity, ridits, slope_index
from headwater.stats.rates import crude_rate

LIFE = {
    "population": [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
    "values": [
        75.9334590103081,
        78.3442382727843,
        83.8360631041654,
        83.6375399664931,
        80.4655031529559,
        81.1156759857022,
        81.6930835718562,
        84.1900062060987,
        80.5955641081472,
        86.2894349578624,
    ],
    "low": [
        72.7220530546453,
        75.2509802190802,
        80.8697295124759,
        80.157578356036,
        77.1308785969275,
        78.0499986811178,
        79.011578491948,
        81.4457282769343,
        75.827185168894,
        83.2190593454592,
    ],
    "high": [
        79.1448649659708,
        81.4374963264884,
        86.8023966958549,
        87.1175015769501,
        83.8001277089842,
        84.1813532902866,
        84.3745886517644,
        86.9342841352631,
        85.3639430474004,
        89.3598105702656,
    ],
}
INFANT = {
    "population": [
        279012,
        255993,
        236961,
        214315,
        192812,
        183546,
        168593,
        164822,
        154836,
        138165,
    ],
    "values": [
        5.892219689475721,
        4.7345044591063035,
        3.827634083245766,
        3.8681380211371112,
        3.6771570234217785,
        3.1436261209723995,
        3.1258711808912585,
        2.942568346458604,
        2.82879950399132,
        2.7648101907140012,
    ],
    "low": [
        5.614959662410748,
        4.475920770781004,
        3.586926055445024,
        3.6140791140579505,
        3.4166969870147965,
        2.8977176350029272,
        2.870493809285979,
        2.6924041297904315,
        2.57630573787527,
        2.501420619088458,
    ],
    "high": [
        6.183085357576154,
        5.0079519402470885,
        4.0844291026854505,
        4.1399822998098585,
        3.9573934822289045,
        3.4103317188858107,
        3.4038909874130083,
        3.2159015715579464,
        3.1059621495836955,
        3.05584866618335,
    ],
}
OBESITY = {
    "population": [34353, 32112, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488],
    "values": [
        0.21212121212121202,
        0.214281265570503,
        0.204077214504781,
        0.19186504808450303,
        0.174808489262841,
        0.16663800515907098,
        0.156039689387403,
        0.146571322283305,
        0.140370197805921,
        0.120875530872264,
    ],
    "low": [
        0.207830499225555,
        0.209827711465288,
        0.19937351725899902,
        0.187066648694241,
        0.170044640703038,
        0.16190410576997,
        0.151425075468518,
        0.142170753783533,
        0.13599767093637602,
        0.11685200990738201,
    ],
    "high": [
        0.216476300812899,
        0.218803170788612,
        0.208862933590925,
        0.19675673996565,
        0.17967690552753499,
        0.17148199783416998,
        0.160768288675927,
        0.151084110529924,
        0.144859737537153,
        0.125017980504761,
    ],
}
# kind, log_line, SII with limits, RII with limits
EXAMPLES = [
    (
        LIFE,
        "value",
        False,
        (6.934616473668819, 3.1276, 10.7587),
        (1.0888180804446217, 1.0384, 1.1413),
    ),
    (
        INFANT,
        "rate",
        False,
        (-3.2752012326471758, -3.5868, -2.9653),
        (0.4060006895398, 0.36888, 0.44625),
    ),
    (
        INFANT,
        "rate",
        True,
        (-3.15590713895456, -3.48096, -2.83324),
        (0.4418848436076, 0.40827, 0.47857),
    ),
    (
        OBESITY,
        "proportion",
        False,
        (-0.10720032333730, -0.112209, -0.102180),
        (0.5334015306466, 0.517127, 0.550154),
    ),
    (
        OBESITY,
        "proportion",
        True,
        (-0.1096462611125906, -0.114908, -0.104431),
        (0.5341775743254, 0.518533, 0.550174),
    ),
]


@pytest.mark.parametrize(("example", "kind", "log_line", "sii", "rii"), EXAMPLES)
def test_indices_are_those_of_pheindicatormethods(example, kind, log_line, sii, rii):
    found = slope_index(**example, kind=kind, log_line=log_line, seed=1)
    assert found.slope == pytest.approx(sii[0], rel=1e-9)
    assert found.relative == pytest.approx(rii[0], rel=1e-9)
    # Both limits are simulated: each is within a few of its own standard errors of the other.
    width = sii[2] - sii[1]
    assert (found.slope_low, found.slope_high) == pytest.approx(sii[1:], abs=0.015 * width)
    assert (found.relative_low, found.relative_high) == pytest.approx(
        rii[1:], abs=0.015 * (rii[2] - rii[1])
    )
    assert found.is_finding
    assert found.repeats == 100_000


def test_the_most_deprived_end_of_the_line_is_the_published_intercept():
    found = slope_index(**INFANT, kind="rate", log_line=True, repeats=1000, seed=1)
    assert found.most_deprived == pytest.approx(5.65458060546947)


def test_the_slope_is_that_of_a_line_weighted_by_population():
    fit = sm.WLS(
        LIFE["values"], sm.add_constant(ridits(LIFE["population"])), weights=LIFE["population"]
    ).fit()
    found = slope_index(**LIFE, kind="value", repeats=1000, seed=1)
    assert (found.most_deprived, found.slope) == pytest.approx(tuple(fit.params))


def test_without_a_gradient_few_are_called_unequal():
    called = []
    for seed in range(200):
        counts = np.random.default_rng(seed).poisson(60, 10)
        rate = crude_rate(counts, np.full(10, 5000))
        found = slope_index(rate.value, rate.low, rate.high, [5000] * 10, repeats=1000, seed=seed)
        called.append(found.is_finding)
    assert np.mean(called) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_a_group_with_twice_the_rate_is_a_finding_once_there_are_enough_events():
    found = disparity([4, 80], [1000, 20000], 40, 20000)
    assert found.value.tolist() == pytest.approx([2.0, 2.0])
    assert found.is_finding.tolist() == [False, True]
