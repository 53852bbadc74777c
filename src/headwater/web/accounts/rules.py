"""Who may do what with accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from headwater.web.accounts.models import Invitation, User
from headwater.web.policy import SEES_RESTRICTED, scope_of
from headwater.web.verdict import Verdict, first_refusal

SESSION_VERSION = "account-version"
"""Where a session keeps the version of the account it began with."""
SIGNED_IN_AT = "signed-in-at"
"""Where a session keeps when it began, in seconds."""
SIGNED_IN_BY = "signed-in-by"
"""Where a session keeps how it began: a password, or an agency's own sign-in (its slug)."""
PURPOSE = "purpose"
"""Where a session keeps what the person is here for."""
FRESH = timedelta(minutes=5)
"""For so long after signing in nobody is asked for their password again."""
CLOSED = "This account is closed."


def may(user: User, resource: str, action: str) -> Verdict:
    """Whether the policy table lets this person do this."""
    granted = scope_of(user.in_role, resource, action) is not None
    return first_refusal(
        (user.is_active, CLOSED),
        (granted, "Your role does not let you do this."),
    )


def may_use(invitation: Invitation, at: datetime) -> Verdict:
    """Whether an invitation can still make an account."""
    return first_refusal(
        (invitation.used_at is None, "This invitation has been used. Sign in instead."),
        (invitation.expires > at, "This invitation has run out. Ask for a new one."),
    )


def may_change(by: User, user: User) -> Verdict:
    """Whether this person may change another's role or close their account: never their own."""
    return may(by, "person", "change-role") and first_refusal(
        (by.pk != user.pk, "Somebody else must change your own account."),
    )


def needs_second_factor(user: User) -> bool:
    """Whether the role sees restricted material. An invented partnership has none."""
    return user.in_role in SEES_RESTRICTED and not settings.ENV.demo


def second_factor_elsewhere(session: Mapping[str, Any]) -> bool:
    """Whether the session began at an agency that asks for a second factor itself."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    trusted = {app["provider_id"] for app in apps if app["settings"]["second_factor"]}
    return session.get(SIGNED_IN_BY) in trusted
