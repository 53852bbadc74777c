"""Reading impact assessments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from headwater.web.accounts.models import User
from headwater.web.sharing import rules
from headwater.web.sharing.models import ImpactAssessment, Risk
from headwater.web.verdict import Verdict


def assessments() -> QuerySet[ImpactAssessment]:
    """Every impact assessment with its agreement and risks, newest first."""
    return ImpactAssessment.objects.select_related(
        "agreement__provider", "drafted_by", "accepted_by"
    ).prefetch_related("risks")


@dataclass(frozen=True)
class AssessmentPage:
    """One assessment, in words, and what this person may do with it."""

    assessment: ImpactAssessment
    facts: tuple[tuple[str, str], ...]
    risks: tuple[Risk, ...]
    redraft: Verdict
    advise: Verdict
    accept: Verdict


def page(assessment: ImpactAssessment, user: User) -> AssessmentPage:
    """Everything the page of an assessment shows."""
    return AssessmentPage(
        assessment,
        tuple(_facts(assessment)),
        tuple(assessment.risks.all()),
        rules.may_redraft(user, assessment),
        rules.may_advise(user, assessment),
        rules.may_accept(user, assessment),
    )


def _facts(one: ImpactAssessment) -> Iterable[tuple[str, str]]:
    yield "Agreement", one.agreement.slug
    yield "What is processed", one.processing
    yield "Why it is necessary and in proportion", one.necessity
    yield "Who was consulted", one.consultation
    yield "Drafted", f"{one.drafted_at:%-d %B %Y} by {one.drafted_by.full_name}"
    if one.advised_on:
        yield "Officer's view", f"{one.get_officer_view_display()} ({one.officer})"
        yield "Officer's advice", one.advice
        yield "Advice given", f"{one.advised_on:%-d %B %Y}"
    if one.accepted_on and one.accepted_by:
        yield "Outcome", one.outcome
        yield "Signed off by", one.signed_off_by
        yield "Accepted", f"{one.accepted_on:%-d %B %Y} by {one.accepted_by.full_name}"
    if one.review_due:
        yield "Review due", f"{one.review_due:%-d %B %Y}"
