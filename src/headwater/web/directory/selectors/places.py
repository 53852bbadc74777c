"""Reading communities, and the places that the partnership's own geography knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from headwater.analysis.workbench import Workbench, data_version
from headwater.vocabulary.places import Level, Place
from headwater.vocabulary.records.agreement import AgreementBook
from headwater.web.directory.models import Community

LEVELS = (Level.UPPER_TIER, Level.DISTRICT, Level.WARD)
"""Where a community can be: smaller areas have no names that people use."""


def communities() -> QuerySet[Community]:
    """Every community."""
    return Community.objects.all()


def places() -> tuple[Place, ...]:
    """Authorities, districts and wards, by level and name; none before the geography is gathered."""
    folder = settings.ENV.folder
    return _places(folder, data_version(folder))


@lru_cache(maxsize=4)
def _places(folder: Path, version: str) -> tuple[Place, ...]:
    """Read once for each version of the data. Public geography needs no agreement, so none is given."""
    bench = Workbench(folder, at=timezone.localdate(), book=AgreementBook())
    try:
        found = {p.code: p for level in LEVELS for p in bench.geography.places(level)}
        return tuple(found.values())
    finally:
        bench.close()


def by_code() -> Mapping[str, Place]:
    """The same places by code."""
    return {place.code: place for place in places()}


def titled(place: Place) -> str:
    """A place as a list of choices prints it: names are not unique, codes are."""
    return f"{place.name}, {place.level.value.lower()} ({place.code})"


@dataclass(frozen=True)
class Located:
    """A community and the place it is in, where the geography knows it."""

    community: Community
    place: Place | None


def located() -> list[Located]:
    """Every community with its place."""
    known = by_code()
    return [Located(one, known.get(one.place)) for one in communities()]


@dataclass(frozen=True)
class PlaceLine:
    """A place of the partnership and the communities recorded in it."""

    place: Place
    communities: tuple[Community, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return self.place.name

    @property
    def level(self) -> str:
        """The printed name of its level."""
        return self.place.level.value

    @property
    def code(self) -> str:
        """Its code."""
        return self.place.code


def place_lines(words: str = "") -> list[PlaceLine]:
    """Every place with its communities, narrowed by words in its name or code."""
    here: dict[str, list[Community]] = {}
    for one in communities().exclude(place=""):
        here.setdefault(one.place, []).append(one)
    wanted = words.casefold()
    return [
        PlaceLine(place, tuple(here.get(place.code, ())))
        for place in places()
        if wanted in f"{place.name} {place.code}".casefold()
    ]
