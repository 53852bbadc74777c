"""Reading accounts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from headwater.web.accounts.models import Invitation, User


def who_asks(request: HttpRequest) -> User:
    """Whoever is signed in. Raises Http404 where nobody is."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def agencies() -> list[tuple[str, str]]:
    """Slug and name of every agency that an account may belong to."""
    choices: list[tuple[str, str]] = import_string(settings.AGENCY_CHOICES)()
    return choices


def people() -> QuerySet[User]:
    """Everybody with an account, by name."""
    return User.objects.order_by("full_name")


def invitation(token: str) -> Invitation | None:
    """The invitation a link belongs to; only a hash of the link is kept."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.filter(token_hash=hashed).first()


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that can still be used, newest first."""
    now = timezone.now()
    return Invitation.objects.filter(used_at=None, expires__gt=now).order_by("-invited_at")


def second_factors(user: User) -> QuerySet[Authenticator]:
    """A person's authenticator apps and keys; recovery codes alone are not a factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=kinds)
    return found


@dataclass(frozen=True)
class Factors:
    """The second factors of one person, as their page shows them."""

    app: Authenticator | None
    keys: tuple[Authenticator, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return self.app is not None or bool(self.keys)


def factors(user: User) -> Factors:
    """The second factors of one person."""
    held = list(Authenticator.objects.filter(user=user))
    app = next((a for a in held if a.type == Authenticator.Type.TOTP), None)
    keys = tuple(a for a in held if a.type == Authenticator.Type.WEBAUTHN)
    codes = next((a for a in held if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(app, keys, len(codes.wrap().get_unused_codes()) if codes else None)
