"""Places: levels, boundary vintages, and the area a partnership works for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """Levels of place, from smallest to largest; value is the printed name."""

    LSOA = "Lower-layer Super Output Area (LSOA)"
    MSOA = "Middle-layer Super Output Area (MSOA)"
    WARD = "Ward"
    DISTRICT = "District"
    UPPER_TIER = "Upper-tier authority"
    PARTNERSHIP = "Partnership area"

    @property
    def slug(self) -> str:
        """For columns and options, for example `upper-tier`."""
        return self.name.lower().replace("_", "-")

    @property
    def plural(self) -> str:
        """As printed for more than one."""
        return {
            Level.LSOA: "LSOAs",
            Level.MSOA: "MSOAs",
            Level.WARD: "wards",
            Level.DISTRICT: "districts",
            Level.UPPER_TIER: "upper-tier authorities",
            Level.PARTNERSHIP: "partnership areas",
        }[self]

    @classmethod
    def named(cls, text: str) -> Level:
        """By slug. Raises ValueError with the choices."""
        for level in cls:
            if level.slug == text.lower().replace("_", "-"):
                return level
        raise ValueError(
            f"“{text}” is not a level of place. Choose {', '.join(x.slug for x in cls)}."
        )


class Vintage(Enum):
    """Which census drew the small areas."""

    CENSUS_2011 = "2011"
    CENSUS_2021 = "2021"


class PlacePrecision(Enum):
    """How exactly a place is known."""

    EXACT = "exact point"
    SNAPPED = "anonymised map point"
    SMALL_AREA = "small area"
    DISTRICT = "district"
    NONE = "no location"


@dataclass(frozen=True, order=True)
class Place:
    """A place with its code, level and printed name."""

    code: str
    name: str
    level: Level
    parent: str = ""


@dataclass(frozen=True)
class Area:
    """What a partnership covers: its districts, and the upper-tier authority each is in."""

    slug: str
    name: str
    short: str
    districts: tuple[Place, ...]
    upper_tiers: tuple[Place, ...]
    forces: tuple[str, ...] = ()
    """Police forces as they name themselves: incidents without a place count if one of them sent it."""

    @property
    def district_codes(self) -> frozenset[str]:
        """The codes of its districts."""
        return frozenset(place.code for place in self.districts)

    @property
    def partnership(self) -> Place:
        """The whole area as a place."""
        return Place(self.slug, self.name, Level.PARTNERSHIP)
