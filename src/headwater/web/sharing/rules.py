"""Who may do what with agreements, files and requests, and when."""

from __future__ import annotations

from datetime import date

from headwater.vocabulary.records.agreement import Gateway
from headwater.web.accounts.models import User
from headwater.web.policy import Role, Scope, scope_of
from headwater.web.sharing.models import Agreement, ImpactAssessment, InformationRequest
from headwater.web.verdict import Verdict, first_refusal, no

State = ImpactAssessment.State


def reaches(user: User, resource: str, action: str, agency: str) -> Verdict:
    """Whether a permission reaches what belongs to an agency (its slug)."""
    scope = scope_of(user.in_role, resource, action) if user.is_active else None
    if scope is None:
        return no("Your role does not let you do this.")
    own = bool(agency) and user.agency == agency
    return first_refusal(
        (scope is Scope.ALL or own, "You may do this for your own agency only."),
    )


def parties(agreement: Agreement) -> frozenset[str]:
    """The agencies, by slug, that must sign."""
    return frozenset({agreement.provider.slug, *(a.slug for a in agreement.recipients.all())})


def signed(agreement: Agreement) -> frozenset[str]:
    """The agencies, by slug, that have signed."""
    return frozenset(s.agency.slug for s in agreement.signatures.all())


def may_edit(user: User, agreement: Agreement) -> Verdict:
    """Whether the terms may be changed: never after somebody signed them."""
    granted = reaches(user, "agreement", "draft", agreement.provider.slug)
    return granted and first_refusal(
        (agreement.revoked_on is None, "It is revoked. Draft a new agreement instead."),
        (
            not signed(agreement),
            "Somebody has signed these terms. Revoke it and draft a new agreement instead.",
        ),
    )


def may_name_gateway(user: User, gateway: str) -> Verdict:
    """Whether this person may rest an agreement on a legal power: “other” is for one role alone."""
    leads = user.in_role is Role.INFORMATION_GOVERNANCE
    return first_refusal(
        (
            gateway != Gateway.OTHER.name or leads,
            "Only the information-governance lead may name another legal power.",
        ),
    )


def may_sign(user: User, agreement: Agreement, at: date) -> Verdict:
    """Whether this person may sign for their own agency."""
    granted = reaches(user, "agreement", "sign", user.agency)
    return granted and first_refusal(
        (user.agency in parties(agreement), "Your agency is not a party to this agreement."),
        (agreement.revoked_on is None, "It is revoked. Nothing is left to sign."),
        (at <= agreement.ends, f"It ended on {agreement.ends:%-d %B %Y}. Draft its renewal."),
        (user.agency not in signed(agreement), "Your agency has signed it."),
    )


def may_revoke(user: User, agreement: Agreement) -> Verdict:
    """Whether this person may end it at once."""
    granted = reaches(user, "agreement", "revoke", agreement.provider.slug)
    return granted and first_refusal((agreement.revoked_on is None, "It is revoked already."))


def may_assess(user: User, agreement: Agreement) -> Verdict:
    """Whether this person may write a new impact assessment of an agreement."""
    granted = reaches(user, "assessment", "draft", agreement.provider.slug)
    open_ones = [a for a in agreement.assessments.all() if a.state != State.ACCEPTED]
    return granted and first_refusal(
        (agreement.revoked_on is None, "The agreement is revoked. Nothing is left to assess."),
        (not open_ones, "An assessment of it is being written already."),
    )


def may_redraft(user: User, assessment: ImpactAssessment) -> Verdict:
    """Whether its text and its risks may be changed: until the officer has given a view."""
    granted = reaches(user, "assessment", "draft", "")
    return granted and first_refusal(
        (assessment.state == State.DRAFTED, "The data protection officer has given a view on it."),
    )


def may_advise(user: User, assessment: ImpactAssessment) -> Verdict:
    """Whether this person may record the view of the data protection officer."""
    granted = reaches(user, "assessment", "advise", "")
    return granted and first_refusal(
        (assessment.state == State.DRAFTED, "The data protection officer has given a view on it."),
        (bool(assessment.risks.all()), "Write down at least one risk and its measure first."),
    )


def may_accept(user: User, assessment: ImpactAssessment) -> Verdict:
    """Whether this person may accept it: never who drafted it."""
    granted = reaches(user, "assessment", "accept", "")
    return granted and first_refusal(
        (assessment.state != State.ACCEPTED, "It is accepted already."),
        (
            assessment.state == State.ADVISED,
            "The data protection officer has not given a view yet.",
        ),
        (assessment.drafted_by_id != user.pk, "You drafted it, so somebody else must accept it."),
    )


def may_send(user: User, agency: str) -> Verdict:
    """Whether this person may send a file of an agency."""
    return reaches(user, "delivery", "send", agency)


def may_answer(user: User, agency: str, *, settled: bool) -> Verdict:
    """Whether this person may confirm or dispute a receipt of an agency."""
    granted = reaches(user, "delivery", "answer", agency)
    return granted and first_refusal(
        (
            not settled,
            "It is confirmed and its rows are in use. Where it is wrong after all, send a corrected "
            "file: the later one counts.",
        ),
    )


def may_count(user: User, agency: str, *, live: bool, on_hold: bool) -> Verdict:
    """Whether exact control totals may be shown: to the sender, and to an analyst while it is shared."""
    granted = reaches(user, "delivery", "count", agency)
    own = bool(agency) and user.agency == agency
    return granted and first_refusal(
        (not on_hold or own, "It is on hold, so only its provider sees its totals."),
        (live or own, "No live agreement lets you see its totals today."),
    )


def may_receive(user: User, request: InformationRequest) -> Verdict:
    """Whether this person may write down that what was asked for has come."""
    granted = reaches(user, "request", "change", request.agency.slug)
    return granted and first_refusal(
        (request.received_on is None, "What was asked for has come already."),
    )
