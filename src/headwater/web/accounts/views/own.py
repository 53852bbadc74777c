"""One's own account: who one is, the purpose of the session, password and second factor."""

from __future__ import annotations

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import views as passwords
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from headwater.web.accounts import rules, selectors
from headwater.web.accounts.forms import ChangePassword, ChoosePurpose, Password
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import marked, public

own = marked("account", "change")


@marked("account", "view")
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    context = {
        "agencies": dict(selectors.agencies()),
        "factors": selectors.factors(selectors.who_asks(request)),
    }
    return render(request, "accounts/account.html", context)


@own
def purpose(request: HttpRequest) -> HttpResponse:
    """Say what one is here for; every agreement is asked about that purpose from now on."""
    posted = request.POST if request.method == "POST" else None
    form = ChoosePurpose(posted, initial={"purpose": request.purpose})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["purpose"]
        request.session[rules.PURPOSE] = chosen
        by = selectors.who_asks(request)
        record("session.purpose", Verb.CONFIGURATION, by=by, at=timezone.now(), purpose=chosen)
        messages.success(request, f"You are now working on: {form.title.lower()}")
        return redirect("shell:home")
    return render(request, "accounts/purpose.html", {"form": form})


@own
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second factors one has, and how to add one."""
    user = selectors.who_asks(request)
    context = {
        "factors": selectors.factors(user),
        "needed": rules.needs_second_factor(user)
        and not rules.second_factor_elsewhere(request.session),
    }
    return render(request, "accounts/second_factor.html", context)


class _Recorded:
    """A view of django-allauth whose success is an entry of the record."""

    action = ""

    def form_valid(self, form: Form) -> HttpResponse:
        """As the view does, with an entry."""
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        by = selectors.who_asks(self.request)  # type: ignore[attr-defined]
        record(self.action, Verb.CONFIGURATION, by=by, on=f"user {by.pk}", at=timezone.now())
        return answer


class AddApp(_Recorded, ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    action = "second-factor.added"
    template_name = "accounts/add_app.html"


class RemoveApp(_Recorded, DeactivateTOTPView):  # type: ignore[misc]
    """Take the authenticator app off."""

    action = "second-factor.removed"
    template_name = "accounts/remove_app.html"


class AddKey(_Recorded, AddWebAuthnView):  # type: ignore[misc]
    """Set up a security key, or the fingerprint reader of a laptop."""

    action = "second-factor.added"
    template_name = "accounts/add_key.html"


class RemoveKey(_Recorded, RemoveWebAuthnView):  # type: ignore[misc]
    """Take a key off."""

    action = "second-factor.removed"
    template_name = "accounts/remove_key.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        """Not the last factor of somebody whose role needs one."""
        held: Authenticator = self.get_object()
        others = selectors.second_factors(held.user).exclude(pk=held.pk)
        if rules.needs_second_factor(held.user) and not others.exists():
            messages.error(
                self.request,
                "Your role needs a second factor. Add another before you remove this one.",
            )
            return redirect("mfa_index")
        return super().form_valid(form)


class NewCodes(_Recorded, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes; the old ones stop working."""

    action = "second-factor.codes-made"
    template_name = "accounts/new_codes.html"


class ChangeOwnPassword(_Recorded, passwords.PasswordChangeView):
    """Change one's password; every other session ends."""

    action = "person.password-changed"
    template_name = "accounts/change_password.html"
    form_class = ChangePassword
    success_url = reverse_lazy("accounts:account")


add_app = own(AddApp.as_view())
remove_app = own(RemoveApp.as_view())
add_key = own(AddKey.as_view())
remove_key = own(RemoveKey.as_view())
codes = own(ViewRecoveryCodesView.as_view(template_name="accounts/codes.html"))
new_codes = own(NewCodes.as_view())
change_password = own(ChangeOwnPassword.as_view())
again_by_password = own(
    ReauthenticateView.as_view(form_class=Password, template_name="accounts/again.html")
)
again_by_code = own(ReauthenticateByCodeView.as_view(template_name="accounts/again.html"))
again_by_key = own(ReauthenticateWebAuthnView.as_view(template_name="accounts/again_key.html"))
# Whoever is half signed in is not signed in yet: the view itself asks for the half.
code = public(AuthenticateView.as_view(template_name="accounts/code.html"))
