"""Who may do what with accounts."""

from __future__ import annotations

from datetime import datetime

from headwater.web.accounts.models import Invitation, User
from headwater.web.policy import scope_of
from headwater.web.verdict import Verdict, first_refusal

SESSION_VERSION = "account-version"
"""Where a session keeps the version of the account it began with."""


def may(user: User, resource: str, action: str) -> Verdict:
    """Whether the policy table lets this person do this."""
    granted = scope_of(user.in_role, resource, action) is not None
    return first_refusal(
        (user.is_active, "This account is closed."),
        (granted, "Your role does not let you do this."),
    )


def may_use(invitation: Invitation, at: datetime) -> Verdict:
    """Whether an invitation can still make an account."""
    return first_refusal(
        (invitation.used_at is None, "This invitation has been used. Sign in instead."),
        (invitation.expires > at, "This invitation has run out. Ask for a new one."),
    )
