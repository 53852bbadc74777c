"""Pages: the list of indicators, one indicator, places, hot spots, overlap."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.analysis.gazetteer import LEVELS
from headwater.analysis.indicator import all_indicators
from headwater.web.insight.selectors import breakdowns, hot_spots, indicators, overlap, places
from headwater.web.insight.selectors.breakdowns import Breakdown
from headwater.web.insight.views import bodies
from headwater.web.insight.views.common import consult, read
from headwater.web.policy import marked

PLACES_A_PAGE = 50


@marked("indicator", "view")
def every(request: HttpRequest) -> HttpResponse:
    """Every indicator, by theme."""
    themes = read(request, indicators.catalogue)
    return render(request, "insight/indicators.html", {"themes": themes})


@marked("indicator", "view")
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: trend, places, map, deprivation, and any breakdown asked for."""
    if slug not in all_indicators():
        raise Http404
    asked = Breakdown.of_form(request.GET)
    on = " ".join((slug, *asked.fields, asked.within)).strip()
    made = consult(request, "indicator.read", on, lambda e: bodies.indicator(e, slug, asked))
    context = {"title": all_indicators()[slug].title, "body": made, "asked": asked}
    return render(request, "insight/indicator.html", context)


@marked("indicator", "view")
def every_place(request: HttpRequest) -> HttpResponse:
    """Districts, wards and small areas, by name or code."""
    words, level = request.GET.get("words", "").strip()[:100], request.GET.get("level", "")
    known = [(one.slug, places.NAMED[one]) for one in LEVELS]
    level = level if level in dict(known) else ""
    found = read(request, lambda edition: places.found(edition, words, level))
    context = {
        "found": Paginator(found, PLACES_A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "level": level,
        "levels": known,
        "whole": read(request, breakdowns.places).whole,
    }
    return render(request, "insight/places.html", context)


@marked("indicator", "view")
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one place."""
    known = read(request, breakdowns.places)
    here = known.find(code)
    if here is None:
        raise Http404
    if here.code != code:
        return redirect("insight:place", here.code)
    made = consult(request, "place.read", code, lambda e: bodies.place(e, code))
    context = {
        "place": here,
        "above": known.above(here),
        "body": made,
        "communities": places.communities(known, here),
    }
    return render(request, "insight/place.html", context)


@marked("indicator", "view")
def every_hot_spot(request: HttpRequest) -> HttpResponse:
    """The hot spots of one indicator."""
    slug = request.GET.get("of", "") or hot_spots.LEAD
    made = consult(request, "hot-spots.read", slug, lambda e: bodies.hot_spots(e, slug))
    title = f"Hot spots: {all_indicators()[slug].title}"
    return render(request, "insight/hot_spots.html", {"title": title, "body": made})


@marked("indicator", "view")
def overlapping(request: HttpRequest) -> HttpResponse:
    """Several harms in the same places."""
    worst = request.GET.get("worst", "fifth")
    if worst not in overlap.WORST:
        raise Http404
    made = consult(request, "overlap.read", worst, lambda e: bodies.overlap(e, worst))
    return render(request, "insight/overlap.html", {"body": made})
