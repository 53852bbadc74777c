"""The scoreboard of agencies, and requests for information."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.selectors import who_asks
from headwater.web.policy import marked
from headwater.web.sharing import rules
from headwater.web.sharing.forms.requests import Ask, Receive
from headwater.web.sharing.selectors import requests as selectors
from headwater.web.sharing.selectors.scoreboard import feeds
from headwater.web.sharing.services import requests as services
from headwater.web.ui.listing import Column, listing
from headwater.web.ui.moves import moved

COLUMNS = (
    Column("What", "what"),
    Column("Who", "agency.name"),
    Column("Due", "due"),
    Column("Received", "received_on"),
    Column("Quality", "quality"),
)


@marked("scoreboard", "view")
def scoreboard(request: HttpRequest) -> HttpResponse:
    """What each agency is expected to send, and how it does."""
    return render(request, "sharing/scoreboard.html", {"feeds": feeds(who_asks(request))})


@marked("request", "view")
def requests(request: HttpRequest) -> HttpResponse:
    """What agencies were asked for."""
    user = who_asks(request)
    context = {
        "found": listing(request, selectors.requests(user), COLUMNS),
        "today": timezone.localdate(),
        "may_ask": bool(accounts.may(user, "request", "change")),
    }
    return render(request, "sharing/requests.html", context)


@marked("request", "change")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask an agency for something."""
    form = Ask(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.ask(**form.cleaned_data, by=who_asks(request), at=timezone.now())
        return redirect("sharing:request", made.pk)
    return render(request, "sharing/ask.html", {"form": form})


@marked("request", "view")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request."""
    found = get_object_or_404(selectors.requests(who_asks(request)), pk=pk)
    may = rules.may_receive(who_asks(request), found)
    start = Receive(initial={"version": found.version, "on": timezone.localdate()})
    context = {"one": found, "may": may, "receive_form": start, "today": timezone.localdate()}
    return render(request, "sharing/request.html", context)


@marked("request", "change")
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what came."""
    found = get_object_or_404(selectors.requests(who_asks(request)), pk=pk)
    if request.method != "POST":
        return redirect("sharing:request", pk)
    form = Receive(request.POST)
    done = moved(
        request,
        form,
        "You wrote down what came",
        lambda: services.receive(
            request=found, by=who_asks(request), at=timezone.now(), **form.cleaned_data
        ),
        lambda: selectors.requests(who_asks(request)).get(pk=pk).version,
    )
    if done:
        return redirect("sharing:request", pk)
    may = rules.may_receive(who_asks(request), found)
    context = {"one": found, "may": may, "receive_form": form, "form": form}
    return render(request, "sharing/request.html", context)
