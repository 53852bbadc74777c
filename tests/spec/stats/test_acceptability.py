"""Rank acceptability against rankings whose stability is known by arithmetic (ToR 2.4)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headwater.stats.acceptability import rank_acceptability, shared_ranks
from headwater.vocabulary.errors import StatisticError

RUNS = 20_000
WITHIN = 4 * np.sqrt(0.25 / RUNS)
"""Four standard errors of a share."""


@pytest.mark.parametrize(
    ("other", "first"),
    [(0.5, 0.5), (0.3, 0.7), (0.9, 0.1)],
    ids=["as often as not", "in seven of ten", "in one of ten"],
)
def test_a_rank_reversal_at_a_known_weight_is_found_as_often_as_the_weight_is_drawn(other, first):
    """One criterion against two of the same: the first wins where its weight exceeds the other's score.

    With weights even over the simplex of two, the weight is uniform on 0 to 1 (Lahdelma & Salminen 2001).
    """
    scores = [[[1.0, 0.0], [other, other]]]
    found = rank_acceptability(scores, [(0, 1)], [1, 1], runs=RUNS)
    assert found.shares[0, 0] == pytest.approx(first, abs=WITHIN)
    assert found.shares[1, 0] == pytest.approx(1 - first, abs=WITHIN)


def test_three_corners_of_a_triangle_share_the_first_place():
    """Each of three alternatives is best on one criterion: by symmetry each is first in a third."""
    found = rank_acceptability([np.eye(3)], [(0, 1, 2)], [1, 1, 1], runs=RUNS)
    assert found.shares == pytest.approx(np.full((3, 3), 1 / 3), abs=WITHIN)


def test_judges_who_disagree_move_the_ranking_as_often_as_they_are_drawn():
    """Two judges of three put A first. Drawing three of three with replacement, A keeps it in 20 of 27."""
    a, b = [1.0, 0.5], [0.5, 1.0]
    scores = [[[s] for s in judge] for judge in (a, a, b)]
    found = rank_acceptability(scores, [(0,)], [1], runs=RUNS)
    assert found.shares[0, 0] == pytest.approx(20 / 27, abs=WITHIN)


def test_what_is_worse_in_everything_is_never_first():
    found = rank_acceptability([[[0.9, 0.8], [0.5, 0.4]]], [(0, 1)], [1, 1])
    assert found.held.tolist() == [1.0, 1.0]


def test_a_tie_is_a_tie_in_the_ranking_and_in_every_run():
    found = rank_acceptability([[[0.4, 0.6], [0.4, 0.6], [0.1, 0.1]]], [(0, 1)], [1, 1])
    assert found.ranks.tolist() == [1, 1, 3]
    assert found.held.tolist() == [1.0, 1.0, 1.0]


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    scores = np.random.default_rng(0).uniform(size=(4, 6, 3))
    first, again, other = (
        rank_acceptability(scores, [(0, 1), (2,)], [1, 1, 1], seed=seed) for seed in (7, 7, 8)
    )
    assert np.array_equal(first.shares, again.shares)
    assert not np.array_equal(first.shares, other.shares)


def test_a_judge_who_gave_no_score_is_left_out_of_that_one_alone():
    nan = float("nan")
    found = rank_acceptability([[[0.2], [nan]], [[0.4], [0.8]]], [(0,)], [1], runs=200)
    assert found.values == pytest.approx([0.3, 0.8])


@given(
    arrays(
        float,
        st.tuples(st.integers(1, 3), st.integers(1, 5), st.just(3)),
        elements=st.floats(0, 1),
    )
)
def test_every_alternative_takes_some_rank_in_every_run(scores):
    found = rank_acceptability(scores, [(0, 1), (2,)], [2, 1, 1], step=0.1, runs=50)
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(scores.shape[1]))
    assert np.all((found.low <= found.high) & (found.low >= 1))
    assert found.ranks.tolist() == shared_ranks(found.values).tolist()


@pytest.mark.parametrize(
    ("scores", "factors", "weights", "said"),
    [
        ([[[1.2]]], [(0,)], [1], "between 0 and 1"),
        ([[[0.2, 0.2]]], [(0,)], [1, 1], "exactly one factor"),
        ([[[0.2]]], [(0,)], [0], "above zero"),
        ([[[float("nan")]]], [(0,)], [1], "Nobody scored"),
        ([[0.2]], [(0,)], [1], "judges by alternatives"),
    ],
)
def test_what_cannot_be_ranked_is_refused(scores, factors, weights, said):
    with pytest.raises(StatisticError, match=said):
        rank_acceptability(scores, factors, weights)
