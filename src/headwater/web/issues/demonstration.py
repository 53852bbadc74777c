"""Ten invented issues in every state, and two rounds of scoring: one closed, one open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from headwater.vocabulary.scheme import CRITERIA
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Board, Decision
from headwater.web.issues.models import Issue, Round
from headwater.web.issues.services import issues, rounds

ORDER = tuple(CRITERIA)
"""In which the scores below are written: three of harm, three of likelihood, confidence, capacity."""
WRITTEN = (
    (
        "demand",
        "Crises of mental health that end with the police",
        "mental-health-crisis",
        "People in distress, and their families, who meet an officer where they need a nurse.",
        "Calls to the police and the ambulance service about the same few hundred people.",
        "trend",
        "ada",
    ),
    (
        "knives",
        "Young people carrying knives in public places",
        "weapons-possession",
        "Young people, who are hurt or afraid, and those who care for them.",
        "The residents' panel named it at three meetings, and ambulance crews see the wounds.",
        "panel",
        "hari",
    ),
    (
        "home",
        "Domestic violence that is not told outside one community",
        "violence-with-injury",
        "Women who do not report, and children who see it.",
        "Community workers hear of it; police figures from the same streets are low.",
        "member",
        "gwen",
    ),
    (
        "night",
        "Assaults around bars after closing time",
        "violence-with-injury",
        "People on a night out, and staff on their way home.",
        "Ambulance calls between midnight and four on Saturdays.",
        "trend",
        "farid",
    ),
    (
        "harassment",
        "Harassment of women on late buses",
        "stalking-and-harassment",
        "Women and girls, who stop using the bus after dark.",
        "Letters to the paper and what pupils say at school.",
        "member",
        "edie",
    ),
    (
        "bikes",
        "Off-road bikes on the canal path",
        "anti-social-behaviour",
        "Walkers, who are frightened, and riders who fall.",
        "Complaints to the district council.",
        "member",
        "edie",
    ),
    (
        "again-knives",
        "Knives carried by young people on the way to school",
        "weapons-possession",
        "Pupils.",
        "Two head teachers said so.",
        "member",
        "gwen",
    ),
    (
        "all-crime",
        "Violence in the city",
        "violence-against-the-person",
        "Everybody.",
        "It is in the news every week.",
        "member",
        "dev",
    ),
    (
        "shops",
        "Threats against people who work in shops",
        "violence-without-injury",
        "Shop workers, mostly young and alone at night.",
        "Three supermarkets keep a book of them.",
        "member",
        "dev",
    ),
    (
        "self-harm",
        "Self-harm among girls in their last years at school",
        "self-harm",
        "Girls of 14 to 16, and the friends who find them.",
        "School nurses, and ambulance figures by age.",
        "trend",
        "ada",
    ),
)
"""Key, title, behaviour, who is harmed, how it is known, who raised it, who logged it."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "demand": ("police", "mental-health", "ambulance", "icb", "city"),
    "knives": ("police", "schools", "youth-justice", "voluntary"),
    "home": ("police", "city", "voluntary", "hospital"),
    "night": ("police", "city", "ambulance"),
    "harassment": ("police", "city", "schools"),
    "bikes": ("districts",),
}
SCORES: Mapping[str, Mapping[str, Sequence[int]]] = {
    "demand": {
        "dev": (3, 5, 3, 5, 4, 5, 4, 3),
        "edie": (3, 4, 3, 5, 4, 4, 5, 2),
        "hari": (2, 5, 4, 4, 4, 5, 4, 2),
    },
    "knives": {
        "dev": (5, 4, 4, 3, 3, 4, 3, 3),
        "edie": (5, 4, 5, 3, 3, 4, 3, 4),
        "hari": (5, 5, 5, 4, 4, 5, 3, 3),
    },
    "home": {
        "dev": (4, 5, 3, 4, 3, 5, 2, 2),
        "edie": (4, 5, 2, 4, 3, 5, 3, 2),
        "hari": (4, 5, 4, 4, 3, 5, 2, 1),
    },
    "night": {
        "dev": (4, 2, 3, 4, 2, 2, 4, 4),
        "edie": (4, 2, 2, 4, 2, 2, 4, 4),
        "hari": (3, 2, 2, 4, 2, 2, 3, 4),
    },
}
"""By issue and member, in the order of the scheme."""


def furnish_issues(*, by: User, at: datetime) -> None:
    """Log, test, merge, score and decide, as a board would over a year."""
    made = {}
    for days, (key, title, behaviour, harmed, known, source, who) in enumerate(WRITTEN):
        made[key] = issues.log_issue(
            title=title,
            behaviour=behaviour,
            harmed=harmed,
            known=known,
            source=source,
            by=_who(who),
            at=at - timedelta(days=200 - 15 * days),
        )
    made["knives"].communities.set(Community.objects.filter(geographic=False))
    for key, needs in NEEDED.items():
        issues.judge_issue(
            issue=made[key],
            version=1,
            undermines=True,
            needed=[Agency.objects.get(slug=slug) for slug in needs],
            complexity="high" if len(needs) > 1 else "some",
            by=by,
            at=at,
        )
    issues.merge_issue(
        issue=made["again-knives"],
        version=1,
        into=made["knives"],
        reason="The way to school is a public place.",
        by=by,
        at=at,
    )
    kinds = ["violence-with-injury", "stalking-and-harassment"]
    issues.split_issue(issue=made["all-crime"], version=1, kinds=kinds, by=by, at=at)
    _score(made, by, at)
    _decide(made, by, at)


def _score(made: Mapping[str, Issue], by: User, at: datetime) -> None:
    board = Board.objects.get(slug="prevention-board")
    before, today = at - timedelta(days=60), timezone.localdate(at)
    past = rounds.open_round(
        board=board,
        title="First choice of behaviours",
        issues=[made[key] for key in SCORES],
        last_day=today - timedelta(days=40),
        by=by,
        at=before,
    )
    for key, given in SCORES.items():
        for who, scores in given.items():
            rounds.score(
                scoring=past,
                issue=made[key],
                scores=dict(zip(ORDER, scores, strict=True)),
                by=_who(who),
                at=before,
            )
    closed = rounds.close_round(
        scoring=Round.objects.get(pk=past.pk), version=past.version, by=by, at=before
    )
    rounds.dissent(
        scoring=closed,
        text="The figures on domestic violence are low because it is not told. That should not lower its place.",
        by=_who("hari"),
        at=before,
    )
    rounds.open_round(
        board=board,
        title="What comes next",
        issues=[made["night"], made["harassment"]],
        last_day=today + timedelta(days=10),
        by=by,
        at=at,
    )


def _decide(made: Mapping[str, Issue], by: User, at: datetime) -> None:
    """Three priorities by a decision of the board, where its meeting has agreed to one; one set aside."""
    agreed = (Decision.Outcome.AGREED, Decision.Outcome.CHANGED)
    found = Decision.objects.filter(outcome__in=agreed, meeting__board__slug="prevention-board")
    decision = found.first()
    if decision is None:
        return
    chosen = (
        ("demand", "Every agency meets it, and none can solve it alone."),
        ("knives", "The harm is the greatest, and residents ask for it."),
        ("home", "Little is told of it, so it needs looking into before it shows in figures."),
    )
    for rank, (key, reason) in enumerate(chosen, start=1):
        issue = Issue.objects.get(pk=made[key].pk)
        issues.prioritise(
            issue=issue,
            version=issue.version,
            rank=rank,
            decision=decision,
            reason=reason,
            by=by,
            at=at,
        )


def _who(first_name: str) -> User:
    return User.objects.get(username=f"{first_name}@invented.example")
