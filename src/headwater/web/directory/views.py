"""Agencies, the central team and communities."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from headwater.web.directory import selectors
from headwater.web.policy import marked


@marked("directory", "view")
def agencies(request: HttpRequest) -> HttpResponse:
    """Everybody."""
    context = {
        "agencies": selectors.agencies(),
        "posts": selectors.posts(),
        "communities": selectors.communities(),
    }
    return render(request, "directory/agencies.html", context)


@marked("directory", "view")
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """One agency."""
    found = get_object_or_404(selectors.agencies(), slug=slug)
    return render(request, "directory/agency.html", {"agency": found})
