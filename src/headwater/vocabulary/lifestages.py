"""Life stages and ecological levels: the two scales on which causes and services are placed."""

from __future__ import annotations

from enum import Enum


class LifeStage(Enum):
    """The life course (HWB 5.13): value is the printed name, `ages` the usual whole years."""

    EARLY_YEARS = "Before birth and early years"
    PRIMARY = "Primary school"
    SECONDARY = "Secondary school"
    YOUNG_ADULT = "Young adult"
    ADULT = "Adult"
    OLDER = "Older person"

    @property
    def ages(self) -> tuple[int, int]:
        """First and last whole year of age, inclusive; the last stage ends at 120."""
        return _AGES[self]

    @classmethod
    def at(cls, age: int) -> LifeStage:
        """The stage of a person of this age in whole years.

        >>> LifeStage.at(15).value
        'Secondary school'
        """
        return next(stage for stage in cls if stage.ages[0] <= age <= stage.ages[1])


_AGES = {
    LifeStage.EARLY_YEARS: (0, 4),
    LifeStage.PRIMARY: (5, 10),
    LifeStage.SECONDARY: (11, 17),
    LifeStage.YOUNG_ADULT: (18, 25),
    LifeStage.ADULT: (26, 64),
    LifeStage.OLDER: (65, 120),
}


class EcologicalLevel(Enum):
    """The World Health Organization's ecological framework."""

    INDIVIDUAL = "individual"
    RELATIONSHIP = "relationship"
    COMMUNITY = "community"
    SOCIETAL = "societal"
