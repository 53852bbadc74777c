"""Other people's accounts: inviting, roles, closing, a lost second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts import rules, selectors, services
from headwater.web.accounts.forms import Invite, Standing
from headwater.web.accounts.models import User
from headwater.web.policy import Role, marked
from headwater.web.ui.listing import Column, listing
from headwater.web.verdict import Refused

COLUMNS = (
    Column("Name", "full_name"),
    Column("Role", "role"),
    Column("Agency", "agency"),
    Column("Last signed in", "last_login"),
)


@marked("person", "view")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account or an open invitation."""
    context = {
        "found": listing(request, selectors.people(), COLUMNS),
        "invitations": selectors.open_invitations(),
        "agencies": dict(selectors.agencies()),
    }
    return render(request, "accounts/people.html", context)


@marked("person", "invite")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = Invite(request.POST if request.method == "POST" else None, agencies=selectors.agencies())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = selectors.who_asks(request)
        made, token = services.invite(
            email=given["email"],
            full_name=given["full_name"],
            role=Role[given["role"]],
            agency=given["agency"],
            by=by,
            at=timezone.now(),
        )
        link = request.build_absolute_uri(reverse("accounts:accept", args=[token]))
        send_mail(
            "You are invited to Headwater",
            f"{by.full_name} invites you. Open this link within a week:\n\n{link}\n",
            None,
            [made.email],
        )
        messages.success(request, f"An invitation was sent to {made.email}")
        return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form})


@marked("person", "invite")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation useless."""
    found = get_object_or_404(selectors.open_invitations(), pk=pk)
    services.withdraw(invitation=found, by=selectors.who_asks(request), at=timezone.now())
    messages.success(request, f"The invitation to {found.email} is withdrawn")
    return redirect("accounts:people")


@marked("person", "view")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's account."""
    found = get_object_or_404(selectors.people(), pk=pk)
    context = {
        "person": found,
        "agencies": dict(selectors.agencies()),
        "factors": selectors.factors(found),
        "change": rules.may_change(selectors.who_asks(request), found),
    }
    return render(request, "accounts/person.html", context)


@marked("person", "change-role")
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody another role."""
    found = get_object_or_404(selectors.people(), pk=pk)
    posted = request.POST if request.method == "POST" else None
    now = {"role": found.role, "agency": found.agency}
    form = Standing(posted, initial=now, agencies=selectors.agencies())
    if request.method == "POST" and form.is_valid():
        to = Role[form.cleaned_data["role"]]
        service = partial(services.change_role, role=to, agency=form.cleaned_data["agency"])
        return _do(request, found, f"{found.full_name} is now {to.value}", service)
    return render(request, "accounts/role.html", {"form": form, "person": found})


@marked("person", "change-role")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close somebody's account."""
    found = get_object_or_404(selectors.people(), pk=pk)
    return _do(request, found, f"The account of {found.full_name} is closed", services.close)


@marked("person", "change-role")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    found = get_object_or_404(selectors.people(), pk=pk)
    return _do(request, found, f"The account of {found.full_name} is open", services.reopen)


@marked("person", "change-role")
@require_POST
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take off the second factor of somebody who lost it."""
    found = get_object_or_404(selectors.people(), pk=pk)
    said = f"{found.full_name} has no second factor now, and sets up a new one on signing in"
    return _do(request, found, said, services.forget_second_factor)


def _do(
    request: HttpRequest,
    found: User,
    said: str,
    service: Callable[..., User],
) -> HttpResponse:
    """Call a service on somebody's account, and say what became of it."""
    try:
        service(user=found, by=selectors.who_asks(request), at=timezone.now())
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:person", pk=found.pk)
