"""The components as template tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.web.policy import Role
from headwater.web.ui.components import lists, navigation, tables, text
from headwater.web.ui.components.markup import NOTHING, joined
from headwater.web.ui.listing import Listing
from headwater.web.ui.rooms import Task

WEEK = timedelta(days=7)
register = template.Library()
register.simple_tag(text.warning)
register.simple_tag(text.tag)
register.simple_tag(lists.summary_list)
register.simple_tag(navigation.skip_link)
register.simple_block_tag(text.inset)


@register.simple_tag
def button(
    words: str,
    *,
    secondary: bool = False,
    warning: bool = False,
    name: str = "",
    value: str = "",
    href: str = "",
) -> SafeString:
    """A button, or a link that looks like one where `href` is given."""
    kind: text.Kind = "secondary" if secondary else "warning" if warning else ""
    if href:
        return text.link_button(words, href, kind=kind)
    return text.button(words, kind=kind, name=name, value=value, once=True)


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Something that opens."""
    return text.details(summary, content)


@register.simple_tag
def banners(messages: Iterable[Any]) -> SafeString:
    """What happened just now, each in a banner."""
    return joined(
        text.notification_banner(str(one), success=one.tags == "success", name=f"message-{place}")
        for place, one in enumerate(messages, 1)
    )


@register.simple_tag
def back(title: str, view: str, *args: object) -> SafeString:
    """A link to the page above, by the name of its address."""
    link = navigation.back_link(reverse(view, args=args), title)
    return format_html('<nav aria-label="Back">{}</nav>', link)


@register.simple_tag
def breadcrumbs(*steps: str) -> SafeString:
    """Title and address of each level above, in turn."""
    return navigation.breadcrumbs(list(zip(steps[::2], steps[1::2], strict=True)))


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str) -> SafeString:
    """Parts of a page, each in a `tab` of its own."""
    return navigation.tabs(context.dicts[0].pop("tabs", []))


@register.simple_block_tag(takes_context=True)
def tab(context: Context, content: str, label: str, name: str) -> SafeString:
    """One part, inside `tabs`."""
    parts: list[navigation.Tab] = context.dicts[0].setdefault("tabs", [])
    parts.append(navigation.Tab(name, label, content))
    return NOTHING


@register.simple_block_tag
def listing(content: str, found: Listing, caption: str, label: str = "") -> SafeString:
    """A list as a table whose heads sort it, with the way through its pages below."""
    made = tables.table(found.heads, content, caption)
    return joined([tables.scrolling(made, label or caption), _pages(found)])


@register.simple_tag
def table(caption: str, heads: Sequence[str], lines: Iterable[Sequence[object]]) -> SafeString:
    """A table of plain cells, the first of each row its header."""
    made = tables.table([tables.Head(one) for one in heads], tables.rows(lines), caption)
    return tables.scrolling(made, caption)


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[Any]) -> SafeString:
    """The way through the pages, keeping what was filtered."""
    return _pages(Listing(page, (), query=context["request"].GET))


def _pages(found: Listing) -> SafeString:
    page = found.page
    if page.paginator.num_pages < 2:
        return NOTHING

    def at(number: int) -> str:
        return found.address(page=str(number))

    return navigation.pagination(
        navigation.leaves_of(page.paginator, page.number, at),
        before=navigation.Way(at(page.previous_page_number())) if page.has_previous() else None,
        after=navigation.Way(at(page.next_page_number())) if page.has_next() else None,
    )


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> SafeString:
    """Every error of the forms on a page, each a link to its field."""
    errors = [
        (_place(form, name), str(error))
        for form in forms
        if form
        for name, found in form.errors.items()
        for error in found
    ]
    return lists.error_summary(errors) if errors else NOTHING


def _place(form: BaseForm, name: str) -> str:
    """Where an error's link leads: the field, the first of its boxes, or nowhere where it has none."""
    if name not in form.fields or form[name].is_hidden:
        return ""
    field = form[name]
    return str(field.id_for_label or f"{field.auto_id}_0")


@register.simple_tag
def task_list(tasks: Sequence[Task]) -> SafeString:
    """What needs a person: overdue, urgent, due within a week, or to do some day."""
    today = timezone.localdate()
    return lists.task_list(
        lists.ToDo(one.title, _urgency(one, today), one.address, one.hint) for one in tasks
    )


def _urgency(task: Task, today: date) -> SafeString:
    if task.due and task.due < today:
        return text.tag("Overdue", "red")
    if task.urgent:
        return text.tag("Urgent", "red")
    if task.due and task.due - today <= WEEK:
        return text.tag(f"By {task.due:%-d %b}", "yellow")
    return text.tag(f"By {task.due:%-d %b}" if task.due else "To do", "blue")


@register.filter
def role_name(name: str) -> str:
    """The printed name of a role."""
    return Role[name].value if name in Role.__members__ else name
