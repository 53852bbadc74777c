"""Impact assessments: drafted, advised on by the data protection officer, accepted by a second person."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement, ImpactAssessment, Risk
from headwater.web.sharing.services.agreements import handed_out
from headwater.web.verdict import Refused, require

State = ImpactAssessment.State


@dataclass(frozen=True)
class Text:
    """What an assessment says of the processing."""

    reference: str
    processing: str
    necessity: str
    consultation: str


@dataclass(frozen=True)
class Advice:
    """What a data protection officer says, in a kind and in words."""

    officer: str
    officer_view: str
    advice: str
    advised_on: date


@dataclass(frozen=True)
class Acceptance:
    """What was decided, by whom, and when it is looked at again."""

    outcome: str
    signed_off_by: str
    review_due: date


@transaction.atomic
def begin(*, agreement: Agreement, text: Text, by: User, at: datetime) -> ImpactAssessment:
    """Draft an assessment of an agreement. A second click on the same button begins no second one."""
    same = agreement.assessments.filter(state=State.DRAFTED, drafted_by=by, **vars(text)).first()
    if same is not None:
        return same
    require(rules.may_assess(by, agreement))
    made = ImpactAssessment(agreement=agreement, drafted_by=by, drafted_at=at, **vars(text))
    made.full_clean()
    made.save()
    _tell("assessment.drafted", Verb.CONFIGURATION, made, by, at)
    return made


@transaction.atomic
def redraft(
    *, assessment: ImpactAssessment, version: int, text: Text, by: User, at: datetime
) -> ImpactAssessment:
    """Change the text while the officer has not given a view."""
    require(rules.may_redraft(by, assessment))
    _save(assessment, version, text)
    _tell("assessment.edited", Verb.ALTERATION, assessment, by, at)
    return assessment


@transaction.atomic
def add_risk(
    *,
    assessment: ImpactAssessment,
    risk: str,
    measure: str,
    remains: str,
    by: User,
    at: datetime,
) -> Risk:
    """Write down a risk with its measure. The same one twice is one."""
    require(rules.may_redraft(by, assessment))
    made, is_new = Risk.objects.get_or_create(
        assessment=assessment, risk=risk, measure=measure, remains=remains
    )
    if is_new:
        _tell("assessment.risk-added", Verb.ALTERATION, assessment, by, at)
    return made


@transaction.atomic
def drop_risk(*, risk: Risk, by: User, at: datetime) -> None:
    """Take a risk out again."""
    require(rules.may_redraft(by, risk.assessment))
    _tell("assessment.risk-dropped", Verb.ALTERATION, risk.assessment, by, at)
    risk.delete()


@transaction.atomic
def advise(
    *, assessment: ImpactAssessment, version: int, advice: Advice, by: User, at: datetime
) -> ImpactAssessment:
    """Record what the data protection officer says; the text is not changed after that."""
    require(rules.may_advise(by, assessment))
    _save(assessment, version, advice, state=State.ADVISED)
    _tell("assessment.advised", Verb.APPROVAL, assessment, by, at)
    return assessment


@handed_out
@transaction.atomic
def accept(
    *,
    assessment: ImpactAssessment,
    version: int,
    acceptance: Acceptance,
    by: User,
    at: datetime,
) -> ImpactAssessment:
    """Accept it: from now on the agreement rests on it."""
    require(rules.may_accept(by, assessment))
    day = timezone.localdate(at)
    _save(assessment, version, acceptance, state=State.ACCEPTED, accepted_by=by, accepted_on=day)
    _tell("assessment.accepted", Verb.APPROVAL, assessment, by, at)
    return assessment


def _save(
    assessment: ImpactAssessment, version: int, given: Text | Advice | Acceptance, **more: object
) -> None:
    """Save over the version that the person was looking at, and over no other."""
    said = {f.name: getattr(given, f.name) for f in fields(given)} | more
    found = ImpactAssessment.objects.filter(pk=assessment.pk, version=version)
    if not found.update(version=version + 1, **said):
        raise Refused("Somebody else changed this assessment. Look at it again before you go on.")
    assessment.refresh_from_db()


def _tell(action: str, verb: Verb, assessment: ImpactAssessment, by: User, at: datetime) -> None:
    record(action, verb, by=by, on=f"assessment {assessment.pk}", at=at)
