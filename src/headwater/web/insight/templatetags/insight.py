"""Drawings and released tables on a page, and the boxes that ask for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from headwater.analysis.cross import PLACES
from headwater.analysis.gazetteer import Gazetteer
from headwater.analysis.released import Kind, Released
from headwater.figures.figure import Figure
from headwater.vocabulary.places import Level
from headwater.web.insight.selectors.breakdowns import MONTH, YEAR, Breakdown
from headwater.web.insight.selectors.indicators import Section
from headwater.web.insight.selectors.places import NAMED
from headwater.web.ui.exports import KINDS

register = template.Library()

WORDS = (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
MOST_ROWS = 60
"""More rows than this under a figure make its page heavy: they are a click away."""
PAGES = (
    ("insight:indicators", "Indicators"),
    ("insight:places", "Places"),
    ("insight:hot-spots", "Hot spots"),
    ("insight:overlap", "Overlap"),
)
_LONG_DECIMAL = re.compile(r"(\.\d)\d+(?=[,LMZ \"])")
"""Coordinates finer than a tenth of a pixel are seen by nobody."""


@register.simple_tag(takes_context=True)
def subnavigation(context: Context) -> SafeString:
    """The pages of this room."""
    here = context["request"].resolver_match.view_name
    items = format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (reverse(name), mark_safe(' aria-current="page"') if name == here else "", title)
            for name, title in PAGES
        ),
    )
    return format_html(
        '<nav class="hw-sub" aria-label="Indicators and places"><ul>{}</ul></nav>', items
    )


@register.filter
def kind(level: Level) -> str:
    """A level of place as a page names it."""
    return NAMED[level]


@register.simple_tag
def released(table: Released, caption: str = "", most: int = 0) -> SafeString:
    """A released table with GOV.UK's classes; a hidden number is printed in the gate's own words.

    Places lead to their pages. `most` cuts a long table.
    """
    number = [f.kind not in WORDS for f in table.fields]
    head = "".join(
        f'<th scope="col" class="govuk-table__header{" govuk-table__header--numeric" if n else ""}">'
        f"{escape(f.title)}</th>"
        for f, n in zip(table.fields, number, strict=True)
    )
    rows = []
    for at, row in enumerate(table.rows[: most or None]):
        cells = []
        for i, (cell, spec, n) in enumerate(zip(row, table.fields, number, strict=True)):
            text = escape(table.text(cell, spec))
            if i == 0:
                if table.codes and spec.kind is Kind.PLACE:
                    text = _link(table.codes[at], text)
                cells.append(f'<th scope="row" class="govuk-table__header">{text}</th>')
            else:
                look = " govuk-table__cell--numeric" if n else ""
                cells.append(f'<td class="govuk-table__cell{look}">{text}</td>')
        rows.append(f'<tr class="govuk-table__row">{"".join(cells)}</tr>')
    title = escape(caption or table.title)
    made = (
        f'<div class="hw-scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">{title}'
        f'</caption><thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>'
        f'<tbody class="govuk-table__body">{"".join(rows)}</tbody></table></div>'
    )
    return mark_safe(made)  # noqa: S308 - every cell was escaped above


def _link(code: str, text: SafeString) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("insight:place", args=[code]), text
    )


@register.simple_tag
def made_of(table: Released) -> SafeString:
    """Source, period, definition, what the gate decided and what to bear in mind."""
    made = table.provenance
    line = (
        f"Source: {'; '.join(made.sources)}. Period: {made.period}. Definition: {made.definition}. "
        f"{made.decision}"
    )
    return format_html('<p class="hw-source">{}</p>', " ".join((line, *made.caveats)))


@register.simple_tag
def plain_drawing(figure: Figure) -> SafeString:
    """A figure alone, where its table stands beside it."""
    return format_html(
        '<figure class="hw-figure"><figcaption class="govuk-heading-m">{}</figcaption>'
        '<img src="{}" alt="{}" width="{}" height="{}"></figure>',
        figure.caption,
        picture(figure),
        figure.alt,
        figure.width,
        figure.height,
    )


@register.simple_tag
def drawing(figure: Figure, most: int = 0) -> SafeString:
    """A figure with its finding, its table and its source."""
    return _drawing(figure, "", SafeString(""), most)


def _drawing(figure: Figure, said: str, after: SafeString, most: int) -> SafeString:
    return format_html(
        '<figure class="hw-figure"><figcaption class="govuk-heading-m">{}</figcaption>{}'
        '<img src="{}" alt="{}" width="{}" height="{}">'
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">The numbers in this figure'
        '<span class="govuk-visually-hidden">: {}</span></span></summary>'
        '<div class="govuk-details__text">{}</div></details>{}{}</figure>',
        figure.caption,
        said,
        picture(figure),
        figure.alt,
        figure.width,
        figure.height,
        figure.caption,
        released(figure.table, figure.caption, most),
        after,
        made_of(figure.table),
    )


@register.simple_tag
def section_of(section: Section) -> SafeString:
    """A figure, what it says in words, its table (or the way to it) and its files."""
    table = section.figure.table
    said = format_html_join("", '<p class="govuk-body">{}</p>', ((s,) for s in section.said))
    after = files(section.slug, section.breakdown)
    most = MOST_ROWS if len(table) > MOST_ROWS and section.breakdown.fields[0] in PLACES else 0
    if most:
        address = f"{reverse('insight:indicator', args=[section.slug])}?by={section.breakdown.name}#answer"
        told = f"All {len(table):,} rows as a table"
        after = (
            format_html(
                '<p class="govuk-body"><a class="govuk-link" href="{}">{}</a></p>', address, told
            )
            + after
        )
    return _drawing(section.figure, said, after, most)


@register.simple_tag
def files(slug: str, asked: Breakdown) -> SafeString:
    """The links that take a breakdown away."""
    csv, xlsx = (
        reverse(f"insight:{name}", args=[slug, asked.name]) + asked.query
        for name in ("table", "workbook")
    )
    return _files(csv, xlsx, f"{slug} by {asked.name}".replace("-", " "))


@register.simple_tag
def place_files(code: str) -> SafeString:
    """The links that take every indicator of a place away."""
    csv, xlsx = (reverse("insight:place-file", args=[code, kind]) for kind in KINDS)
    return _files(csv, xlsx, "every indicator here")


@register.simple_tag
def hot_spot_files(slug: str) -> SafeString:
    """The links that take the hot spots of an indicator away."""
    csv, xlsx = (reverse("insight:hot-spots-file", args=[k]) + f"?of={slug}" for k in KINDS)
    return _files(csv, xlsx, "the hot spots")


@register.simple_tag
def overlap_files(worst: str, what: str) -> SafeString:
    """The links that take the areas where harms meet away, or the numbers of a figure."""
    asked = f"?worst={worst}&what={what}"
    csv, xlsx = (reverse("insight:overlap-file", args=[kind]) + asked for kind in KINDS)
    return _files(csv, xlsx, {"areas": "these small areas"}.get(what, f"{what} in this figure"))


def _files(csv: str, xlsx: str, of: str) -> SafeString:
    hidden = format_html('<span class="govuk-visually-hidden"> of {}</span>', of)
    return format_html(
        '<p class="govuk-body">Download: <a class="govuk-link" href="{}">CSV{}</a>, '
        '<a class="govuk-link" href="{}">XLSX{}</a></p>',
        csv,
        hidden,
        xlsx,
        hidden,
    )


@register.simple_tag
def box(
    name: str, title: str, choices: Mapping[str, str], chosen: str, times: bool = False
) -> SafeString:
    """A box to choose a field in; the first of a form offers months and years too."""
    offered = {**({MONTH: "Month", YEAR: "Year"} if times else {}), **choices}
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((k, mark_safe(" selected") if k == chosen else "", v) for k, v in offered.items()),
    )
    return format_html(
        '<div class="govuk-form-group"><label class="govuk-label" for="{0}">{1}</label>'
        '<select class="govuk-select" id="{0}" name="{0}"><option value="">Nothing</option>{2}</select></div>',
        name,
        title,
        options,
    )


@register.simple_tag
def within_options(places: Gazetteer, chosen: str) -> SafeString:
    """Districts with their wards, to look within; and a smaller place that a link asked for."""
    named = places.find(chosen) if chosen else None
    offered = [(d, (d, *places.inside(d, Level.WARD))) for d in places.of(Level.DISTRICT)]
    small = named is not None and named.level in (Level.MSOA, Level.LSOA)
    own = _option(named.code, named.name, chosen) if named is not None and small else ""
    groups = format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (d.name, format_html_join("", "{}", ((_option(p.code, p.name, chosen),) for p in held)))
            for d, held in offered
        ),
    )
    return SafeString(own) + groups


def _option(code: str, name: str, chosen: str) -> SafeString:
    selected = mark_safe(" selected") if code == chosen else ""
    return format_html('<option value="{}"{}>{}</option>', code, selected, name)


def picture(figure: Figure) -> str:
    """A drawing as an address of its own, so that a page's strict policy holds inside it as well."""
    drawn = _LONG_DECIMAL.sub(r"\1", figure.svg())
    return "data:image/svg+xml," + quote(drawn, safe="/:,;=()+*!$@?~")
