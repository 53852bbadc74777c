"""Signing in and out, and joining by an invitation."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth import views as passwords
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules, selectors, services, typed
from headwater.web.accounts.forms import AskForPassword, ChoosePassword, NewPassword, SignIn
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import marked, public

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("shell:home")


@public
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password, an agency's own sign-in, or a choice of invented people."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = authenticate(request, username=given["username"].lower(), password=given["password"])
        if isinstance(user, User):
            answer: HttpResponse = perform_login(request, user, redirect_url=_next(request))
            return answer
        form.add_error("password", "The e-mail address or the password is not right")
    people = User.objects.filter(is_active=True).order_by("pk") if settings.ENV.demo else ()
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "people": people,
        "agencies": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"],
    }
    return render(request, "accounts/sign_in.html", context)


@public
@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person; only where the demonstration switch is on."""
    if not settings.ENV.demo:
        raise Http404
    user = User.objects.filter(pk=request.POST.get("person") or 0, is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=_BACKEND)
    services.begin_session(request, user, by="demonstration", at=timezone.now())
    return redirect(_next(request))


@marked("account", "view")
def carry_on(request: HttpRequest) -> HttpResponse:
    """What somebody typed while their session ended, to be sent now."""
    held = typed.held(request)
    if held is None:
        return redirect("shell:home")
    return render(request, "accounts/carry_on.html", {"typed": held})


@marked("account", "change")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    record(
        "person.signed-out",
        Verb.AUTHENTICATION,
        by=selectors.who_asks(request),
        at=timezone.now(),
    )
    logout(request)
    return redirect("accounts:sign-in")


@public
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account of an invitation."""
    found = selectors.invitation(token)
    if found is None:
        raise Http404
    now = timezone.now()
    verdict = rules.may_use(found, now)
    form = ChoosePassword(request.POST if request.method == "POST" else None)
    if verdict and request.method == "POST" and form.is_valid():
        user = services.accept(invitation=found, password=form.cleaned_data["password"], at=now)
        answer: HttpResponse = perform_login(request, user, redirect_url=reverse("shell:home"))
        return answer
    context = {"form": form, "invitation": found, "verdict": verdict}
    return render(request, "accounts/accept.html", context)


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """After too many wrong passwords."""
    return render(request, "accounts/locked_out.html", status=429)


forgotten = public(
    passwords.PasswordResetView.as_view(
        template_name="accounts/forgotten.html",
        form_class=AskForPassword,
        email_template_name="accounts/forgotten.txt",
        subject_template_name="accounts/forgotten_subject.txt",
        success_url=reverse_lazy("accounts:link-sent"),
    )
)
link_sent = public(passwords.PasswordResetDoneView.as_view(template_name="accounts/link_sent.html"))
choose_again = public(
    passwords.PasswordResetConfirmView.as_view(
        template_name="accounts/choose_again.html",
        form_class=NewPassword,
        success_url=reverse_lazy("accounts:sign-in"),
    )
)
