"""What every component is put together with."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NOTHING = SafeString("")


def attribute(name: str, value: object) -> SafeString:
    """One attribute with the space before it; nothing where the value is empty."""
    return format_html(' {}="{}"', name, value) if value not in ("", None) else NOTHING


def classes(*names: str) -> SafeString:
    """The class attribute, leaving out what is empty."""
    return attribute("class", " ".join(name for name in names if name))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Pieces of markup one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))
