"""A strategy is complete or says what to mend: take any one part away, and it is named (ToR 2.2-2.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.vocabulary.completeness import RULES, Thresholds, gaps, must_escalate
from headwater.vocabulary.records.strategy import (
    Aim,
    AlignmentRecord,
    Better,
    CommunityRecord,
    InputRecord,
    MeasureRecord,
    NothingRecord,
    Reach,
    ReviewRecord,
    StrategyRecord,
)
from headwater.vocabulary.tiers import NUMBERED_FROM_1, Tier, TierBand

WHOLE = StrategyRecord(
    title="Crises of mental health",
    behaviour="mental-health-crisis",
    analysis="A few hundred people make most of the calls.",
    agencies=("Police", "Ambulance"),
    causes="Early trauma, and loss of a place in the world.",
    expression="Calls at night to whoever answers.",
    voice="Carers wrote half of it.",
    reviews=tuple(
        ReviewRecord(tier, f"Work at {tier.value}", "It helps.", "Widen it.")
        for tier in Tier
        if tier.band is TierBand.UPPER
    ),
    inputs=(
        InputRecord(Tier.COMMUNITY, "Leaders' training", "City", Aim.CAUSE, True, 40_000),
        InputRecord(Tier.UNIVERSAL, "Lessons in schools", "Schools", Aim.CAUSE, True, 60_000),
        InputRecord(
            Tier.TARGETED, "A nurse beside officers", "Police", Aim.EXPRESSION, False, 90_000
        ),
        InputRecord(Tier.RESPONSE, "A place of calm", "Trust", Aim.EXPRESSION, False, 50_000),
    ),
    communities=(CommunityRecord("Young carers", False, "Somebody to ring."),),
    enablers=("One protocol for all who answer a call.",),
    alignments=tuple(
        AlignmentRecord(reach, f"A {reach.value} plan", "It says so.") for reach in Reach
    ),
    measures=(MeasureRecord("ambulance-self-harm", 12.0, 9.0, date(2029, 3, 31), Better.DOWN),),
)


def without(tier: Tier) -> StrategyRecord:
    return replace(WHOLE, inputs=tuple(i for i in WHOLE.inputs if i.tier is not tier))


PARTS: dict[str, tuple[Callable[[StrategyRecord], StrategyRecord], str]] = {
    "An analysis": (lambda s: replace(s, analysis=" "), "what the analysis found"),
    "Data of at least two agencies": (lambda s: replace(s, agencies=("Police",)), "two agencies"),
    "Long-term causes": (lambda s: replace(s, causes=""), "long-term causes"),
    "Short-term expression": (lambda s: replace(s, expression=""), "short term"),
    "A review of existing work at the upper tiers": (
        lambda s: replace(s, reviews=s.reviews[:1]),
        "Tier 3",
    ),
    "The voice of those affected": (lambda s: replace(s, voice=""), "most affected"),
    "Communities that need more": (lambda s: replace(s, communities=()), "communities"),
    "Policy enablers": (lambda s: replace(s, enablers=()), "policy"),
    "Monitoring": (lambda s: replace(s, measures=()), "live indicator"),
    "An owner of every input": (
        lambda s: replace(s, inputs=(replace(s.inputs[0], owner=""), *s.inputs[1:])),
        "Leaders' training",
    ),
    "Upper tiers about the behaviour": (
        lambda s: replace(s, inputs=(*s.inputs[:3], replace(s.inputs[3], generic=True))),
        "A place of calm",
    ),
    "A behaviour, or generic inputs alone": (
        lambda s: replace(s, behaviour=""),
        "Name the behaviour",
    ),
}


def test_a_strategy_with_every_part_is_complete():
    assert gaps(WHOLE) == ()


@pytest.mark.parametrize("rule", sorted(PARTS))
def test_without_one_part_it_is_not_and_the_part_is_named(rule):
    take, word = PARTS[rule]
    found = gaps(take(WHOLE))
    assert [gap.rule for gap in found] == [rule]
    assert word in found[0].mend
    assert found[0].source


@pytest.mark.parametrize("tier", list(Tier))
def test_a_tier_without_input_is_named_and_a_reason_mends_it(tier):
    """ToR 2.5: inputs at each tier, or an explicit reasoned none."""
    bare = without(tier)
    found = [gap for gap in gaps(bare) if gap.rule == "Inputs at every tier"]
    assert [f"Tier {list(Tier).index(tier)}" in gap.mend for gap in found] == [True]
    reasoned = replace(bare, nothing=(NothingRecord(tier, "Nobody works there yet."),))
    assert not [gap for gap in gaps(reasoned) if gap.rule == "Inputs at every tier"]
    unreasoned = replace(bare, nothing=(NothingRecord(tier, " "),))
    assert [gap for gap in gaps(unreasoned) if gap.rule == "Inputs at every tier"]


@pytest.mark.parametrize("reach", list(Reach))
def test_alignment_is_local_national_and_with_health(reach):
    kept = tuple(one for one in WHOLE.alignments if one.reach is not reach)
    found = gaps(replace(WHOLE, alignments=kept))
    assert [(gap.rule, reach.value in gap.mend) for gap in found] == [("Alignment", True)]


def test_both_a_cause_and_the_expression_are_worked_on():
    """ToR 2.2: long-term causes and short-term expression both."""
    only = tuple(replace(one, aim=Aim.CAUSE) for one in WHOLE.inputs)
    assert [gap.rule for gap in gaps(replace(WHOLE, inputs=only))] == ["Short-term expression"]


def test_a_target_that_is_no_better_than_the_baseline_is_refused():
    worse = replace(WHOLE.measures[0], target=13.0)
    assert "no better" in gaps(replace(WHOLE, measures=(worse,)))[0].mend
    up = replace(WHOLE.measures[0], better=Better.UP, target=13.0)
    assert gaps(replace(WHOLE, measures=(up,))) == ()


def test_a_generic_enabler_needs_no_behaviour_and_no_analysis_of_one():
    """ToR 2.8: for example, the skills of community leaders."""
    lower = tuple(i for i in WHOLE.inputs if i.tier.band is TierBand.LOWER)
    nothing = tuple(NothingRecord(t, "It is generic.") for t in Tier if t.band is TierBand.UPPER)
    enabler = replace(
        WHOLE,
        behaviour="",
        analysis="",
        agencies=(),
        expression="",
        reviews=(),
        inputs=lower,
        nothing=nothing,
    )
    assert gaps(enabler) == ()


@given(st.sets(st.sampled_from(sorted(PARTS.keys() - {"A behaviour, or generic inputs alone"}))))
def test_whatever_is_taken_away_together_every_part_is_named(taken):
    bare = WHOLE
    for rule in sorted(taken):
        bare = PARTS[rule][0](bare)
    assert {gap.rule for gap in gaps(bare)} == taken


def test_tiers_are_called_as_the_partnership_numbers_them():
    found = gaps(without(Tier.COMMUNITY), NUMBERED_FROM_1)
    assert any("Tier 1: Community" in gap.mend for gap in found)


def test_every_rule_names_where_it_comes_from():
    assert all(source.startswith(("ToR", "SPB", "HWB")) for _, source, _, _ in RULES)
    assert len({title for title, _, _, _ in RULES}) == len(RULES)


# Escalation (ToR 2.7)


def test_it_goes_to_the_strategic_board_for_much_resource_of_several_agencies():
    assert must_escalate(WHOLE) == ()
    reasons = must_escalate(WHOLE, Thresholds(cost=240_000))
    assert reasons == (
        "4 agencies put in £240,000 a year; from £240,000 on the Strategic Partnership Board decides.",
    )


def test_one_agencys_money_is_its_own():
    alone = tuple(replace(one, owner="Police", cost=900_000) for one in WHOLE.inputs)
    assert must_escalate(replace(WHOLE, inputs=alone)) == ()


def test_it_goes_there_for_a_significant_change_of_policy():
    assert "policies" in must_escalate(replace(WHOLE, policy_change=True))[0]
