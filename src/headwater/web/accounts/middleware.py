"""Deny by default: a view is opened only by the line of the policy table that it is marked with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from headwater.vocabulary.records.agreement import Purpose
from headwater.web.accounts import rules, selectors, typed
from headwater.web.accounts.models import User
from headwater.web.policy import PUBLIC


def policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Check the mark of the view before it runs; unknown and forbidden look alike."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        mark = getattr(view, "policy_mark", None)
        if mark is None:
            raise PermissionDenied("This view is in no line of the policy table.")
        _end_stale_session(request)
        request.purpose = purpose_of(request)  # type: ignore[attr-defined]
        if mark == PUBLIC:
            return None
        if not isinstance(request.user, User):
            kept = typed.keep(request)
            return redirect_to_login(
                reverse("accounts:carry-on") if kept else request.get_full_path()
            )
        if request.method == "POST":
            typed.drop(request)
        if not rules.may(request.user, *mark):
            raise Http404
        if mark[0] != "account" and _lacks_second_factor(request, request.user):
            return redirect("mfa_index")
        return None

    answer.process_view = process_view  # type: ignore[attr-defined]
    return answer


def _end_stale_session(request: HttpRequest) -> None:
    """A session that began under another role is over."""
    user = request.user
    if isinstance(user, User):
        begun = request.session.setdefault(rules.SESSION_VERSION, user.version)
        if begun != user.version:
            logout(request)


def _lacks_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether the role needs a second factor and the person has none, here or at their agency."""
    if not rules.needs_second_factor(user) or rules.second_factor_elsewhere(request.session):
        return False
    return not selectors.second_factors(user).exists()


def purpose_of(request: HttpRequest) -> str:
    """What the person said they are here for: agreements are asked about that purpose."""
    chosen = request.session.get(rules.PURPOSE, "")
    known = {p.value for p in Purpose}
    return chosen if chosen in known else Purpose.NEEDS_ASSESSMENT.value
