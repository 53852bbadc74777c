"""The inner part of each page that shows numbers, kept with its edition."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from headwater.web.insight.selectors import breakdowns, indicators, places
from headwater.web.insight.selectors import hot_spots as hot
from headwater.web.insight.selectors import overlap as overlaps
from headwater.web.insight.selectors.breakdowns import Breakdown
from headwater.web.insight.views.common import Body, inner
from headwater.web.sharing.selectors.kept import Edition


def indicator(edition: Edition, slug: str, asked: Breakdown) -> Body:
    """One indicator: what was asked for, and below it the figures that are the same for all."""
    top = inner(
        edition,
        "indicator",
        (slug, asked),
        lambda: {
            "page": indicators.page(edition, slug, asked),
            "places": breakdowns.places(edition),
        },
    )
    if not top.shows:
        return top
    return Body(SafeString(top.html + _figures(edition, slug)), True)


def _figures(edition: Edition, slug: str) -> SafeString:
    def draw() -> SafeString:
        line = indicators.line_of(edition, slug)
        context = {"sections": tuple(indicators.sections(edition, line))}
        return render_to_string("insight/figures_body.html", context)

    return edition.page(("figures", slug), draw)


def place(edition: Edition, code: str) -> Body:
    """Everything about one place."""
    return inner(edition, "place", (code,), lambda: {"page": places.page(edition, code)})


def hot_spots(edition: Edition, slug: str) -> Body:
    """The hot spots of one indicator."""
    return inner(edition, "hot_spots", (slug,), lambda: {"page": hot.page(edition, slug)})


def overlap(edition: Edition, worst: str) -> Body:
    """Several harms in the same places."""
    return inner(
        edition,
        "overlap",
        (worst,),
        lambda: {"page": overlaps.page(edition, worst), "choices": tuple(overlaps.WORST)},
    )
