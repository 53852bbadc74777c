"""Indicators: the list, one indicator, its table as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.figures.csv import to_csv
from headwater.web.insight import selectors
from headwater.web.policy import marked


@marked("indicator", "view")
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator, by theme."""
    return render(request, "insight/indicators.html", {"themes": selectors.catalogue()})


@marked("indicator", "view")
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: trend, places, map, deprivation, and any breakdown asked for."""
    way = request.GET.get("by", "")
    found = selectors.page(slug, way)
    if found is None:
        raise Http404
    context = {"page": found, "ways": selectors.WAYS, "way": way}
    return render(request, "insight/indicator.html", context)


@marked("indicator", "view")
def table(request: HttpRequest, slug: str, way: str) -> HttpResponse:
    """A breakdown as CSV."""
    found = selectors.page(slug, way)
    if found is None or found.asked is None:
        raise Http404
    response = HttpResponse("\ufeff" + to_csv(found.asked), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{way}.csv"'
    return response
