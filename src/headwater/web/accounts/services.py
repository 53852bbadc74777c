"""Inviting people, making accounts, changing roles."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from headwater.web.accounts import rules
from headwater.web.accounts.models import Invitation, User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import Role
from headwater.web.verdict import require

VALID = timedelta(days=7)


@transaction.atomic
def invite(
    *, email: str, full_name: str, role: Role, agency: str, by: User, at: datetime
) -> tuple[Invitation, str]:
    """Make an invitation; the link's secret part is returned once and never kept."""
    require(rules.may(by, "person", "invite"))
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email,
        full_name=full_name,
        role=role.name,
        agency=agency,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        invited_by=by,
        invited_at=at,
        expires=at + VALID,
    )
    record(
        "person.invited",
        Verb.CONFIGURATION,
        by=by,
        on=f"invitation {made.pk}",
        at=at,
        role=role.name,
    )
    return made, token


@transaction.atomic
def accept(*, invitation: Invitation, password: str, at: datetime) -> User:
    """Make the account of an invitation."""
    require(rules.may_use(invitation, at))
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
def change_role(*, user: User, role: Role, by: User, at: datetime) -> User:
    """Give somebody another role; every session they have open ends."""
    require(rules.may(by, "person", "change-role"))
    before = user.role
    user.role, user.version = role.name, user.version + 1
    user.full_clean()
    user.save(update_fields=["role", "version"])
    record(
        "person.role-changed",
        Verb.CONFIGURATION,
        by=by,
        on=f"user {user.pk}",
        at=at,
        before=before,
        after=role.name,
    )
    return user
