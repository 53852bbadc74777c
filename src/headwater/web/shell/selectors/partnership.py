"""Which partnership this is, and how everything of it is marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from headwater.web.sharing.selectors.kept import profile


@dataclass(frozen=True)
class Named:
    """A partnership as every page names it."""

    name: str
    marking: str
    invented: bool


@cache
def _named(folder: Path) -> Named:
    found = profile(folder)
    marking = "INVENTED DATA" if found.invented else found.marking
    return Named(found.name, marking, found.invented)


def named() -> Named:
    """The partnership that the application works for."""
    return _named(settings.ENV.folder)
