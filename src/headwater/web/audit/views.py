"""The record, for the information-governance lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.web.audit import selectors, services
from headwater.web.audit.forms import Narrow
from headwater.web.policy import marked
from headwater.web.ui.listing import Column, listing

COLUMNS = (
    Column("When", "at"),
    Column("Who", "actor_name"),
    Column("What", "action"),
    Column("On", "target"),
)


@marked("audit", "view")
def record(request: HttpRequest) -> HttpResponse:
    """Every entry, newest first."""
    form = Narrow(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.entries(**chosen)
    context = {"form": form, "found": listing(request, found, COLUMNS)}
    return render(request, "audit/record.html", context)


@marked("audit", "view")
def check(request: HttpRequest) -> HttpResponse:
    """Whether the chain is whole."""
    return render(request, "audit/check.html", {"found": services.verify()})
