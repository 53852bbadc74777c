"""Every room of the building that says what it is in a `room.py`; none is known here by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from headwater.web.policy import scope_of
from headwater.web.ui.rooms import Panel, Room


@cache
def rooms() -> tuple[Room, ...]:
    """The rooms in the order of the navigation."""
    found = []
    for name in settings.ROOMS:
        module = f"headwater.web.{name}.room"
        if find_spec(module):
            found.append(import_module(module).ROOM)
    return tuple(sorted(found, key=lambda room: room.order))


def panels(user: Any, kind: str, slug: str) -> Iterable[Panel]:
    """What the rooms that a person may enter show on the page of something, such as an agency."""
    for room in rooms():
        show = room.panels.get(kind)
        if show and scope_of(user.in_role, room.resource, "view"):
            yield from show(user, slug)
