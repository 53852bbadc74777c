"""Signing in and out, invitations, one's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules, selectors, services
from headwater.web.accounts.forms import ChoosePassword, Invite, SignIn
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import Role, marked, public


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("shell:home")


def _begin(request: HttpRequest, user: User) -> None:
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[rules.SESSION_VERSION] = user.version
    record("person.signed-in", Verb.AUTHENTICATION, by=user, at=timezone.now())


@public
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password, or in a demonstration a choice of invented people."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = authenticate(request, username=given["username"].lower(), password=given["password"])
        if isinstance(user, User):
            _begin(request, user)
            return redirect(_next(request))
        form.add_error("password", "The e-mail address or the password is not right")
    people = User.objects.filter(is_active=True).order_by("pk") if settings.ENV.demo else ()
    context = {"form": form, "next": request.GET.get("next", ""), "people": people}
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
    _begin(request, user)
    return redirect(_next(request))


@marked("account", "change")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if isinstance(request.user, User):
        record("person.signed-out", Verb.AUTHENTICATION, by=request.user, at=timezone.now())
    logout(request)
    return redirect("accounts:sign-in")


@marked("account", "view")
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return render(request, "accounts/account.html")


@marked("person", "view")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    return render(request, "accounts/people.html", {"people": selectors.people()})


@marked("person", "invite")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = Invite(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        given = form.cleaned_data
        made, token = services.invite(
            email=given["email"],
            full_name=given["full_name"],
            role=Role[given["role"]],
            agency=given["agency"],
            by=request.user,
            at=timezone.now(),
        )
        link = request.build_absolute_uri(reverse("accounts:accept", args=[token]))
        send_mail(
            "You are invited to Headwater",
            f"{request.user.full_name} invites you. Open this link within a week:\n\n{link}\n",
            None,
            [made.email],
        )
        messages.success(request, f"An invitation was sent to {made.email}")
        return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form})


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
        _begin(request, user)
        return redirect("shell:home")
    context = {"form": form, "invitation": found, "verdict": verdict}
    return render(request, "accounts/accept.html", context)


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """After too many wrong passwords."""
    return render(request, "accounts/locked_out.html", status=429)
