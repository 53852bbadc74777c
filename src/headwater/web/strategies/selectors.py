"""Reading strategies: the frozen record, what is lacking, where its measures stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from headwater.analysis.indicator import all_indicators
from headwater.vocabulary.completeness import Gap, gaps, must_escalate
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
from headwater.vocabulary.tiers import NUMBERED_FROM_0, Tier
from headwater.web.accounts.models import User
from headwater.web.governance.models import Decision
from headwater.web.policy import scope_of
from headwater.web.strategies import rules
from headwater.web.strategies.models import Input, Measure, Nothing, Strategy
from headwater.web.ui.rooms import Hit, Task
from headwater.web.verdict import Verdict

State = Strategy.State


def strategies() -> QuerySet[Strategy]:
    """Every strategy, newest first."""
    return Strategy.objects.select_related("board", "issue", "author", "decision__meeting__board")


def record_of(strategy: Strategy) -> StrategyRecord:
    """A strategy as it stands, frozen: what the rules are asked about and documents are made of."""
    return StrategyRecord(
        title=strategy.title,
        behaviour=strategy.issue.behaviour if strategy.issue else "",
        analysis=strategy.analysis,
        agencies=tuple(a.name for a in strategy.agencies.all()),
        causes=strategy.causes,
        expression=strategy.expression,
        voice=strategy.voice,
        reviews=tuple(
            ReviewRecord(Tier(r.tier), r.service, r.finding, r.recommendation)
            for r in strategy.reviews.all()
        ),
        inputs=tuple(
            InputRecord(Tier(i.tier), i.what, i.owner.name, Aim[i.aim], i.generic, i.cost)
            for i in strategy.inputs.select_related("owner")
        ),
        nothing=tuple(NothingRecord(Tier(n.tier), n.reason) for n in strategy.nothing.all()),
        communities=tuple(
            CommunityRecord(n.community.name, n.community.geographic, n.more)
            for n in strategy.needs.select_related("community")
        ),
        everywhere=strategy.everywhere,
        enablers=tuple(line for line in strategy.enablers.splitlines() if line.strip()),
        alignments=tuple(
            AlignmentRecord(Reach[a.reach], a.name, a.how) for a in strategy.alignments.all()
        ),
        measures=tuple(
            MeasureRecord(m.indicator, m.baseline, m.target, m.due, Better[m.better])
            for m in strategy.measures.all()
        ),
        policy_change=strategy.policy_change,
    )


@dataclass(frozen=True)
class TierPart:
    """One tier of a strategy: its inputs, or why there is none."""

    tier: Tier
    inputs: tuple[Input, ...]
    nothing: Nothing | None

    @property
    def label(self) -> str:
        """As the partnership numbers it."""
        return NUMBERED_FROM_0.label(self.tier)


@dataclass(frozen=True)
class Watched:
    """A measure, with the title of its indicator."""

    measure: Measure
    title: str


@dataclass(frozen=True)
class StrategyPage:
    """One strategy, tier by tier from the top, with everything it lacks and what may be done."""

    strategy: Strategy
    record: StrategyRecord
    tiers: tuple[TierPart, ...]
    watched: tuple[Watched, ...]
    lacks: tuple[Gap, ...]
    escalated: tuple[str, ...]
    shared: tuple[Input, ...]
    """Generic inputs of other strategies, which this one may use as well."""
    write: Verdict
    propose: Verdict
    decide: Verdict


def page(strategy: Strategy, user: User) -> StrategyPage:
    """Everything the page of a strategy shows."""
    record = record_of(strategy)
    lacks = gaps(record)
    own = list(strategy.inputs.select_related("owner").prefetch_related("strategies"))
    empty = {n.tier: n for n in strategy.nothing.all()}
    others = Input.objects.filter(generic=True).exclude(pk__in=[i.pk for i in own])
    known = all_indicators()
    return StrategyPage(
        strategy,
        record,
        tuple(
            TierPart(t, tuple(i for i in own if i.tier == t.value), empty.get(t.value))
            for t in reversed(Tier)
        ),
        tuple(
            Watched(m, known[m.indicator].title if m.indicator in known else m.indicator)
            for m in strategy.measures.all()
        ),
        lacks,
        must_escalate(record),
        tuple(others.select_related("owner")),
        rules.may_write(user, strategy),
        rules.may_propose(user, strategy, lacks),
        rules.may_decide(user, strategy),
    )


def decisions() -> QuerySet[Decision]:
    """Decisions of meetings, newest first."""
    found = Decision.objects.select_related("item", "meeting__board")
    return found.order_by("-meeting__starts")


def find(user: User, words: str) -> Iterable[Hit]:
    """Strategies by title."""
    for one in strategies().filter(title__icontains=words):
        address = reverse("strategies:strategy", args=[one.pk])
        yield Hit(one.title, address, "Strategy", one.get_state_display())


def tasks(user: User) -> Iterable[Task]:
    """Strategies that wait for a decision to be recorded, and one's own that came back."""
    if scope_of(user.in_role, "strategy", "decide") is not None:
        for one in strategies().filter(state=State.PROPOSED):
            address = reverse("strategies:strategy", args=[one.pk])
            yield Task(f"Before {one.board.name}: {one.title}", address, "Record its decision.")
    for one in strategies().filter(state=State.RETURNED, author=user):
        address = reverse("strategies:strategy", args=[one.pk])
        yield Task(f"Returned: {one.title}", address, one.reason)
