"""The folder is the registry: a source, indicator or chapter is found by being in its folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any


@cache
def load(package: str, kind: type[Any]) -> dict[str, type[Any]]:
    """Every concrete subclass of `kind` defined in the modules of `package`, by slug, sorted.

    A class is concrete when it states a `slug` of its own. Raises ValueError when two share one.
    """
    parent = importlib.import_module(package)
    found: dict[str, type[Any]] = {}
    for info in sorted(pkgutil.iter_modules(parent.__path__), key=lambda item: item.name):
        module = importlib.import_module(f"{package}.{info.name}")
        for member in _classes_of(module, kind):
            slug = member.__dict__["slug"]
            if slug in found:
                raise ValueError(f"{package}: “{slug}” is declared twice.")
            found[slug] = member
    return dict(sorted(found.items()))


def _classes_of(module: ModuleType, kind: type[Any]) -> list[type[Any]]:
    return [
        member
        for member in vars(module).values()
        if isinstance(member, type)
        and issubclass(member, kind)
        and member.__module__ == module.__name__
        and isinstance(member.__dict__.get("slug"), str)
    ]
