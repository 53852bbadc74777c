"""Whether every part that the application needs answers. Nothing here tells a secret."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from headwater.analysis.workbench import store_answers
from headwater.web.runs.services import is_alive

LEAST = 500_000_000
"""Bytes that must be free where the partnership lies."""


@dataclass(frozen=True)
class Health:
    """Each part by name, and whether it is well."""

    parts: Mapping[str, bool]

    @property
    def well(self) -> bool:
        """True where every part is."""
        return all(self.parts.values())


def health() -> Health:
    """Look at every part now."""
    return Health({name: _holds(look) for name, look in LOOKS.items()})


def _holds(look: Callable[[], bool]) -> bool:
    """A part that cannot even be looked at is not well."""
    try:
        return look()
    except (DatabaseError, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _store() -> bool:
    return store_answers(settings.ENV.folder)


def _worker() -> bool:
    return is_alive(timezone.now())


def _disk() -> bool:
    return shutil.disk_usage(settings.ENV.folder).free >= LEAST


LOOKS: Mapping[str, Callable[[], bool]] = {
    "database": _database,
    "store": _store,
    "worker": _worker,
    "disk": _disk,
}
