"""Drawings and released tables on a page."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from headwater.analysis.released import Kind, Released
from headwater.figures.figure import Figure
from headwater.web.insight.selectors import picture

register = template.Library()


@register.simple_tag
def released(table: Released, caption: str = "") -> SafeString:
    """A released table with GOV.UK's classes; a hidden number is printed in the gate's own words."""
    words = (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
    number = [f.kind not in words for f in table.fields]
    head = "".join(
        f'<th scope="col" class="govuk-table__header{" govuk-table__header--numeric" if n else ""}">'
        f"{escape(f.title)}</th>"
        for f, n in zip(table.fields, number, strict=True)
    )
    rows = []
    for row in table.rows:
        cells = []
        for i, (cell, spec, n) in enumerate(zip(row, table.fields, number, strict=True)):
            text = escape(table.text(cell, spec))
            if i == 0:
                cells.append(f'<th scope="row" class="govuk-table__header">{text}</th>')
            else:
                kind = " govuk-table__cell--numeric" if n else ""
                cells.append(f'<td class="govuk-table__cell{kind}">{text}</td>')
        rows.append(f'<tr class="govuk-table__row">{"".join(cells)}</tr>')
    title = escape(caption or table.title)
    made = (
        f'<div class="hw-scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">{title}'
        f'</caption><thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>'
        f'<tbody class="govuk-table__body">{"".join(rows)}</tbody></table></div>'
    )
    return mark_safe(made)  # noqa: S308 - every cell was escaped above


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """A figure with its finding, its table and its source."""
    return format_html(
        '<figure class="hw-figure"><figcaption class="govuk-heading-m">{}</figcaption>'
        '<img src="{}" alt="{}" width="{}" height="{}">'
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">The numbers in this figure</span></summary>'
        '<div class="govuk-details__text">{}</div></details><p class="hw-source">{}</p></figure>',
        figure.caption,
        picture(figure),
        figure.alt,
        figure.width,
        figure.height,
        released(figure.table, figure.caption),
        figure.source_line,
    )
