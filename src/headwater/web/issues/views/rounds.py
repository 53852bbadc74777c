"""Rounds of scoring: the list, one round, scoring an issue, closing, leaving out, dissent."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.scheme import CRITERIA
from headwater.web.accounts.selectors import who_asks
from headwater.web.issues.forms import rounds as forms
from headwater.web.issues.models import Round
from headwater.web.issues.rules import moves
from headwater.web.issues.selectors import rounds as selectors
from headwater.web.issues.services import rounds as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.verdict import Refused


def _round(request: HttpRequest, pk: int) -> Round:
    found = selectors.rounds(who_asks(request), timezone.localdate())
    return get_object_or_404(found, pk=pk)


def _at(scoring: Round) -> str:
    return reverse("issues:round", args=[scoring.pk])


@marked("round", "view")
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round that this person may see."""
    user, today = who_asks(request), timezone.localdate()
    found = selectors.rounds(user, today)
    context = {
        "lines": [(one, moves.is_open(one, today)) for one in found],
        "may_open": moves.may_open(user),
    }
    return render(request, "issues/rounds.html", context)


@marked("round", "view")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: one's own scores while it is open, the result once it is closed."""
    found = _round(request, pk)
    page = selectors.page(found, who_asks(request), timezone.localdate())
    return render(request, "issues/round.html", {"page": page, "criteria": CRITERIA.values()})


@marked("round", "open")
def add(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    lead = "Its members score by themselves. Nobody sees another's scores before you close it."
    page = Ask("Open a round of scoring", "Open it", reverse("issues:rounds"), lead)
    return ask(request, forms.Open(given(request)), page, services.open_round)


@marked("round", "score")
def score(request: HttpRequest, pk: int, issue: int) -> HttpResponse:
    """Score one issue."""
    found, user = _round(request, pk), who_asks(request)
    about = get_object_or_404(found.issues, pk=issue)
    held = found.scores.filter(issue=about, member=user).first()
    shown = {**held.scores, "own_place": held.own_place} if held else {}
    form = forms.Scores(given(request), initial=shown, issues=found.issues.count())
    today = timezone.localdate()
    verdict = selectors.page(found, user, today).score
    if request.method == "POST" and form.is_valid():
        try:
            services.score(
                scoring=found,
                issue=about,
                scores=form.scores(),
                own_place=form.cleaned_data["own_place"],
                by=user,
                at=timezone.now(),
            )
            messages.success(request, f"Your scores of “{about.title}” are kept")
            return redirect(_at(found))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "round": found, "issue": about, "verdict": verdict}
    return render(request, "issues/score.html", context)


@marked("round", "open")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round."""
    found = _round(request, pk)
    heard = selectors.page(found, who_asks(request), timezone.localdate())
    lead = f"{heard.heard} of {heard.members} members have scored. No score changes afterwards."
    form = forms.Close(given(request), initial={"version": found.version})
    page = Ask(f"Close “{found.title}”", "Close the round", _at(found), lead)
    return ask(request, form, page, partial(services.close_round, scoring=found), stored(found))


@marked("round", "open")
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member's scores out."""
    found = _round(request, pk)
    lead = "For a member who has left, or withdraws. The note stays beside the result."
    page = Ask("Take a member's scores out", "Take them out", _at(found), lead)
    form = forms.LeaveOut(given(request), scoring=found)
    return ask(request, form, page, partial(services.leave_out, scoring=found))


@marked("round", "score")
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    """Put dissent on record."""
    found = _round(request, pk)
    lead = "It stands beside the result, with your name, when the Board decides."
    page = Ask("Dissent from the result", "Put it on record", _at(found), lead)
    return ask(
        request, forms.Dissent(given(request)), page, partial(services.dissent, scoring=found)
    )
