"""The central team."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.selectors import who_asks
from headwater.web.directory import forms, rules
from headwater.web.directory.selectors import team as selectors
from headwater.web.directory.selectors.team import posts
from headwater.web.directory.services import team as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored


@marked("directory", "view")
def team(request: HttpRequest) -> HttpResponse:
    """Who is in the central team, and what is vacant."""
    context = {
        "team": selectors.team(timezone.localdate()),
        "may_change": rules.may_change(who_asks(request)),
    }
    return render(request, "directory/team.html", context)


@marked("directory", "change")
def add(request: HttpRequest) -> HttpResponse:
    """Set up a post."""
    page = Ask("Add a post of the central team", "Add it", reverse("directory:team"))
    return ask(request, forms.WritePost(given(request)), page, services.add_post)


@marked("directory", "change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a vacancy, or put a post right."""
    found = get_object_or_404(posts(), pk=pk)
    now = stored(found, "role", "title", "holder", "home", "seconded", "starts")
    form = forms.ChangePost(given(request), initial=now())
    doing = "Change" if found.holder else "Fill"
    page = Ask(f"{doing} the post of {found.title}", "Save", reverse("directory:team"))
    return ask(request, form, page, partial(services.change_post, post=found), now)


@marked("directory", "change")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the holder leaves."""
    found = get_object_or_404(posts(), pk=pk)
    initial = {"version": found.version, "last": timezone.localdate()}
    form = forms.LeavePost(given(request), initial=initial)
    page = Ask(
        f"{found.holder or 'Nobody'} leaves the post of {found.title}",
        "Save the last day",
        reverse("directory:team"),
    )
    return ask(request, form, page, partial(services.leave_post, post=found), stored(found))
