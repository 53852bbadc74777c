"""The places of a partnership by code, and how they lie in each other. Published names only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from headwater.analysis.workbench import Workbench
from headwater.vocabulary.places import Level, Place

LEVELS = (Level.DISTRICT, Level.WARD, Level.MSOA, Level.LSOA)
"""Levels that have pages of their own below the whole area, largest first."""


@dataclass(frozen=True)
class Gazetteer:
    """Every place below the whole area, and the places each small area lies in.

    `around` maps a small area's code to the code of its place at each level, "" where not known;
    `also` maps every other LSOA code of either census to its small area.
    """

    whole: Place
    places: tuple[Place, ...]
    around: Mapping[str, Mapping[Level, str]]
    also: Mapping[str, str]

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        # A unitary district and its upper tier share a code, so the first (the larger level) wins.
        return {p.code: p for p in reversed((self.whole, *self.places))}

    def find(self, code: str) -> Place | None:
        """The place of a code; a small area also by any code it had. None where there is none."""
        return self._by_code.get(code) or self._by_code.get(self.also.get(code, ""))

    def of(self, level: Level) -> tuple[Place, ...]:
        """Every place of a level, by name."""
        return tuple(p for p in self.places if p.level is level)

    def small_areas(self, place: Place) -> tuple[str, ...]:
        """The codes of the small areas in a place."""
        if place.level is Level.PARTNERSHIP:
            return tuple(self.around)
        return tuple(code for code, up in self.around.items() if up[place.level] == place.code)

    def inside(self, place: Place, level: Level) -> tuple[Place, ...]:
        """The places of a smaller level that a place holds, wholly or in part, by name."""
        codes = {self.around[code][level] for code in self.small_areas(place)}
        return tuple(p for p in self.of(level) if p.code in codes)

    def codes(self, place: Place) -> frozenset[str]:
        """The code of a place, and those of all that lies within it."""
        smaller = (
            LEVELS if place.level is Level.PARTNERSHIP else LEVELS[LEVELS.index(place.level) :]
        )
        inside = (self.around[code][level] for code in self.small_areas(place) for level in smaller)
        return frozenset({place.code, *inside} - {""})

    def above(self, place: Place) -> tuple[Place, ...]:
        """The larger places that a place lies in, largest first, the whole area before them."""
        if place.level is Level.PARTNERSHIP:
            return ()
        found = [self.whole]
        for level in LEVELS[: LEVELS.index(place.level)]:
            if (place.level, level) == (Level.MSOA, Level.WARD):
                continue  # neither nests in the other
            codes = Counter(self.around[code][level] for code in self.small_areas(place))
            code = codes.most_common(1)[0][0] if codes else ""
            found += [p for p in (self._by_code.get(code),) if p is not None]
        return tuple(found)

    def district(self, place: Place) -> Place | None:
        """The district that a smaller place lies in."""
        return next((p for p in self.above(place) if p.level is Level.DISTRICT), None)


def gazetteer(bench: Workbench) -> Gazetteer:
    """The places of the partnership that a workbench is open for."""
    geography = bench.geography
    around = {
        small.code: {level: geography.place_of(small, level) for level in LEVELS}
        for small in geography.small_areas
    }
    places = tuple(place for level in LEVELS for place in geography.places(level))
    also = {code: s.code for s in geography.small_areas for code in s.codes if code != s.code}
    return Gazetteer(bench.profile.area.partnership, places, around, also)
