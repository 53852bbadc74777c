"""Components as tags: each gives the markup that GOV.UK Frontend's own fixtures give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from headwater.web.policy import Role

register = template.Library()


@register.simple_tag
def button(
    text: str,
    *,
    secondary: bool = False,
    warning: bool = False,
    name: str = "",
    value: str = "",
    href: str = "",
) -> SafeString:
    """A button, or a link that looks like one where `href` is given."""
    kind = " govuk-button--secondary" if secondary else " govuk-button--warning" if warning else ""
    if href:
        return format_html(
            '<a href="{}" role="button" draggable="false" class="govuk-button{}" '
            'data-module="govuk-button">{}</a>',
            href,
            kind,
            text,
        )
    extra = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit"{} class="govuk-button{}" data-module="govuk-button" '
        'data-prevent-double-click="true">{}</button>',
        extra,
        kind,
        text,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Text set apart from what surrounds it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_tag
def warning(text: str) -> SafeString:
    """A warning with its sign."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!'
        '</span><strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">Warning</span>{}</strong></div>',
        text,
    )


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Something that opens."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A small label for a state."""
    kind = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', kind, text)


@register.simple_tag
def summary_list(rows: Iterable[tuple[str, Any]]) -> SafeString:
    """Label and value pairs."""
    body = format_html_join(
        "",
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        rows,
    )
    return format_html('<dl class="govuk-summary-list">{}</dl>', body)


def _place(field: Any) -> str:
    """Where an error's link leads: the field, or the first of its boxes."""
    return str(field.id_for_label or f"{field.auto_id}_0")


@register.simple_tag
def error_summary(*forms: Any) -> SafeString:
    """Every error of the forms on a page, each a link to its field."""
    lines: list[tuple[str, str]] = []
    for form in forms:
        if not form or not form.errors:
            continue
        for name, errors in form.errors.items():
            field = _place(form[name]) if name in form.fields else "main-content"
            lines.extend((field, str(error)) for error in errors)
    if not lines:
        return mark_safe("")
    items = format_html_join("", '<li><a href="#{}">{}</a></li>', lines)
    return format_html(
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2>'
        '<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">{}'
        "</ul></div></div></div>",
        items,
    )


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[Any]) -> SafeString:
    """Previous and next, keeping what was filtered."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    query = context["request"].GET.copy()

    def link(number: int, way: str, word: str, arrow: str) -> SafeString:
        query["page"] = str(number)
        return format_html(
            '<div class="govuk-pagination__{0}"><a class="govuk-link govuk-pagination__link" '
            'href="?{1}" rel="{0}"><span class="govuk-pagination__link-title">{2}'
            '<span class="govuk-visually-hidden"> page</span></span>'
            '<span class="govuk-visually-hidden">:</span> '
            '<span class="govuk-pagination__link-label">{3}</span></a></div>',
            way,
            query.urlencode(),
            word,
            arrow,
        )

    total = page.paginator.num_pages
    parts = []
    if page.has_previous():
        number = page.previous_page_number()
        parts.append(link(number, "prev", "Previous", f"{number} of {total}"))
    if page.has_next():
        number = page.next_page_number()
        parts.append(link(number, "next", "Next", f"{number} of {total}"))
    return format_html(
        '<nav class="govuk-pagination govuk-pagination--block" aria-label="Pagination">{}</nav>',
        format_html_join("", "{}", ((p,) for p in parts)),
    )


@register.simple_tag
def task_list(tasks: Sequence[Any]) -> SafeString:
    """Things to do, each a link, with a hint and a state."""
    items = format_html_join(
        "",
        '<li class="govuk-task-list__item govuk-task-list__item--with-link">'
        '<div class="govuk-task-list__name-and-hint"><a class="govuk-link govuk-task-list__link" '
        'href="{}">{}</a>{}</div><div class="govuk-task-list__status">{}</div></li>',
        (
            (
                task.address,
                task.title,
                format_html('<div class="govuk-task-list__hint">{}</div>', task.hint)
                if task.hint
                else "",
                tag("Now", "red") if task.urgent else tag("To do", "blue"),
            )
            for task in tasks
        ),
    )
    return format_html('<ul class="govuk-task-list">{}</ul>', items)


@register.filter
def role_name(name: str) -> str:
    """The printed name of a role."""
    return Role[name].value if name in Role.__members__ else name
