"""Buttons, labels, and text that stands out."""

from __future__ import annotations

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from headwater.web.ui.components.markup import attribute, classes

Kind = Literal["", "secondary", "warning", "inverse"]


def button(
    text: str, *, kind: Kind = "", name: str = "", value: str = "", once: bool = False
) -> SafeString:
    """A button that sends a form. `once` holds back a second press within a second."""
    return format_html(
        '<button type="submit"{}{}{}{} data-module="govuk-button">{}</button>',
        attribute("name", name),
        attribute("value", value),
        attribute("data-prevent-double-click", "true" if once else ""),
        classes("govuk-button", kind and f"govuk-button--{kind}"),
        text,
    )


def link_button(text: str, href: str, *, kind: Kind = "") -> SafeString:
    """A link that looks like a button."""
    return format_html(
        '<a href="{}" role="button" draggable="false"{} data-module="govuk-button">{}</a>',
        href,
        classes("govuk-button", kind and f"govuk-button--{kind}"),
        text,
    )


def inset(content: str) -> SafeString:
    """Text set apart from what surrounds it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


def warning(text: str) -> SafeString:
    """A warning with its sign."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!'
        '</span><strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">Warning</span> {}</strong></div>',
        text,
    )


def details(summary: str, content: str, *, opened: bool = False) -> SafeString:
    """Something that opens."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open" if opened else ""),
        summary,
        content,
    )


def tag(text: str, colour: str = "") -> SafeString:
    """A small label for a state."""
    kind = colour and f"govuk-tag--{colour}"
    return format_html("<strong{}>{}</strong>", classes("govuk-tag", kind), text)


def notification_banner(
    content: str, *, success: bool = False, title: str = "", name: str = ""
) -> SafeString:
    """What happened just now, or what a reader must know. `name` keeps several on a page apart."""
    heading = name or "govuk-notification-banner-title"
    if not isinstance(content, SafeString):
        content = format_html('<p class="govuk-notification-banner__heading">{}</p>', content)
    return format_html(
        '<div{} role="{}" aria-labelledby="{}" data-module="govuk-notification-banner">'
        '<div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title" id="{}">{}</h2></div>'
        '<div class="govuk-notification-banner__content">{}</div></div>',
        classes(
            "govuk-notification-banner", "govuk-notification-banner--success" if success else ""
        ),
        "alert" if success else "region",
        heading,
        heading,
        title or ("Success" if success else "Important"),
        content,
    )
