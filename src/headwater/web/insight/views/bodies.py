"""The inner part of each page that shows numbers, kept with its edition."""

from __future__ import annotations

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from headwater.web.insight.selectors import breakdowns, indicators, places
from headwater.web.insight.selectors import hot_spots as hot
from headwater.web.insight.selectors import overlap as overlaps
from headwater.web.insight.selectors.breakdowns import Breakdown
from headwater.web.insight.selectors.kept import Edition
from headwater.web.insight.templatetags.insight import section_of
from headwater.web.insight.views.common import Body, inner


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
    line = indicators.line_of(edition, slug)
    return edition.page(
        ("figures", slug),
        lambda: format_html_join(
            "", "{}", ((section_of(s),) for s in indicators.sections(edition, line))
        ),
    )


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
