"""What waits for a person in every room they may enter, and what a search finds there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.ui.registry import rooms
from headwater.web.ui.rooms import Hit, Room, Task


def open_rooms(user: User) -> list[Room]:
    """The rooms this person may enter."""
    return [room for room in rooms() if accounts.may(user, room.resource, "view")]


def waiting(user: User) -> list[Task]:
    """Everything that waits for this person: what is urgent first, then by the day it is due."""
    found = [task for room in open_rooms(user) for task in room.tasks(user)]
    return sorted(found, key=lambda task: (not task.urgent, task.due or date.max))


@dataclass(frozen=True)
class Found:
    """What a search found: all of it counted by kind, and the hits of the kind that was chosen."""

    kinds: tuple[tuple[str, int], ...]
    hits: tuple[Hit, ...]

    @property
    def total(self) -> int:
        """How many hits there are of every kind."""
        return sum(count for _, count in self.kinds)


def search(user: User, words: str, kind: str = "") -> Found:
    """Everything this person may see that holds some words."""
    hits = list(_hits(user, words)) if words else []
    kinds = Counter(hit.kind for hit in hits)
    chosen = tuple(hit for hit in hits if not kind or hit.kind == kind)
    return Found(tuple(kinds.most_common()), chosen)


def _hits(user: User, words: str) -> Iterable[Hit]:
    for room in open_rooms(user):
        yield from room.search(user, words)
