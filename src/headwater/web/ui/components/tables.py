"""Tables: a caption, a head that may sort, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.web.ui.components.markup import NOTHING, attribute, classes, joined


@dataclass(frozen=True)
class Head:
    """The head of a column. `href` sorts by it; `sorted` is how it is sorted now, if it is."""

    title: str
    numeric: bool = False
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a number: it stands to the right."""

    value: object


def table(
    head: Sequence[Head], body: str, caption: str = "", *, hidden: bool = False, size: str = "m"
) -> SafeString:
    """A table around rows that are made already. A hidden caption is only read aloud."""
    kind = "govuk-visually-hidden" if hidden else size and f"govuk-table__caption--{size}"
    return format_html(
        '<table class="govuk-table">{}{}<tbody class="govuk-table__body">{}</tbody></table>',
        format_html("<caption{}>{}</caption>", classes("govuk-table__caption", kind), caption)
        if caption
        else NOTHING,
        _head(head) if head else NOTHING,
        body,
    )


def _head(columns: Iterable[Head]) -> SafeString:
    cells = joined(
        format_html(
            '<th scope="col"{}{}>{}</th>',
            classes("govuk-table__header", "govuk-table__header--numeric" if one.numeric else ""),
            attribute("aria-sort", one.sorted or ("none" if one.href else "")),
            _sorter(one) if one.href else one.title,
        )
        for one in columns
    )
    return format_html(
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>', cells
    )


def _sorter(column: Head) -> SafeString:
    sign = {"ascending": "▲", "descending": "▼"}.get(column.sorted, "↕")
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a> '
        '<span class="hw-sort" aria-hidden="true">{}</span>',
        column.href,
        column.title,
        sign,
    )


def rows(lines: Iterable[Sequence[object]], *, headed: bool = True) -> SafeString:
    """Rows of cells; `headed` makes the first of each its header."""
    return joined(
        format_html(
            '<tr class="govuk-table__row">{}</tr>',
            joined(_cell(cell, headed and not place) for place, cell in enumerate(line)),
        )
        for line in lines
    )


def _cell(cell: object, header: bool) -> SafeString:
    if header:
        return format_html('<th scope="row" class="govuk-table__header">{}</th>', cell)
    if isinstance(cell, Cell):
        return format_html(
            '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>', cell.value
        )
    return format_html('<td class="govuk-table__cell">{}</td>', cell)


def scrolling(content: SafeString, label: str) -> SafeString:
    """A table that scrolls by itself where the window is narrow."""
    return format_html(
        '<div class="hw-scroll" tabindex="0" role="region" aria-label="{}">{}</div>', label, content
    )
