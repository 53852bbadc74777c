"""Who deals with complaints, and how many are taken at once."""

from __future__ import annotations

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.shell.models import Complaint
from headwater.web.verdict import Verdict, first_refusal

MOST = 60
"""Complaints taken in an hour: more are a machine's."""


def may_complain(within_the_hour: int) -> Verdict:
    """Whether another complaint is taken now: anybody's, unless far too many came."""
    return first_refusal(
        (within_the_hour < MOST, "Too many came just now. Send it again in an hour."),
    )


def may_acknowledge(user: User, complaint: Complaint) -> Verdict:
    """Whether it may be recorded that the person heard: once."""
    return accounts.may(user, "complaint", "answer") and first_refusal(
        (complaint.acknowledged_at is None, "That it was acknowledged is recorded already."),
    )


def may_answer(user: User, complaint: Complaint) -> Verdict:
    """Whether an answer may be recorded: once."""
    return accounts.may(user, "complaint", "answer") and first_refusal(
        (complaint.answered_at is None, "An answer is recorded already."),
    )
