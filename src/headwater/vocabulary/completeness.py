"""Whether a strategy is complete, proved rule by rule: each failure says what to mend.

The rules are the terms of reference, 2.2 to 2.8, and the founding paper, 4.4, 5.3, 6.1 and 9.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from headwater.vocabulary.records.strategy import Aim, Reach, StrategyRecord
from headwater.vocabulary.tiers import NUMBERED_FROM_0, Tier, TierBand, TierLabels

FEWEST_AGENCIES = 2


@dataclass(frozen=True)
class Gap:
    """A rule that a strategy does not keep: which, whence, and the sentence that says how to mend it."""

    rule: str
    source: str
    mend: str


@dataclass(frozen=True)
class Thresholds:
    """From where on a strategy goes to the Strategic Partnership Board (ToR 2.7). A partnership sets them."""

    cost: int = 250_000
    """Pounds a year of several agencies together."""
    agencies: int = 2
    """How many agencies must put resource in for it to be multi-agency."""


Rule = Callable[[StrategyRecord, TierLabels], Iterable[str]]


def _behaviour(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.behaviour and any(not one.generic for one in s.inputs):
        yield "Name the behaviour, or make every input generic: an enabler without a behaviour has no other."


def _analysis(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.analysis.strip():
        yield "Write down what the analysis found: no strategy is approved without one."


def _agencies(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if len(set(s.agencies)) < FEWEST_AGENCIES:
        yield "Analyse the data of at least two agencies, and name them."


def _causes(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.causes.strip():
        yield "Say what the long-term causes are."
    if not any(one.aim is Aim.CAUSE for one in s.inputs):
        yield "Add an input that works on a long-term cause."


def _expression(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.expression.strip():
        yield "Say how the behaviour shows itself in the short term."
    if not any(one.aim is Aim.EXPRESSION for one in s.inputs):
        yield "Add an input that lessens the behaviour in the short term."


def _review(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    for tier in Tier:
        if tier.band is TierBand.UPPER and not any(r.tier is tier for r in s.reviews):
            yield f"Review the existing work at {labels.label(tier)}, with what you recommend."
    for one in s.reviews:
        if not one.recommendation.strip():
            yield f"Say what you recommend of “{one.service}”."


def _tiers(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    reasoned = {one.tier for one in s.nothing if one.reason.strip()}
    for tier in Tier:
        if tier not in reasoned and not any(one.tier is tier for one in s.inputs):
            yield f"Say what is put in at {labels.label(tier)}, or why nothing is."


def _owners(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    for one in s.inputs:
        if not one.owner.strip():
            yield f"Say which agency owns “{one.what}”."


def _generic(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    for one in s.inputs:
        if one.tier.band is TierBand.UPPER and one.generic and s.behaviour:
            yield f"“{one.what}” is at {labels.label(one.tier)}: make it about this behaviour."


def _communities(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.communities and not s.everywhere.strip():
        yield "Name the communities that need more, of a place or not, or say why none does."


def _voice(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.voice.strip():
        yield "Say how residents and those most affected had their part in it."


def _enablers(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not any(one.strip() for one in s.enablers):
        yield "Name at least one policy that would make it easier."


def _alignment(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    for reach in Reach:
        if not any(one.reach is reach and one.how.strip() for one in s.alignments):
            yield f"Say with which {reach.value} strategy it agrees, and how."


def _measures(s: StrategyRecord, labels: TierLabels) -> Iterable[str]:
    if not s.measures:
        yield "Say how the behaviour is watched: a live indicator with baseline, target and day."
    for one in s.measures:
        if not one.is_an_improvement:
            yield f"The target of “{one.indicator}” is no better than its baseline. Set another."


RULES: tuple[tuple[str, str, Rule, bool], ...] = (
    ("A behaviour, or generic inputs alone", "ToR 2.8", _behaviour, True),
    ("An analysis", "SPB 5.3", _analysis, False),
    ("Data of at least two agencies", "ToR 2.3", _agencies, False),
    ("Long-term causes", "ToR 2.2", _causes, True),
    ("Short-term expression", "ToR 2.2", _expression, False),
    ("A review of existing work at the upper tiers", "SPB 9.3", _review, False),
    ("Inputs at every tier", "ToR 2.5", _tiers, True),
    ("An owner of every input", "ToR 2.5", _owners, True),
    ("Upper tiers about the behaviour", "SPB 4.4", _generic, False),
    ("Communities that need more", "ToR 2.5", _communities, True),
    ("The voice of those affected", "HWB 6", _voice, True),
    ("Policy enablers", "ToR 2.6", _enablers, True),
    ("Alignment", "ToR 2.6, SPB 6.1", _alignment, True),
    ("Monitoring", "ToR 2.6", _measures, True),
)
"""Title, source, rule, and whether it holds for a generic enabler without a behaviour as well."""


def gaps(strategy: StrategyRecord, labels: TierLabels = NUMBERED_FROM_0) -> tuple[Gap, ...]:
    """Everything that a strategy lacks; empty where it is complete.

    Args: strategy: as it stands; labels: how the partnership numbers its tiers.
    Returns: Gaps in the order of the rules, each with the sentence that says how to mend it.
    """
    generic = not strategy.behaviour
    return tuple(
        Gap(title, source, mend)
        for title, source, rule, always in RULES
        if always or not generic
        for mend in rule(strategy, labels)
    )


def must_escalate(
    strategy: StrategyRecord, thresholds: Thresholds | None = None
) -> tuple[str, ...]:
    """Why a strategy must go to the Strategic Partnership Board; empty where it need not (ToR 2.7)."""
    set_at = thresholds or Thresholds()
    reasons = []
    several = len(strategy.owners) >= set_at.agencies
    if several and strategy.cost >= set_at.cost:
        reasons.append(
            f"{len(strategy.owners)} agencies put in £{strategy.cost:,} a year; from £{set_at.cost:,} on "
            "the Strategic Partnership Board decides."
        )
    if strategy.policy_change:
        reasons.append("It changes policies of several agencies significantly.")
    return tuple(reasons)
