"""Members' scores put in order (ToR 2.4, 3.6; SPB 9.2)."""

from __future__ import annotations

import pytest

from headwater.analysis.priorities import Ballot, put_in_order
from headwater.vocabulary.errors import StatisticError
from headwater.vocabulary.scheme import COUNTED, CRITERIA, Factor

MIDDLE = dict.fromkeys(CRITERIA, 3)


def ballot(member: str, behaviour: str, **scores: int) -> Ballot:
    return Ballot(member, behaviour, {**MIDDLE, **scores})


def test_more_harm_comes_first():
    order = put_in_order([ballot("a", "worse", physical=5), ballot("a", "other")], runs=100)
    assert [p.behaviour for p in order.places] == ["worse", "other"]
    assert [p.rank for p in order.places] == [1, 2]


def test_what_is_the_same_to_everybody_is_a_tie():
    order = put_in_order([ballot("a", "one"), ballot("a", "other")], runs=50)
    assert [(p.rank, p.tied) for p in order.places] == [(1, True), (1, True)]


def test_capacity_is_shown_and_changes_nothing():
    little, much = (
        put_in_order([ballot("a", "one", capacity=c), ballot("a", "other")], runs=50)
        for c in (1, 5)
    )
    assert [p.value for p in little.places] == [p.value for p in much.places]
    assert {p.behaviour: p.capacity for p in much.places} == {"one": 5, "other": 3}


def test_a_reversal_between_harm_of_the_body_and_of_the_mind_shows_as_unsteady():
    """Each is worse in one criterion of three, equally: neither keeps its rank much above half the time."""
    found = [
        ballot("a", "body", physical=5, psychological=1),
        ballot("a", "mind", physical=1, psychological=5),
        ballot("a", "least", physical=1, psychological=1, community=1),
    ]
    order = {p.behaviour: p for p in put_in_order(found, runs=2_000).places}
    assert order["body"].tied
    assert order["mind"].tied
    assert 0.4 < order["body"].held < 0.6
    assert order["least"].held > 0.9


def test_members_who_are_far_apart_are_said_to_be():
    agreed = put_in_order([ballot("a", "x"), ballot("b", "x")], runs=10).places[0]
    apart = [ballot("a", "x", physical=5, frequency=5), ballot("b", "x", physical=1, frequency=1)]
    assert agreed.apart == 0
    assert put_in_order(apart, runs=10).places[0].apart > 0.1


def test_a_behaviour_that_nobody_scored_in_full_is_left_out():
    partly = Ballot("a", "partly", {"physical": 4})
    order = put_in_order([partly, ballot("a", "whole")], runs=10)
    assert [p.behaviour for p in order.places] == ["whole"]
    assert put_in_order([partly]).places == ()


def test_a_score_that_the_scheme_does_not_have_is_refused():
    with pytest.raises(StatisticError, match="no score 9"):
        put_in_order([ballot("a", "x", physical=9)])


def test_every_score_is_defined_and_every_factor_asked_about():
    assert all(level and level[0].isupper() for c in CRITERIA.values() for level in c.levels)
    assert {c.factor for c in COUNTED} == set(Factor) - {Factor.CAPACITY}
