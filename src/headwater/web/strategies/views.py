"""Strategies: the list, one, its parts, and what the boards decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms as plain
from django.db import models as tables
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.strategies import forms, models, rules, selectors, services
from headwater.web.strategies.models import Strategy
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.moves import attempt


@dataclass(frozen=True)
class Kind:
    """A kind of part: how its page is called, what is typed, and where it is kept."""

    title: str
    form: type[plain.Form]
    model: type[tables.Model]
    named: str
    """The strategy's name for its parts of this kind."""


KINDS = {
    "input": Kind("Say what is put in at a tier", forms.AddInput, models.Input, "inputs"),
    "nothing": Kind(
        "Say why nothing is put in at a tier", forms.AddNothing, models.Nothing, "nothing"
    ),
    "review": Kind("Review existing work", forms.AddReview, models.Review, "reviews"),
    "need": Kind("A community that needs more", forms.AddNeed, models.Need, "needs"),
    "alignment": Kind(
        "Agreement with another strategy", forms.AddAlignment, models.Alignment, "alignments"
    ),
    "measure": Kind("How it is watched", forms.AddMeasure, models.Measure, "measures"),
}
TEXTS = (
    "title",
    "analysis",
    "causes",
    "expression",
    "voice",
    "everywhere",
    "enablers",
    "policy_change",
)


def _strategy(pk: int) -> Strategy:
    return get_object_or_404(selectors.strategies(), pk=pk)


def _at(strategy: Strategy) -> str:
    return reverse("strategies:strategy", args=[strategy.pk])


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@marked("strategy", "view")
def strategies(request: HttpRequest) -> HttpResponse:
    """Every strategy."""
    context = {
        "strategies": selectors.strategies(),
        "may_begin": rules.may_begin(who_asks(request)),
    }
    return render(request, "strategies/strategies.html", context)


@marked("strategy", "view")
def strategy(request: HttpRequest, pk: int) -> HttpResponse:
    """One strategy: its tiers, its parts, what is lacking, and who decides."""
    found = _strategy(pk)
    return render(
        request, "strategies/strategy.html", {"page": selectors.page(found, who_asks(request))}
    )


@marked("strategy", "write")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a strategy."""
    page = Ask("Begin a strategy", "Begin", reverse("strategies:strategies"))
    return ask(request, forms.Begin(given(request)), page, services.begin)


@marked("strategy", "write")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write its texts."""
    found = _strategy(pk)
    now = stored(found, *TEXTS)
    form = forms.Write(given(request), initial={**now(), "agencies": found.agencies.all()})
    page = Ask(f"Write “{found.title}”", "Save", _at(found))
    return ask(request, form, page, partial(services.write, strategy=found), now)


@marked("strategy", "write")
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a part."""
    found, of = _strategy(pk), _kind(kind)
    page = Ask(of.title, "Add it", _at(found), found.title)
    save: Callable[..., object] = (
        partial(services.add_input, strategy=found)
        if kind == "input"
        else partial(services.add_part, strategy=found, part=of.model)
    )
    return ask(request, of.form(given(request)), page, save)


@marked("strategy", "write")
@require_POST
def drop(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Take a part out."""
    found, of = _strategy(pk), _kind(kind)
    one = get_object_or_404(getattr(found, of.named), pk=part)
    attempt(
        request,
        "It is taken out",
        lambda: services.drop_part(
            strategy=found, part=one, by=who_asks(request), at=timezone.now()
        ),
    )
    return redirect(_at(found))


@marked("strategy", "write")
@require_POST
def use(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Use a generic input of another strategy as well."""
    found = _strategy(pk)
    one = get_object_or_404(models.Input, pk=part)
    attempt(
        request,
        "Both strategies use it now",
        lambda: services.use_input(
            strategy=found, shared=one, by=who_asks(request), at=timezone.now()
        ),
    )
    return redirect(_at(found))


@marked("strategy", "write")
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it before the board."""
    found = _strategy(pk)
    form = forms.Propose(given(request), initial={"version": found.version})
    lead = f"It goes onto the backlog of {found.board.name}, and its words stay until the board decides."
    page = Ask(f"Put “{found.title}” before the board", "Put it forward", _at(found), lead)
    return ask(request, form, page, partial(services.propose, strategy=found), stored(found))


@marked("strategy", "decide")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it was approved."""
    found = _strategy(pk)
    form = forms.Approve(given(request), initial={"version": found.version}, board=found.board)
    must = selectors.page(found, who_asks(request)).escalated
    lead = f"The Strategic Partnership Board must agree as well. {must[0]}" if must else ""
    page = Ask(f"“{found.title}” is approved", "Record it", _at(found), lead)
    return ask(request, form, page, partial(services.approve, strategy=found), stored(found))


@marked("strategy", "decide")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the board wants it otherwise."""
    found = _strategy(pk)
    form = forms.SendBack(given(request), initial={"version": found.version})
    page = Ask(f"Send “{found.title}” back", "Send it back", _at(found))
    return ask(request, form, page, partial(services.send_back, strategy=found), stored(found))
