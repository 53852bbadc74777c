"""Near repeat beside pointpats, and what must not change it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pointpats.spacetime import Knox as PeerKnox

from headwater.stats.near_repeat import _column_sums, knox
from headwater.vocabulary.errors import StatisticError


def events(
    seed: int, n: int = 150, side: float = 1500
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.random(n) * side, rng.random(n) * side, rng.integers(0, 120, n)


@pytest.mark.parametrize("seed", range(3))
def test_counts_and_p_values_agree_with_pointpats(seed):
    x, y, days = events(seed)
    np.random.seed(seed)  # pointpats deals from the global generator
    peer = PeerKnox(np.column_stack([x, y]), days[:, None].astype(float), 150, 13, permutations=999)
    # Its ends are included: 13 days or fewer is under 14.
    mine = knox(
        x, y, days, distances=[150], times=[14], metric="euclidean", permutations=999, seed=1
    )
    assert mine.observed[:2, 0].sum() == peer.statistic_
    p, q = mine.p[1, 0], peer.p_sim
    assert abs(p - q) <= 4 * np.sqrt((p * (1 - p) + q * (1 - q)) / 999) + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["manhattan", "euclidean"]))
def test_every_pair_is_counted_once(seed, metric):
    found = knox(*events(seed, 60), metric=metric, permutations=3, seed=1)
    assert found.observed.sum() == 60 * 59 // 2
    assert (found.observed >= 0).all()
    assert found.mean.sum() == pytest.approx(60 * 59 / 2)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_events_and_where_days_begin_change_no_count(seed):
    x, y, days = events(seed, 80)
    order = np.random.default_rng(seed).permutation(80)
    one = knox(x, y, days, permutations=1, seed=1)
    other = knox(x[order], y[order], days[order] + 738_000, permutations=1, seed=1)
    assert one.observed.tolist() == other.observed.tolist()


def test_wider_bands_hold_the_sum_of_narrower_ones():
    x, y, days = events(3)
    narrow = knox(x, y, days, distances=(100, 200, 300), times=(7, 14), permutations=99, seed=1)
    wide = knox(x, y, days, distances=(300,), times=(14,), permutations=99, seed=1)
    assert wide.observed[1, 0] == narrow.observed[1:4, :2].sum()
    assert wide.mean[1, 0] == pytest.approx(narrow.mean[1:4, :2].sum())


def test_days_far_apart_are_dealt_as_well_as_days_close_together():
    """Days that need more than 16 bits go another way to the same answer."""
    x, y, days = events(4)
    near = knox(x, y, days, permutations=1999, seed=1)
    far = knox(
        np.append(x, 9e6), np.append(y, 9e6), np.append(days, 90_000), permutations=1999, seed=1
    )
    assert far.observed[:-1].tolist() == near.observed[:-1].tolist()
    np.testing.assert_allclose(far.mean[:-1], near.mean[:-1], rtol=0.15, atol=0.5)


def test_many_flags_in_a_column_do_not_run_over():
    for rows in (1, 31, 33, 127, 128, 129, 255, 4097, 8191, 8192):
        flags = np.ones((rows, 3), dtype=bool)
        assert _column_sums(flags).tolist() == [rows] * 3
        some = np.random.default_rng(rows).random((rows, 5)) < 0.4
        assert _column_sums(some).tolist() == some.sum(axis=0).tolist()


def test_the_same_seed_gives_the_same_answer():
    one, same, other = (knox(*events(5), permutations=99, seed=s) for s in (1, 1, 2))
    assert one.p.tolist() == same.p.tolist()
    assert one.mean.tolist() != other.mean.tolist()


def test_bands_say_in_words_what_they_hold():
    found = knox([0, 1], [0, 1], [0, 1], distances=(100,), times=(7, 14), permutations=1, seed=1)
    assert found.rows == ("same place", "0 to under 100 m", "100 m or more")
    assert found.columns == ("0 to 6 days", "7 to 13 days", "14 days or more")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": [0.5, 1]}, "whole numbers"),
        ({"days": [np.nan, 1]}, "missing"),
        ({"x": [1.0]}, "one entry for each"),
        ({"distances": (200, 100)}, "more than the last"),
        ({"times": (0, 7)}, "above 0"),
        ({"times": (7.5,)}, "whole numbers"),
        ({"metric": "driving"}, "metric"),
        ({"permutations": 0}, "one or more"),
    ],
)
def test_what_knox_cannot_do_it_says(change, words):
    given = {"x": [0.0, 1], "y": [0.0, 1], "days": [0, 1], "seed": 1} | change
    with pytest.raises(StatisticError, match=words):
        knox(**given)


def test_too_many_pairs_are_refused_before_they_fill_the_memory():
    same = np.zeros(10_100)
    with pytest.raises(StatisticError, match="shorter distances"):
        knox(same, same, np.arange(10_100) % 90, permutations=1, seed=1)
