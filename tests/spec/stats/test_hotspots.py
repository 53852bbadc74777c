"""Hot spots against published formulas and worked examples.

Ord & Getis (1995) Geographical Analysis 27:286-306; Anselin (1995) Geographical Analysis 27:93-115;
Benjamini & Hochberg (1995) J. R. Statist. Soc. B 57:289-300, section 3.2.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from headwater.stats.hotspots import benjamini_hochberg, gi_star, hot_spots, local_moran
from headwater.stats.neighbours import Neighbours, nearest

THROMBOLYSIS = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0000,
]
"""The fifteen ordered p-values of Benjamini & Hochberg's example on myocardial infarction."""


def lattice(side: int) -> Neighbours:
    """A square of side by side areas, each with those that share an edge or corner."""
    from shapely import box

    from headwater.stats.neighbours import contiguity

    cells = itertools.product(range(side), range(side))
    return contiguity([box(x * 100, y * 100, x * 100 + 100, y * 100 + 100) for x, y in cells])


def test_the_worked_example_of_benjamini_and_hochberg_has_four_discoveries():
    """Bonferroni finds three of the fifteen at 0.05; the false discovery rate finds four."""
    assert benjamini_hochberg(THROMBOLYSIS, 0.05).tolist() == [True] * 4 + [False] * 11
    assert sum(p <= 0.05 / 15 for p in THROMBOLYSIS) == 3


def test_a_missing_p_value_is_no_test():
    shuffled = np.array([*THROMBOLYSIS[::-1], np.nan, np.nan])
    assert benjamini_hochberg(shuffled).sum() == 4
    assert not benjamini_hochberg(shuffled)[-2:].any()


def test_gi_star_is_the_standard_score_of_ord_and_getis():
    """(sum w x - W mean) / (s sqrt((n S1 - W^2) / (n - 1))), s with divisor n, area included."""
    rng = np.random.default_rng(1)
    values, near = rng.poisson(4, 49).astype(float), lattice(7)
    found = gi_star(values, near, permutations=9, seed=1)
    for area in range(49):
        w = np.zeros(49)
        w[[area, *near.of(area)]] = 1
        s = np.sqrt((values**2).mean() - values.mean() ** 2)
        score = (w @ values - w.sum() * values.mean()) / (
            s * np.sqrt((49 * (w**2).sum() - w.sum() ** 2) / 48)
        )
        assert found.z[area] == pytest.approx(score)


def test_local_moran_adds_up_to_the_global_statistic():
    """Anselin: with row-standardised weights the local statistics average to Moran's I."""
    rng = np.random.default_rng(2)
    values, near = rng.normal(size=64), lattice(8)
    z = values - values.mean()
    weights = np.zeros((64, 64))
    for area in range(64):
        weights[area, near.of(area)] = 1 / len(near.of(area))
    whole = (z @ weights @ z) / (z @ z)
    assert local_moran(values, near, permutations=9, seed=1).statistic.mean() == pytest.approx(
        whole
    )


def test_pseudo_p_values_are_those_of_every_possible_draw():
    """With 9 areas in a line and 2 neighbours all 28 sets can be counted."""
    values = np.array([3.0, 8, 1, 4, 9, 2, 6, 5, 7])
    line = nearest([[i, 0] for i in range(9)], 2)
    found = gi_star(values, line, permutations=60_000, seed=4)
    for area in range(9):
        others = np.delete(values, area)
        sums = np.array([a + b for a, b in itertools.combinations(others, 2)])
        own = values[line.of(area)].sum()
        assert found.p_high[area] == pytest.approx((sums >= own).mean(), abs=0.01)
        assert found.p_low[area] == pytest.approx((sums <= own).mean(), abs=0.01)


def test_local_moran_is_high_or_low_as_often_as_among_every_possible_draw():
    """Above the mean I rises with the neighbours' sum; below the mean it falls."""
    values = np.array([3.0, 8, 1, 4, 9, 2, 6, 5, 7])
    line = nearest([[i, 0] for i in range(9)], 2)
    found = local_moran(values, line, permutations=60_000, seed=4)
    z = values - values.mean()
    for area in range(9):
        pairs = itertools.combinations(np.delete(z, area), 2)
        drawn = z[area] * np.array([(a + b) / 2 for a, b in pairs]) / (z**2).mean()
        own = found.statistic[area]
        assert found.p_high[area] == pytest.approx((drawn >= own - 1e-9).mean(), abs=0.01)
        assert found.p_low[area] == pytest.approx((drawn <= own + 1e-9).mean(), abs=0.01)


def test_a_planted_block_is_hot_and_the_rest_is_not():
    rng = np.random.default_rng(3)
    values = rng.poisson(5, (15, 15)).astype(float)
    values[4:8, 4:8] += 25
    found = hot_spots(values.ravel(), lattice(15), seed=1)
    hot = found.hot.reshape(15, 15).copy()
    # A corner has five of its eight neighbours outside the block; all the others are found.
    assert hot[4:8, 4:8].sum() >= 12
    assert hot[5:7, 5:7].all()
    hot[3:9, 3:9] = False
    assert hot.sum() <= 2
    assert found.words()[5 * 15 + 5] == "hot spot"


def test_with_nothing_planted_false_alarms_keep_to_the_rate():
    """Any discovery is then false, so the rate of seeds with one is at most about q."""
    near = lattice(10)
    alarms = []
    for seed in range(200):
        values = np.random.default_rng(seed).poisson(4, 100)
        found = hot_spots(values, near, q=0.05, seed=seed)
        alarms.append((found.hot | found.cold).any())
    assert np.mean(alarms) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_with_nothing_planted_raw_p_values_are_as_often_small_as_they_say():
    near = lattice(10)
    small = [
        gi_star(np.random.default_rng(seed).normal(10, 1, 100), near, seed=seed).p <= 0.05
        for seed in range(100)
    ]
    assert np.mean(small) == pytest.approx(0.05, abs=0.01)
