"""People as the minimum dataset knows them: roles, sex, ethnicity and age, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a person was in an incident. Categories are never merged (DPA 2018 s.38)."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    PATIENT = "patient"
    CALLER = "caller"


class Sex(Enum):
    """As recorded; "not recorded" is not "refused" and neither is a sex."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_RECORDED = "not recorded"


class Ethnicity(Enum):
    """The five broad groups of the 2021 Census, and the two ways of not knowing."""

    ASIAN = "Asian, Asian British or Asian Welsh"
    BLACK = "Black, Black British, Black Welsh, Caribbean or African"
    MIXED = "Mixed or Multiple ethnic groups"
    WHITE = "White"
    OTHER = "Other ethnic group"
    REFUSED = "refused"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, order=True)
class AgeBand:
    """Whole years of age from `low` to `high`, both included.

    >>> UNDER_25.holds(25), UP_TO_25.holds(25)
    (False, True)
    """

    low: int
    high: int

    def holds(self, age: int) -> bool:
        """True if a person of this age in whole years belongs."""
        return self.low <= age <= self.high

    @property
    def title(self) -> str:
        """As printed: "10 to 17", "under 25", "90 and over"."""
        if self.high >= OLDEST:
            return "All ages" if self.low == 0 else f"{self.low} and over"
        if self.low == 0 and self.high >= 10:
            return f"under {self.high + 1}"
        return f"{self.low} to {self.high}"

    @property
    def slug(self) -> str:
        """For columns and file names."""
        return f"{self.low}-{self.high}"


OLDEST = 120
ALL_AGES = AgeBand(0, OLDEST)
UNDER_25 = AgeBand(0, 24)
"""The Home Office success measures (domain: victims aged under 25)."""
UP_TO_25 = AgeBand(0, 25)
"""The programme's scope, "up to age 25" (HWB 5.9)."""
UNDER_18 = AgeBand(0, 17)
YOUTH_JUSTICE_AGES = AgeBand(10, 17)
SERIOUS_YOUTH_VIOLENCE_AGES = AgeBand(14, 24)

BROAD_BANDS = (
    AgeBand(0, 9),
    AgeBand(10, 14),
    AgeBand(15, 17),
    AgeBand(18, 24),
    AgeBand(25, 34),
    AgeBand(35, 44),
    AgeBand(45, 54),
    AgeBand(55, 64),
    AgeBand(65, OLDEST),
)
FIVE_YEAR_BANDS = (*(AgeBand(low, low + 4) for low in range(0, 90, 5)), AgeBand(90, OLDEST))
"""The 19 bands of the European Standard Population 2013."""
