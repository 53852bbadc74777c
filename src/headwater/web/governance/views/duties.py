"""Compliance with the core function, the work plan, and news both ways."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.governance.forms.duties import (
    Brief,
    DeliverProduct,
    OweProduct,
    ReceiveAdvice,
    SeekAdvice,
    SetStep,
)
from headwater.web.governance.models import Advice, Product
from headwater.web.governance.selectors import boards as boarding
from headwater.web.governance.selectors import duties as selectors
from headwater.web.governance.selectors.meetings import open_boards
from headwater.web.governance.services import duties as services
from headwater.web.governance.views.boards import address
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored


@marked("compliance", "view")
def compliance(request: HttpRequest, slug: str) -> HttpResponse:
    """A board held against its core function."""
    board = get_object_or_404(boarding.boards(), slug=slug)
    context = {
        "report": selectors.compliance(board, timezone.now()),
        "may_keep": bool(accounts.may(who_asks(request), "compliance", "change")),
    }
    return render(request, "governance/compliance.html", context)


@marked("compliance", "change")
def seek(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a question to a public-health body."""
    board = get_object_or_404(boarding.boards(), slug=slug)
    form = SeekAdvice(given(request), initial={"sought_on": timezone.localdate()})
    page = Ask(f"Public-health advice sought by {board.name}", "Save", address(board, "compliance"))
    return ask(request, form, page, partial(services.seek_advice, board=board))


@marked("compliance", "change")
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the answer."""
    advice = get_object_or_404(Advice.objects.select_related("board", "body"), pk=pk)
    form = ReceiveAdvice(given(request), initial={"version": advice.version})
    back = address(advice.board, "compliance")
    page = Ask(f"Advice {advice.pk}, received from {advice.body}", "Save", back, advice.question)
    return ask(
        request,
        form,
        page,
        partial(services.receive_advice, advice=advice),
        stored(advice, "answer", "received_on", "acted"),
    )


@marked("compliance", "change")
def owe(request: HttpRequest, slug: str) -> HttpResponse:
    """Record something due."""
    board = get_object_or_404(boarding.boards(), slug=slug)
    page = Ask(f"A product that {board.name} owes", "Save", address(board, "compliance"))
    return ask(
        request, OweProduct(given(request)), page, partial(services.owe_product, board=board)
    )


@marked("compliance", "change")
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it was delivered."""
    product = get_object_or_404(Product.objects.select_related("board"), pk=pk)
    initial = {"version": product.version, "delivered_on": timezone.localdate()}
    form = DeliverProduct(given(request), initial=initial)
    back = address(product.board, "compliance")
    page = Ask(f"{product.name}, delivered by {product.board}", "Save", back)
    return ask(
        request,
        form,
        page,
        partial(services.deliver_product, product=product),
        stored(product, "delivered_on", "evidence"),
    )


@marked("board", "view")
def work_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The seven steps of a board."""
    board = get_object_or_404(boarding.boards(), slug=slug)
    context = {
        "board": board,
        "plan": selectors.work_plan(board),
        "may_change": bool(accounts.may(who_asks(request), "board", "change")),
    }
    return render(request, "governance/work_plan.html", context)


@marked("board", "change")
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Record how far a step is."""
    board = get_object_or_404(boarding.boards(), slug=slug)
    line = next((one for one in selectors.work_plan(board) if one.number == number), None)
    if line is None:
        raise Http404
    now = line.recorded
    initial = {"state": line.state, "note": now.note if now else "", "version": 0}
    form = SetStep(given(request), initial={**initial, "version": now.version if now else 0})
    page = Ask(f"Step {number} of {board.name}", "Save", address(board, "work-plan"), line.title)
    return ask(
        request,
        form,
        page,
        partial(services.set_step, board=board, step=number),
        lambda: stored(board.steps.get(step=number), "state", "note")(),
    )


@marked("meeting", "view")
def briefings(request: HttpRequest, slug: str) -> HttpResponse:
    """News that health representatives brought in and took out."""
    board = get_object_or_404(open_boards(who_asks(request)), slug=slug)
    context = {
        "board": board,
        "people": selectors.representatives(board, timezone.localdate()),
        "log": board.briefings.select_related("agency"),
    }
    return render(request, "governance/briefings.html", context)


@marked("agenda", "add")
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """Record news in or out."""
    board = get_object_or_404(open_boards(who_asks(request)), slug=slug)
    form = Brief(given(request), initial={"on": timezone.localdate()}, board=board)
    page = Ask(f"News in or out of {board.name}", "Save", address(board, "briefings"))
    return ask(request, form, page, services.brief)
