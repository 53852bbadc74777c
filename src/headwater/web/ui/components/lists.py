"""Lists of facts, of things to do, and of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headwater.web.ui.components.markup import NOTHING, classes, joined


@dataclass(frozen=True)
class Change:
    """A link beside a fact; `about` is read aloud after its text, so that links differ."""

    text: str
    href: str
    about: str = ""


Fact = tuple[str, object] | tuple[str, object, Sequence[Change]]


def summary_list(facts: Iterable[Fact]) -> SafeString:
    """Label and value pairs, each with what may be changed about it."""
    rows = list(facts)
    some = any(len(row) > 2 and row[2] for row in rows)
    body = joined(_fact(row, some) for row in rows)
    return format_html('<dl class="govuk-summary-list">{}</dl>', body)


def _fact(row: Fact, some: bool) -> SafeString:
    changes = row[2] if len(row) == 3 else ()
    without = "govuk-summary-list__row--no-actions" if some and not changes else ""
    return format_html(
        '<div{}><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        classes("govuk-summary-list__row", without),
        row[0],
        row[1],
        _changes([_change(one) for one in changes]),
    )


def _change(one: Change) -> SafeString:
    about = (
        format_html('<span class="govuk-visually-hidden"> {}</span>', one.about)
        if one.about
        else NOTHING
    )
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', one.href, one.text, about)


def _changes(links: Sequence[SafeString]) -> SafeString:
    if not links:
        return NOTHING
    inside = links[0]
    if len(links) > 1:
        items = format_html_join(
            "",
            '<li class="govuk-summary-list__actions-list-item">{}</li>',
            ((link,) for link in links),
        )
        inside = format_html('<ul class="govuk-summary-list__actions-list">{}</ul>', items)
    return format_html('<dd class="govuk-summary-list__actions">{}</dd>', inside)


@dataclass(frozen=True)
class ToDo:
    """A line of a task list: `status` is plain text or a tag; without `href` it cannot be opened."""

    title: str
    status: str
    href: str = ""
    hint: str = ""


def task_list(tasks: Iterable[ToDo], *, name: str = "task-list") -> SafeString:
    """Things to do, each a link with a hint and a state that is read aloud with it."""
    items = joined(_to_do(task, f"{name}-{place}") for place, task in enumerate(tasks, 1))
    return format_html('<ul class="govuk-task-list">{}</ul>', items)


def _to_do(task: ToDo, name: str) -> SafeString:
    hint = (
        format_html('<div id="{}-hint" class="govuk-task-list__hint">{}</div>', name, task.hint)
        if task.hint
        else NOTHING
    )
    title = format_html("<div>{}</div>", task.title)
    if task.href:
        title = format_html(
            '<a class="govuk-link govuk-task-list__link" href="{}" aria-describedby="{}">{}</a>',
            task.href,
            f"{name}-hint {name}-status" if task.hint else f"{name}-status",
            task.title,
        )
    return format_html(
        '<li{}><div class="govuk-task-list__name-and-hint">{}{}</div>'
        '<div class="govuk-task-list__status" id="{}-status">{}</div></li>',
        classes("govuk-task-list__item", "govuk-task-list__item--with-link" if task.href else ""),
        title,
        hint,
        name,
        task.status,
    )


def error_summary(errors: Iterable[tuple[str, str]]) -> SafeString:
    """Every error with the id of its field, each a link to it; an error of no field is plain text."""
    lines = joined(
        format_html('<li><a href="#{}">{}</a></li>', field, error)
        if field
        else format_html("<li>{}</li>", error)
        for field, error in errors
    )
    return format_html(
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2>'
        '<div class="govuk-error-summary__body">'
        '<ul class="govuk-list govuk-error-summary__list">{}</ul></div></div></div>',
        lines,
    )
