"""Ways around: back, down the levels, between parts of a page, and through many pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headwater.web.ui.components.markup import NOTHING, attribute, classes, joined

_ICON = (
    '<svg class="govuk-pagination__icon govuk-pagination__icon--{}" '
    'xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" '
    'focusable="false" viewBox="0 0 15 13"><path d="{}"></path></svg>'
)
_ARROWS = {
    "prev": format_html(
        _ICON,
        "prev",
        "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2"
        "h-12.984l4.2931-4.293-1.414-1.414z",
    ),
    "next": format_html(
        _ICON,
        "next",
        "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 "
        "1.4492 6.7441-6.4062-6.7246-6.7266z",
    ),
}
_WORDS = {"prev": "Previous", "next": "Next"}


def back_link(href: str, text: str = "Back") -> SafeString:
    """To the page above."""
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', href, text)


def skip_link(href: str, text: str = "Skip to main content") -> SafeString:
    """Past the menu, for who goes by keyboard."""
    return format_html(
        '<a href="{}" class="govuk-skip-link" data-module="govuk-skip-link">{}</a>', href, text
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> SafeString:
    """Title and address of every level above; a level without an address is the page itself."""
    items = joined(
        format_html(
            '<li class="govuk-breadcrumbs__list-item">'
            '<a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
            href,
            title,
        )
        if href
        else format_html(
            '<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', title
        )
        for title, href in steps
    )
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="Breadcrumb">'
        '<ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        items,
    )


@dataclass(frozen=True)
class Tab:
    """A part of a page that is shown alone: its id, what its tab says, and what is in it."""

    name: str
    label: str
    content: str


def tabs(parts: Sequence[Tab]) -> SafeString:
    """Parts of a page, one shown at a time; without scripts a list of contents and all of them."""
    items = format_html_join(
        "",
        '<li{}><a class="govuk-tabs__tab" href="#{}">{}</a></li>',
        (
            (
                classes(
                    "govuk-tabs__list-item", "" if place else "govuk-tabs__list-item--selected"
                ),
                part.name,
                part.label,
            )
            for place, part in enumerate(parts)
        ),
    )
    panels = format_html_join(
        "",
        '<div{} id="{}">{}</div>',
        (
            (
                classes("govuk-tabs__panel", "govuk-tabs__panel--hidden" if place else ""),
                part.name,
                part.content,
            )
            for place, part in enumerate(parts)
        ),
    )
    contents = format_html('<ul class="govuk-tabs__list">{}</ul>', items) if parts else NOTHING
    return format_html(
        '<div class="govuk-tabs" data-module="govuk-tabs">'
        '<h2 class="govuk-tabs__title">Contents</h2>{}{}</div>',
        contents,
        panels,
    )


@dataclass(frozen=True)
class Leaf:
    """A numbered page of many; without `href` it is a gap in the numbers."""

    number: str
    href: str = ""
    current: bool = False


@dataclass(frozen=True)
class Way:
    """A link to the page before or after: `label` says what is there."""

    href: str
    label: str = ""


def pagination(
    leaves: Sequence[Leaf] = (), *, before: Way | None = None, after: Way | None = None
) -> SafeString:
    """Through many pages by number, or from one to the next where there are no numbers."""
    block = not leaves
    numbers = (
        format_html('<ul class="govuk-pagination__list">{}</ul>', joined(map(_leaf, leaves)))
        if leaves
        else NOTHING
    )
    return format_html(
        '<nav{} aria-label="Pagination">{}{}{}</nav>',
        classes("govuk-pagination", "govuk-pagination--block" if block else ""),
        _way("prev", before, block),
        numbers,
        _way("next", after, block),
    )


def _leaf(leaf: Leaf) -> SafeString:
    if not leaf.href:
        return SafeString(
            '<li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>'
        )
    return format_html(
        '<li{}><a class="govuk-link govuk-pagination__link" href="{}" aria-label="Page {}"{}>{}'
        "</a></li>",
        classes(
            "govuk-pagination__item", "govuk-pagination__item--current" if leaf.current else ""
        ),
        leaf.href,
        leaf.number,
        attribute("aria-current", "page" if leaf.current else ""),
        leaf.number,
    )


def _way(which: str, way: Way | None, block: bool) -> SafeString:
    if way is None:
        return NOTHING
    title = format_html(
        '<span{}>{}<span class="govuk-visually-hidden"> page</span></span>',
        classes(
            "govuk-pagination__link-title",
            "govuk-pagination__link-title--decorated" if block and not way.label else "",
        ),
        _WORDS[which],
    )
    label = (
        format_html(
            '<span class="govuk-visually-hidden">:</span>'
            '<span class="govuk-pagination__link-label">{}</span>',
            way.label,
        )
        if way.label
        else NOTHING
    )
    parts = [title, label]
    parts.insert(0 if block or which == "prev" else 2, _ARROWS[which])
    return format_html(
        '<div class="govuk-pagination__{}">'
        '<a class="govuk-link govuk-pagination__link" href="{}" rel="{}">{}</a></div>',
        which,
        way.href,
        which,
        joined(parts),
    )


def leaves_of(
    paginator: Paginator[object], current: int, address: Callable[[int], str]
) -> list[Leaf]:
    """The numbers to show: the first, the last, those around the current, and gaps between."""
    numbers = paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
    return [
        Leaf(f"{one:,}", address(one), one == current) if isinstance(one, int) else Leaf("")
        for one in numbers
    ]
