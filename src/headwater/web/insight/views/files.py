"""The numbers of a page as a file to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from headwater.web.insight.selectors import hot_spots, overlap, sheets
from headwater.web.insight.selectors.breakdowns import Breakdown
from headwater.web.insight.views.common import download
from headwater.web.policy import marked


@marked("indicator", "view")
def table(request: HttpRequest, slug: str, way: str, kind: str = "csv") -> HttpResponse:
    """A breakdown of an indicator."""
    asked = Breakdown.of_address(way, request.GET.get("in", ""))
    name = f"{slug}-{way}" + (f"-{asked.within}" if asked.within else "")
    return download(request, kind, name, lambda edition: sheets.of_breakdown(edition, slug, asked))


@marked("indicator", "view")
def place(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Every indicator of a place."""
    return download(request, kind, code, lambda edition: sheets.of_place(edition, code))


@marked("indicator", "view")
def hot_spot(request: HttpRequest, kind: str) -> HttpResponse:
    """The hot spots of an indicator."""
    slug = request.GET.get("of", "") or hot_spots.LEAD
    name = f"hot-spots-{slug}"
    return download(request, kind, name, lambda edition: sheets.of_hot_spots(edition, slug))


@marked("indicator", "view")
def overlapping(request: HttpRequest, kind: str) -> HttpResponse:
    """The small areas where harms meet, or the numbers of one of the page's figures."""
    worst, what = request.GET.get("worst", "fifth"), request.GET.get("what", "areas")
    if worst not in overlap.WORST or what not in ("areas", "harms", "deprivation"):
        raise Http404
    name = f"overlap-{what}-worst-{worst}"
    return download(request, kind, name, lambda edition: sheets.of_overlap(edition, worst, what))
