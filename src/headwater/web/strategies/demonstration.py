"""Three invented strategies: one approved, one nearly complete, one just begun, and shared inputs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from headwater.vocabulary.tiers import Tier
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Board, Decision
from headwater.web.issues.models import Issue
from headwater.web.strategies import services
from headwater.web.strategies.models import Alignment, Input, Measure, Need, Review, Strategy

DEMAND, KNIVES, HOME = (
    "Fewer crises that end with the police",
    "Young people who need no knife",
    "Violence at home that can be told",
)
INPUTS = (
    (
        Tier.COMMUNITY,
        "Training for community leaders in how to listen and where to turn",
        "voluntary",
        "CAUSE",
        True,
        35_000,
    ),
    (
        Tier.UNIVERSAL,
        "Lessons on feelings and on asking for help, in every school",
        "schools",
        "CAUSE",
        True,
        60_000,
    ),
    (
        Tier.TARGETED,
        "A team for people who call most often: an officer, a nurse and a worker together",
        "police",
        "EXPRESSION",
        False,
        95_000,
    ),
    (
        Tier.RESPONSE,
        "A place of calm, open at night, instead of a cell or an emergency department",
        "mental-health",
        "EXPRESSION",
        False,
        55_000,
    ),
)
"""Tier, what, owner, aim, generic, pounds a year."""


def furnish_strategies(*, by: User, at: datetime) -> None:
    """Write three strategies as the unit would, where the board has made priorities."""
    issues = {i.rank: i for i in Issue.objects.filter(state=Issue.State.PRIORITY)}
    if not issues:
        return
    board = Board.objects.get(slug="prevention-board")
    made = [
        services.begin(title=title, board=board, issue=issues[rank], by=by, at=at)
        for rank, title in enumerate((DEMAND, KNIVES, HOME), start=1)
    ]
    _write_demand(made[0], by, at)
    _write_knives(made[1], by, at)
    _decide(made[0], by, at)


def _write_demand(strategy: Strategy, by: User, at: datetime) -> None:
    who: dict[str, Any] = {"strategy": strategy, "by": by, "at": at}
    services.write(
        version=strategy.version,
        title=strategy.title,
        analysis="A few hundred people make most of the calls, at night and at weekends, and half live in the most deprived fifth of areas. Each is known to three agencies or more.",
        agencies=[_agency(slug) for slug in ("police", "ambulance", "mental-health")],
        causes="Early trauma, debt, and the loss of a place in the world.",
        expression="Calls to whoever answers, and officers who wait for hours in emergency departments.",
        voice="Nine people who have called, and two who care for them, helped to write it.",
        everywhere="",
        enablers="One protocol for everybody who answers a call\nOne record that the person carries",
        policy_change=False,
        **who,
    )
    for tier, what, owner, aim, generic, cost in INPUTS:
        services.add_input(
            tier=tier.value,
            what=what,
            owner=_agency(owner),
            aim=aim,
            generic=generic,
            cost=cost,
            **who,
        )
    for tier, service, finding, recommendation in (
        (
            Tier.TARGETED,
            "The frequent callers' team",
            "It knows forty people, and calls fell among them.",
            "Widen it to all who call ten times a year.",
        ),
        (
            Tier.RESPONSE,
            "Street triage",
            "It ends at midnight, when most calls begin.",
            "Let it work until six in the morning.",
        ),
    ):
        services.add_part(
            part=Review,
            tier=tier.value,
            service=service,
            finding=finding,
            recommendation=recommendation,
            **who,
        )
    estate = Community.objects.filter(geographic=True).first()
    if estate is not None:
        services.add_part(
            part=Need, community=estate, more="A worker who lives there, in the evenings.", **who
        )
    for reach, name, how in (
        ("LOCAL", "Police and Crime Plan", "It names mental health as what drives demand."),
        ("NATIONAL", "Right care, right person", "It says who answers which call."),
        (
            "HEALTH",
            "The Integrated Care Board's plan for mental health",
            "It pays for the nurse and the place of calm.",
        ),
    ):
        services.add_part(part=Alignment, reach=reach, name=name, how=how, **who)
    services.add_part(
        part=Measure,
        indicator="ambulance-self-harm",
        baseline=1.9,
        target=1.5,
        due=date(at.year + 3, 3, 31),
        better="DOWN",
        **who,
    )


def _write_knives(strategy: Strategy, by: User, at: datetime) -> None:
    """Two generic inputs are shared with the first; the upper tiers are still to come."""
    for shared in Input.objects.filter(generic=True):
        services.use_input(strategy=strategy, shared=shared, by=by, at=at)
    services.write(
        strategy=strategy,
        version=strategy.version,
        title=strategy.title,
        analysis="Most who carry say that they are afraid. Wounds are treated on the way home from school and on Friday nights.",
        agencies=[_agency("police"), _agency("hospital")],
        causes="Fear, and harm seen or suffered early.",
        expression="Knives in bags and waistbands, and wounds.",
        voice="",
        everywhere="",
        enablers="",
        policy_change=False,
        by=by,
        at=at,
    )


def _decide(strategy: Strategy, by: User, at: datetime) -> None:
    agreed = (Decision.Outcome.AGREED, Decision.Outcome.CHANGED)
    decision = Decision.objects.filter(outcome__in=agreed, meeting__board=strategy.board).first()
    strategy = services.propose(strategy=strategy, version=strategy.version, by=by, at=at)
    if decision is not None:
        services.approve(
            strategy=strategy,
            version=strategy.version,
            decision=decision,
            higher=None,
            by=by,
            at=at + timedelta(minutes=1),
        )


def _agency(slug: str) -> Agency:
    return Agency.objects.get(slug=slug)
