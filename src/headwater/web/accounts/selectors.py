"""Reading accounts."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from headwater.web.accounts.models import Invitation, User


def who_asks(request: HttpRequest) -> User:
    """Whoever is signed in. Raises Http404 where nobody is."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def people() -> QuerySet[User]:
    """Everybody with an account, by name."""
    return User.objects.order_by("full_name")


def invitation(token: str) -> Invitation | None:
    """The invitation a link belongs to; only a hash of the link is kept."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.filter(token_hash=hashed).first()
