"""The log: the list, one issue, logging, testing, narrowing, merging, deciding."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.harms import BEHAVIOURS
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.selectors.boards import boards
from headwater.web.issues.forms import issues as forms
from headwater.web.issues.models import Issue
from headwater.web.issues.rules import moves
from headwater.web.issues.selectors import evidence
from headwater.web.issues.selectors import issues as selectors
from headwater.web.issues.services import issues as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.fields import Versioned
from headwater.web.ui.listing import Column, listing

COLUMNS = (
    Column("Issue", "title"),
    Column("Behaviour", "behaviour"),
    Column("Raised by", "source"),
    Column("Logged", "logged_at"),
    Column("Where it stands", "state"),
)


def _issue(request: HttpRequest, pk: int) -> Issue:
    return get_object_or_404(selectors.issues(who_asks(request)), pk=pk)


def _at(issue: Issue) -> str:
    return reverse("issues:issue", args=[issue.pk])


@marked("issue", "view")
def issues(request: HttpRequest) -> HttpResponse:
    """The log, with what is a priority first, and who has not contributed."""
    user = who_asks(request)
    form = forms.Narrow(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "found": listing(request, selectors.narrowed(user, **chosen), COLUMNS),
        "priorities": selectors.priorities(),
        "may_log": moves.may_log(user),
        "sees_all": accounts.may(user, "issue", "test"),
    }
    return render(request, "issues/issues.html", context)


@marked("issue", "test")
def silent(request: HttpRequest) -> HttpResponse:
    """Which agencies of each board have logged nothing."""
    today = timezone.localdate()
    lines = [
        (board, selectors.agencies_that_have_not_contributed(board, today))
        for board in boards().filter(ends=None)
    ]
    return render(request, "issues/silent.html", {"lines": lines})


@marked("issue", "view")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: what was said, what the tests say, and what the data say."""
    found = _issue(request, pk)
    user = who_asks(request)
    sees_numbers = accounts.may(user, "indicator", "view")
    context = {
        "page": selectors.page(found, user),
        "evidence": evidence.of(found.behaviour, request.purpose)  # type: ignore[attr-defined]
        if sees_numbers
        else None,
    }
    return render(request, "issues/issue.html", context)


@marked("issue", "log")
def log(request: HttpRequest) -> HttpResponse:
    """Log a harmful behaviour; what may be the same is shown before it is saved."""
    user = who_asks(request)
    form = forms.Log(given(request))
    similar: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        told = {k: v for k, v in form.cleaned_data.items() if k != "new"}
        if not form.cleaned_data["new"]:
            similar = selectors.similar(user, told["title"], told["behaviour"])
        if not similar:
            made = services.log_issue(by=user, at=timezone.now(), **told)
            messages.success(request, "It is in the log. You see here what becomes of it")
            return redirect(_at(made))
        form.ask_whether_new()
    return render(request, "issues/log.html", {"form": form, "similar": similar})


@marked("issue", "test")
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Test whether an issue is for the Board."""
    found = _issue(request, pk)
    answered = {None: "", True: "yes", False: "no"}[found.undermines]
    shown = {
        "version": found.version,
        "undermines": answered,
        "complexity": found.complexity,
        "needed": found.needed.all(),
    }
    form = forms.Test(given(request), initial=shown)
    page = Ask("Is it for the Board?", "Test it", _at(found), found.title)
    return ask(request, form, page, partial(services.judge_issue, issue=found), stored(found))


@marked("issue", "log")
def narrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Name an issue more narrowly."""
    found = _issue(request, pk)
    now = stored(found, "title", "behaviour", "whereabouts")
    form = forms.NarrowIssue(
        given(request), initial={**now(), "communities": found.communities.all()}
    )
    path = " › ".join(forms.path_of(found.behaviour)) if found.behaviour in BEHAVIOURS else ""
    lead = f"Now: {path}. Name the kind, or the community within which it happens." if path else ""
    page = Ask("Name it more narrowly", "Save", _at(found), lead)
    return ask(request, form, page, partial(services.narrow_issue, issue=found), now)


@marked("issue", "test")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a broad issue apart into its kinds."""
    found = _issue(request, pk)
    kinds = forms.kinds_of(found.behaviour)
    form = forms.Split(given(request), initial={"version": found.version}, kinds=kinds)
    lead = (
        "An issue is logged for each kind, with what was said of this one. This one is set aside."
    )
    page = Ask("Take it apart into its kinds", "Take it apart", _at(found), lead)
    return ask(request, form, page, partial(services.split_issue, issue=found), stored(found))


@marked("issue", "merge")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge an issue into another that says the same."""
    found = _issue(request, pk)
    form = forms.Merge(given(request), initial={"version": found.version})
    others = selectors.issues(who_asks(request)).exclude(pk=pk).exclude(state=Issue.State.MERGED)
    form.fields["into"].queryset = others  # type: ignore[attr-defined]
    lead = "Nothing is lost: it can stand by itself again at any time."
    page = Ask(f"Merge “{found.title}”", "Merge it", _at(found), lead)
    return ask(request, form, page, partial(services.merge_issue, issue=found), stored(found))


@marked("issue", "merge")
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a merged issue stand by itself again."""
    found = _issue(request, pk)
    form = Versioned(given(request), initial={"version": found.version})
    page = Ask(f"Let “{found.title}” stand by itself again", "Take it out", _at(found))
    return ask(request, form, page, partial(services.part_issue, issue=found), stored(found))


@marked("issue", "decide")
def prioritise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the Board made it a priority."""
    found = _issue(request, pk)
    now = stored(found, "rank", "decision", "reason")
    form = forms.Prioritise(given(request), initial=now())
    page = Ask("Make it a priority", "Record it", _at(found), found.title)
    return ask(request, form, page, partial(services.prioritise, issue=found), now)


@marked("issue", "decide")
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it is no priority now."""
    found = _issue(request, pk)
    form = forms.SetAside(given(request), initial={"version": found.version})
    page = Ask("Not a priority now", "Record it", _at(found), found.title)
    return ask(request, form, page, partial(services.set_aside, issue=found), stored(found))
