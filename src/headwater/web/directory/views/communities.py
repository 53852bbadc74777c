"""Communities, and the places they can be in."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.web.accounts.selectors import who_asks
from headwater.web.directory import forms, rules
from headwater.web.directory.selectors import places as selectors
from headwater.web.directory.services import communities as services
from headwater.web.policy import marked
from headwater.web.ui.asking import Ask, ask, given, stored
from headwater.web.ui.listing import Column, listing

PLACES = (
    Column("Place", "name"),
    Column("Level", "level"),
    Column("Code", "code"),
    Column("Communities"),
)


@marked("directory", "view")
def communities(request: HttpRequest) -> HttpResponse:
    """Every community, of a place or not."""
    context = {
        "found": selectors.located(),
        "may_change": rules.may_change(who_asks(request)),
    }
    return render(request, "directory/communities.html", context)


@marked("directory", "view")
def places(request: HttpRequest) -> HttpResponse:
    """The authorities, districts and wards of the partnership."""
    form = forms.NarrowPlaces(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    context = {"form": form, "found": listing(request, selectors.place_lines(words), PLACES)}
    return render(request, "directory/places.html", context)


@marked("directory", "change")
def add(request: HttpRequest) -> HttpResponse:
    """Enter a community."""
    page = Ask("Add a community", "Add it", reverse("directory:communities"))
    return ask(request, forms.AddCommunity(given(request)), page, services.add_community)


@marked("directory", "change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is written about a community."""
    found = get_object_or_404(selectors.communities(), pk=pk)
    now = stored(found, "name", "geographic", "place", "about")
    shown = {**now(), "geographic": "yes" if found.geographic else "no"}
    form = forms.ChangeCommunity(given(request), initial=shown)
    page = Ask(f"Change {found.name}", "Save", reverse("directory:communities"))
    return ask(request, form, page, partial(services.change_community, community=found), now)
