"""What a room says of itself, so that the shell can show it without knowing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Task:
    """Something that needs this person: what, where to do it, and by when where that matters."""

    title: str
    address: str
    hint: str = ""
    urgent: bool = False
    due: date | None = None


@dataclass(frozen=True)
class Line:
    """One thing in a panel, with where it is and what is said of it."""

    title: str
    address: str = ""
    about: str = ""


@dataclass(frozen=True)
class Panel:
    """What a room shows on another's page: a heading, lines, and what is said where there are none."""

    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True)
class Hit:
    """Something that a search found."""

    title: str
    address: str
    kind: str
    about: str = ""


Tasks = Callable[[Any], Iterable[Task]]
Search = Callable[[Any, str], Iterable[Hit]]
Panels = Callable[[Any, str], Iterable[Panel]]


def _nothing(*_: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Room:
    """Title, place in the navigation, tasks for the home page, and what a search finds here.

    `address` is a URL name; `resource` is the line of the policy table that opens it; `order` places
    it in the navigation, lowest first.
    """

    slug: str
    title: str
    address: str
    resource: str
    order: int
    about: str = ""
    tasks: Tasks = _nothing
    search: Search = _nothing
    jobs: Mapping[str, Callable[..., str]] = field(default_factory=dict)
    """Long work of this room, by kind."""
    panels: Mapping[str, Panels] = field(default_factory=dict)
    """What this room shows on pages of rooms below, by what the page is about: an agency's slug."""
