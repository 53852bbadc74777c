"""What django-allauth asks of us: whom it lets in, and what it keeps secret."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headwater.web.accounts import rules, selectors, services
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record

REFUSED = "accounts/refused.html"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; whoever signs in is recorded."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": "The password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by an invitation."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Our own pages say what happened."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account looks like a wrong password."""
        return render(request, REFUSED, {"reason": rules.CLOSED}, status=403)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has only just signed in is not asked again."""
        begun: float = self.request.session.get(rules.SIGNED_IN_AT, 0)
        return timezone.now().timestamp() - begun > rules.FRESH.total_seconds()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Begin the session of somebody who has passed every step."""
        social = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        by = "password" if social is None else social.account.provider
        services.begin_session(request, user, by=by, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are kept encrypted, and a compulsory factor cannot be taken off."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Codes change every 30 seconds: enter the newest",
        "cannot_delete_authenticator": (
            "Your role needs a second factor. Add another before you remove this one"
        ),
    }

    def encrypt(self, text: str) -> str:
        """As Fernet writes it, under a key of this partnership."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role needs it."""
        others = selectors.second_factors(authenticator.user).exclude(pk=authenticator.pk)
        return others.exists() or not rules.needs_second_factor(authenticator.user)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to begin with."""
        return f"Key {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def _vault() -> Fernet:
    key = bytes.fromhex(settings.ENV.key("second-factor"))
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key).digest()))


class AgencySignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An agency's own sign-in opens accounts of that agency alone, and only those invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an account is made by an invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or make it from its invitation; refuse everybody else."""
        agency = sociallogin.account.get_provider(request).app.provider_id
        addresses = [a.email.lower() for a in sociallogin.email_addresses if a.verified]
        verdict, user = services.recognise(
            user=sociallogin.user if sociallogin.is_existing else None,
            addresses=addresses,
            agency=agency,
            at=timezone.now(),
        )
        if user is None:
            record("sign-in.refused", Verb.AUTHENTICATION, by=None, on=f"agency {agency}")
            shown = render(request, REFUSED, {"reason": verdict.reason}, status=403)
            raise ImmediateHttpResponse(shown)
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """The agency's sign-in did not work, or the person turned back."""
        shown = render(
            request,
            REFUSED,
            {
                "reason": f"Signing in at {provider.name} did not work. Try again, or ask its service desk."
            },
            status=401,
        )
        raise ImmediateHttpResponse(shown)
