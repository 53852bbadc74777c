"""Reading the log: what this person may see of it, and who has not contributed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Board, Decision, Seat
from headwater.web.governance.rules.boards import holds
from headwater.web.issues.models import Issue
from headwater.web.issues.rules import moves
from headwater.web.issues.rules.tests import (
    Eligibility,
    Specificity,
    alike,
    eligibility,
    specificity,
)
from headwater.web.policy import Role, Scope, scope_of
from headwater.web.ui.rooms import Hit, Task
from headwater.web.verdict import Verdict

State = Issue.State


def issues(user: User) -> QuerySet[Issue]:
    """The issues that a person may see: all, or their own, their agency's, and those from residents."""
    every = Issue.objects.select_related("agency", "logged_by", "routed_to", "merged_into")
    scope = scope_of(user.in_role, "issue", "view")
    if scope is Scope.ALL:
        return every
    if scope is None:
        return every.none()
    own = Q(logged_by=user)
    if user.agency:
        own |= Q(agency__slug=user.agency) | Q(routed_to__slug=user.agency)
    if user.in_role is Role.COMMUNITY_MEMBER:
        own |= Q(source=Issue.Source.PANEL)
    return every.filter(own)


def narrowed(user: User, *, words: str = "", state: str = "", source: str = "") -> QuerySet[Issue]:
    """The log, narrowed by words, state and where it came from."""
    found = issues(user)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(harmed__icontains=words))
    if state:
        found = found.filter(state=state)
    return found.filter(source=source) if source else found


def similar(user: User, title: str, behaviour: str, besides: int | None = None) -> list[Issue]:
    """Issues that may be the same as one with this title."""
    others = issues(user).exclude(state=State.MERGED).exclude(pk=besides or 0)
    return alike(title, behaviour, others)[:5]


@dataclass(frozen=True)
class IssuePage:
    """One issue: the answer of its tests, its likely doubles, and what may be done with it."""

    issue: Issue
    eligibility: Eligibility | None
    specificity: Specificity
    similar: tuple[Issue, ...]
    test: Verdict
    narrow: Verdict
    merge: Verdict
    part: Verdict
    decide: Verdict


def page(issue: Issue, user: User) -> IssuePage:
    """Everything the page of an issue shows, apart from its evidence."""
    tested = issue.undermines is not None
    return IssuePage(
        issue,
        eligibility(
            undermines=bool(issue.undermines),
            agencies=issue.needed.count(),
            complexity=issue.complexity,
        )
        if tested
        else None,
        specificity(issue.behaviour, communities=issue.communities.count()),
        tuple(similar(user, issue.title, issue.behaviour, issue.pk)),
        moves.may_test(user, issue),
        moves.may_narrow(user, issue),
        moves.may_merge(user, issue),
        moves.may_part(user, issue),
        moves.may_decide(user, issue),
    )


def agencies_that_have_not_contributed(board: Board, day: date) -> list[Agency]:
    """Agencies with a seat on a board that have logged nothing (ToR 2.4: all members contribute)."""
    seats = Seat.objects.filter(board=board).select_related("agency")
    sitting = {seat.agency for seat in seats if holds(seat, day)}
    heard = set(Issue.objects.values_list("agency_id", flat=True))
    return sorted((a for a in sitting if a.pk not in heard), key=lambda a: a.name)


def priorities() -> QuerySet[Issue]:
    """The priorities of the Board, in their order."""
    return Issue.objects.filter(state=State.PRIORITY).order_by("rank", "pk")


def decisions_that_agree() -> QuerySet[Decision]:
    """Decisions that a priority can stand on."""
    agreed = (Decision.Outcome.AGREED, Decision.Outcome.CHANGED)
    return Decision.objects.filter(outcome__in=agreed).select_related("item", "meeting__board")


def find(user: User, words: str) -> Iterable[Hit]:
    """Issues by title or by who is harmed."""
    for issue in narrowed(user, words=words):
        address = reverse("issues:issue", args=[issue.pk])
        yield Hit(issue.title, address, "Issue", issue.get_state_display())


def tasks_of_issues(user: User) -> Iterable[Task]:
    """Issues that wait to be tested, for those who test them; those passed to one's own agency."""
    if scope_of(user.in_role, "issue", "test") is not None:
        waiting = issues(user).filter(state=State.LOGGED).count()
        if waiting:
            address = f"{reverse('issues:issues')}?state={State.LOGGED}"
            noun = "issue waits" if waiting == 1 else "issues wait"
            yield Task(f"{waiting} {noun} to be tested", address, "Is it for the Board?")
    if user.agency:
        for issue in issues(user).filter(state=State.ROUTED, routed_to__slug=user.agency):
            address = reverse("issues:issue", args=[issue.pk])
            yield Task(f"Passed to your agency: {issue.title}", address, issue.reason)
