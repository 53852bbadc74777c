"""Logging an issue, testing it, naming it more narrowly, merging it, deciding on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Decision
from headwater.web.issues.models import Issue
from headwater.web.issues.rules import moves
from headwater.web.issues.rules.tests import eligibility
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import Refused, require

State = Issue.State


def _record(action: str, issue: Issue, by: User, at: datetime, **more: Any) -> None:
    verb = Verb.COLLECTION if action == "issue.logged" else Verb.ALTERATION
    record(action, verb, by=by, on=f"issue {issue.pk}", at=at, **more)


@transaction.atomic
def log_issue(
    *,
    title: str,
    behaviour: str,
    harmed: str,
    known: str,
    source: str = Issue.Source.MEMBER,
    whereabouts: str = "",
    communities: Sequence[Community] = (),
    by: User,
    at: datetime,
) -> Issue:
    """Put a harmful behaviour in the log."""
    require(moves.may_log(by))
    agency = Agency.objects.filter(slug=by.agency).first() if by.agency else None
    made = add(
        Issue(
            title=title,
            behaviour=behaviour,
            harmed=harmed,
            known=known,
            source=source,
            whereabouts=whereabouts,
            agency=agency,
            logged_by=by,
            logged_at=at,
        )
    )
    made.communities.set(communities)
    _record("issue.logged", made, by, at)
    return made


@transaction.atomic
def judge_issue(
    *,
    issue: Issue,
    version: int,
    undermines: bool,
    needed: Sequence[Agency],
    complexity: str,
    override: bool = False,
    reason: str = "",
    by: User,
    at: datetime,
) -> Issue:
    """Test whether it is for the Board: it is taken into the log, or passed to one agency.

    `override` turns the answer of the test round; that takes a reason. Raises Refused without one, and
    where what fails is not one agency's alone, so that there is nobody to pass it to.
    """
    require(moves.may_test(by, issue))
    found = eligibility(undermines=undermines, agencies=len(needed), complexity=complexity)
    if override and not reason.strip():
        raise Refused("Say why the answer of the test does not hold here.")
    takes = found.passes != override
    if not takes and len(needed) != 1:
        raise Refused("Name the one agency that it is passed to: leave only that one ticked.")
    why = reason.strip() or " ".join(found.reasons)
    save_over(
        issue,
        version,
        undermines=undermines,
        complexity=complexity,
        overridden=override,
        state=State.TAKEN if takes else State.ROUTED,
        routed_to=None if takes else needed[0],
        reason=why,
    )
    issue.needed.set(needed)
    _record("issue.taken" if takes else "issue.routed", issue, by, at, overridden=override)
    return issue


@transaction.atomic
def narrow_issue(
    *,
    issue: Issue,
    version: int,
    title: str,
    behaviour: str,
    whereabouts: str = "",
    communities: Sequence[Community] = (),
    by: User,
    at: datetime,
) -> Issue:
    """Name it more narrowly: a kind of the behaviour, a place, a community."""
    require(moves.may_narrow(by, issue))
    before = issue.behaviour
    save_over(
        issue,
        version,
        title=title,
        behaviour=behaviour,
        whereabouts=whereabouts,
    )
    issue.communities.set(communities)
    _record("issue.narrowed", issue, by, at, before=before, after=behaviour)
    return issue


@transaction.atomic
def split_issue(
    *, issue: Issue, version: int, kinds: Sequence[str], by: User, at: datetime
) -> list[Issue]:
    """Take a broad issue apart: one issue for each of its kinds, and the broad one set aside."""
    require(moves.may_test(by, issue))
    made = []
    for kind in kinds:
        one = add(
            Issue(
                title=f"{issue.title}: {Issue(behaviour=kind).behaviour_title.lower()}"[:200],
                behaviour=kind,
                harmed=issue.harmed,
                known=issue.known,
                source=issue.source,
                whereabouts=issue.whereabouts,
                agency=issue.agency,
                logged_by=issue.logged_by,
                logged_at=at,
            )
        )
        one.communities.set(issue.communities.all())
        made.append(one)
    names = ", ".join(f"{one.pk}" for one in made)
    save_over(issue, version, state=State.SET_ASIDE, reason=f"Taken apart into issues {names}.")
    _record("issue.split", issue, by, at, into=names)
    return made


@transaction.atomic
def merge_issue(
    *, issue: Issue, version: int, into: Issue, reason: str, by: User, at: datetime
) -> Issue:
    """Merge an issue into another that says the same. It can stand by itself again later."""
    require(moves.may_merge(by, issue, into))
    save_over(
        issue,
        version,
        before_merging=issue.state,
        state=State.MERGED,
        merged_into=into,
        reason=reason,
    )
    _record("issue.merged", issue, by, at, into=into.pk)
    return issue


@transaction.atomic
def part_issue(*, issue: Issue, version: int, by: User, at: datetime) -> Issue:
    """Let a merged issue stand by itself again, as it stood before."""
    require(moves.may_part(by, issue))
    save_over(issue, version, state=issue.before_merging, before_merging="", merged_into=None)
    _record("issue.parted", issue, by, at)
    return issue


@transaction.atomic
def prioritise(
    *,
    issue: Issue,
    version: int,
    rank: int,
    decision: Decision,
    reason: str,
    by: User,
    at: datetime,
) -> Issue:
    """Put an issue on the priority list, by a decision of a meeting, with the Board's reason."""
    require(moves.may_decide(by, issue))
    if decision.outcome not in (Decision.Outcome.AGREED, Decision.Outcome.CHANGED):
        raise Refused("The meeting did not agree to it. Choose a decision that did.")
    save_over(issue, version, state=State.PRIORITY, rank=rank, decision=decision, reason=reason)
    _record("issue.prioritised", issue, by, at, rank=rank, decision=decision.pk)
    return issue


@transaction.atomic
def set_aside(*, issue: Issue, version: int, reason: str, by: User, at: datetime) -> Issue:
    """Leave an issue in the log without making it a priority, with the Board's reason."""
    require(moves.may_decide(by, issue))
    save_over(issue, version, state=State.SET_ASIDE, rank=None, reason=reason)
    _record("issue.set-aside", issue, by, at)
    return issue
