"""Near repeat against the Near Repeat Calculator 1.3 and against counting by hand.

Knox (1964) Applied Statistics 13:25-29; Ratcliffe (2009) Near Repeat Calculator 1.3, whose stored
answer for 970 burglaries in Chicago comes with the R package NearRepeat (Steenbeek 2019).
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from headwater.stats.near_repeat import knox

OBSERVED = [
    [28, 5, 5, 2],
    [44, 13, 8, 4],
    [97, 56, 19, 16],
    [77, 67, 45, 20],
    [182194, 146149, 95237, 45879],
]
"""Pairs as the Near Repeat Calculator counts them, 469,965 in all."""


def chicago(folder: Path) -> tuple[list[float], list[float], list[int]]:
    with (folder / "spacetime" / "chicago_be_month1.csv").open(newline="") as handle:
        rows = list(csv.reader(handle))
    days = [date.fromisoformat(row[2]).toordinal() for row in rows]
    return [float(row[0]) for row in rows], [float(row[1]) for row in rows], days


@pytest.mark.realdata
def test_all_twenty_counts_are_those_of_the_near_repeat_calculator(realdata):
    found = knox(*chicago(realdata), permutations=99, seed=1)
    assert found.observed.tolist() == OBSERVED
    assert found.observed.sum() == 969 * 970 // 2


@pytest.mark.realdata
def test_ratios_and_p_values_agree_with_nineteen_permutations_of_the_calculator(realdata):
    """Its same place, first band: 28 over a mean of 16.95 with p 0.05, the least of 19."""
    found = knox(*chicago(realdata), permutations=999, seed=1)
    spread = 4 * 3.4 / np.sqrt(19)  # its 19 numbers have a standard deviation of 3.4
    assert found.mean[0, 0] == pytest.approx(16.95, abs=spread)
    assert found.p[0, 0] <= 0.05
    assert (found.p[3] > 0.05).all()


@pytest.mark.realdata
def test_straight_lines_do_not_give_the_counts_of_the_calculator(realdata):
    found = knox(*chicago(realdata), metric="euclidean", permutations=1, seed=1)
    assert found.observed.tolist() != OBSERVED
    assert found.observed[0].tolist() == OBSERVED[0]


@pytest.mark.parametrize("metric", ["manhattan", "euclidean"])
def test_every_pair_stands_in_the_band_it_belongs_to(metric):
    rng = np.random.default_rng(5)
    x, y = rng.integers(0, 40, (2, 90)) * 10.0
    days = rng.integers(700, 740, 90)
    found = knox(
        x, y, days, distances=(50, 100), times=(3, 10), metric=metric, permutations=1, seed=1
    )
    i, j = np.triu_indices(90, 1)
    east, north = np.abs(x[i] - x[j]), np.abs(y[i] - y[j])
    apart = east + north if metric == "manhattan" else np.sqrt(east**2 + north**2)
    row = np.select([apart == 0, apart < 50, apart < 100], [0, 1, 2], 3)
    wait = np.abs(days[i] - days[j])
    column = np.select([wait < 3, wait < 10], [0, 1], 2)
    by_hand = np.zeros((4, 3), int)
    np.add.at(by_hand, (row, column), 1)
    assert found.observed.tolist() == by_hand.tolist()


def test_dealing_the_days_gives_the_expected_count_of_knox():
    """Knox's expectation of a cell: pairs close in space times pairs close in time over all pairs."""
    rng = np.random.default_rng(6)
    x, y = rng.random((2, 300)) * 2000
    found = knox(x, y, rng.integers(0, 60, 300), permutations=4000, seed=2)
    margins = found.observed.sum(axis=1)[:, None] * found.observed.sum(axis=0)
    expected = margins / found.observed.sum()
    np.testing.assert_allclose(found.mean, expected, rtol=0.04, atol=0.15)


def test_planted_repeats_are_found_and_nothing_else():
    rng = np.random.default_rng(7)
    x, y = rng.random((2, 400)) * 20000
    days = rng.integers(0, 365, 400)
    again = rng.choice(400, 60, replace=False)
    x = np.concatenate([x, x[again] + rng.random(60) * 40])
    y = np.concatenate([y, y[again] + rng.random(60) * 40])
    days = np.concatenate([days, days[again] + rng.integers(0, 5, 60)])
    found = knox(x, y, days, permutations=499, seed=3)
    assert found.p[1, 0] == 1 / 500
    assert found.ratio[1, 0] > 5
    assert (found.p[2:4] > 0.005).all()


def test_p_values_of_unplanted_events_are_as_often_small_as_they_say():
    small = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        x, y = rng.random((2, 120)) * 1500
        small.append(
            knox(x, y, rng.integers(0, 90, 120), permutations=99, seed=seed).p[2, 0] <= 0.05
        )
    assert np.mean(small) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)
