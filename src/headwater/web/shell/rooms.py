"""Every room of the building that has something to show, in the order of the navigation."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from headwater.web.ui.rooms import Room


@cache
def rooms() -> tuple[Room, ...]:
    """The rooms that say what they are in a `room.py`."""
    found = []
    for name in settings.ROOMS:
        module = f"headwater.web.{name}.room"
        if find_spec(module):
            found.append(import_module(module).ROOM)
    return tuple(sorted(found, key=lambda room: room.order))
