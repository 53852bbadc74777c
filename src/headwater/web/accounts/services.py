"""Inviting, joining, signing in, changing roles, closing accounts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from headwater.web.accounts import rules
from headwater.web.accounts.models import Invitation, User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import Role
from headwater.web.verdict import YES, Verdict, no, require

VALID = timedelta(days=7)
_UNKNOWN = (
    "Nobody of this agency with your e-mail address is invited. "
    "Ask the partnership's programme manager to invite you."
)


@transaction.atomic
def invite(
    *, email: str, full_name: str, role: Role, agency: str, by: User | None, at: datetime
) -> tuple[Invitation, str]:
    """Make an invitation; the link's secret part is returned once and never kept.

    `by` is None where it is made at the machine itself, by whoever may read the partnership's folder.
    """
    if by is not None:
        require(rules.may(by, "person", "invite"))
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email.lower(),
        full_name=full_name,
        role=role.name,
        agency=agency,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        invited_by=by,
        invited_at=at,
        expires=at + VALID,
    )
    on = f"invitation {made.pk}"
    record("person.invited", Verb.CONFIGURATION, by=by, on=on, at=at, role=role.name)
    return made, token


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Make the link of an invitation useless."""
    require(rules.may(by, "person", "invite"))
    Invitation.objects.filter(pk=invitation.pk, used_at=None).update(expires=at)
    on = f"invitation {invitation.pk}"
    record("person.invitation-withdrawn", Verb.CONFIGURATION, by=by, on=on, at=at)


@transaction.atomic
def accept(*, invitation: Invitation, password: str | None, at: datetime) -> User:
    """Make the account of an invitation; without a password where an agency signs its people in."""
    # One at a time, so that two clicks make one account.
    require(rules.may_use(Invitation.objects.select_for_update().get(pk=invitation.pk), at))
    user = User(
        username=invitation.email.lower(),
        full_name=invitation.full_name,
        role=invitation.role,
        agency=invitation.agency,
    )
    user.set_password(password)
    user.full_clean(exclude=["last_login"])
    user.save()
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    record("person.joined", Verb.CONFIGURATION, by=user, on=f"user {user.pk}", at=at)
    return user


@transaction.atomic
def recognise(
    *, user: User | None, addresses: Sequence[str], agency: str, at: datetime
) -> tuple[Verdict, User | None]:
    """Whom an agency's sign-in stands for: one of its own people, or somebody it is inviting.

    `user` is who this sign-in stood for before, `addresses` the e-mail addresses that the agency has
    verified. An agency opens no account of another.
    """
    found = user or User.objects.filter(username__in=addresses).first()
    if found is None:
        asked = Invitation.objects.filter(
            email__in=addresses, agency=agency, used_at=None, expires__gt=at
        )
        invited = asked.order_by("-invited_at").first()
        found = accept(invitation=invited, password=None, at=at) if invited else None
    if found is None or found.agency != agency:
        return no(_UNKNOWN), None
    return (YES, found) if found.is_active else (no(rules.CLOSED), None)


@transaction.atomic
def begin_session(request: HttpRequest, user: User, *, by: str, at: datetime) -> None:
    """Write into a new session what it is checked against later, and record that it began."""
    request.session[rules.SESSION_VERSION] = user.version
    request.session[rules.SIGNED_IN_AT] = at.timestamp()
    request.session[rules.SIGNED_IN_BY] = by
    record("person.signed-in", Verb.AUTHENTICATION, by=user, at=at, how=by)


@transaction.atomic
def change_role(*, user: User, role: Role, agency: str, by: User, at: datetime) -> User:
    """Give somebody another role or agency; every session they have open ends."""
    require(rules.may_change(by, user))
    before = [user.role, user.agency]
    user.role, user.agency, user.version = role.name, agency, user.version + 1
    user.full_clean()
    user.save(update_fields=["role", "agency", "version"])
    on, after = f"user {user.pk}", [role.name, agency]
    action = "person.role-changed"
    record(action, Verb.CONFIGURATION, by=by, on=on, at=at, before=before, after=after)
    return user


@transaction.atomic
def close(*, user: User, by: User, at: datetime) -> User:
    """Close somebody's account; every session they have open ends."""
    return _set_active(user, "person.closed", active=False, by=by, at=at)


@transaction.atomic
def reopen(*, user: User, by: User, at: datetime) -> User:
    """Open a closed account again."""
    return _set_active(user, "person.reopened", active=True, by=by, at=at)


def _set_active(user: User, action: str, *, active: bool, by: User, at: datetime) -> User:
    require(rules.may_change(by, user))
    user.is_active, user.version = active, user.version + 1
    user.save(update_fields=["is_active", "version"])
    record(action, Verb.CONFIGURATION, by=by, on=f"user {user.pk}", at=at)
    return user


@transaction.atomic
def forget_second_factor(*, user: User, by: User, at: datetime) -> User:
    """Take off the second factor of somebody who lost it; their open sessions end."""
    require(rules.may_change(by, user))
    Authenticator.objects.filter(user=user).delete()
    user.version += 1
    user.save(update_fields=["version"])
    record("person.second-factor-forgotten", Verb.CONFIGURATION, by=by, on=f"user {user.pk}", at=at)
    return user
