"""Who may do what with agreements, files and requests, and when."""

from __future__ import annotations

from headwater.web.accounts.models import User
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing.models import Agreement, InformationRequest
from headwater.web.verdict import Verdict, first_refusal, no


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


def may_sign(user: User, agreement: Agreement) -> Verdict:
    """Whether this person may sign for their own agency."""
    granted = reaches(user, "agreement", "sign", user.agency)
    return granted and first_refusal(
        (user.agency in parties(agreement), "Your agency is not a party to this agreement."),
        (agreement.revoked_on is None, "It is revoked. Nothing is left to sign."),
        (user.agency not in signed(agreement), "Your agency has signed it."),
    )


def may_revoke(user: User, agreement: Agreement) -> Verdict:
    """Whether this person may end it at once."""
    granted = reaches(user, "agreement", "revoke", agreement.provider.slug)
    return granted and first_refusal((agreement.revoked_on is None, "It is revoked already."))


def may_send(user: User, agency: str) -> Verdict:
    """Whether this person may send a file of an agency."""
    return reaches(user, "delivery", "send", agency)


def may_answer(user: User, agency: str) -> Verdict:
    """Whether this person may confirm or dispute a receipt of an agency."""
    return reaches(user, "delivery", "answer", agency)


def may_count(user: User, agency: str, *, live: bool) -> Verdict:
    """Whether exact control totals may be shown: to the sender, and to an analyst while it is shared."""
    granted = reaches(user, "delivery", "count", agency)
    own = bool(agency) and user.agency == agency
    return granted and first_refusal(
        (live or own, "No live agreement lets you see its totals today."),
    )


def may_receive(user: User, request: InformationRequest) -> Verdict:
    """Whether this person may write down that what was asked for has come."""
    granted = reaches(user, "request", "change", request.agency.slug)
    return granted and first_refusal(
        (request.received_on is None, "What was asked for has come already."),
    )
