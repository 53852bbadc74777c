"""The Public Health Model: four tiers, stored by name and numbered only on display.

The founding paper numbers its tiers two ways (the generic pair is "0 and 1" in SPB 7.1 and
"1 and 2" in SPB 4.2), so a tier is stored by name, and a label set maps it to the number a
reader expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class TierBand(Enum):
    """The lower pair is generic and shared; the upper pair names a behaviour (SPB 4.4)."""

    LOWER = "lower"
    UPPER = "upper"


class Tier(Enum):
    """One tier of the model, from whole communities up to response."""

    COMMUNITY = "community"
    UNIVERSAL = "universal"
    TARGETED = "targeted"
    RESPONSE = "response"

    @property
    def band(self) -> TierBand:
        """Lower for community and universal, upper for targeted and response."""
        return TierBand.LOWER if self in (Tier.COMMUNITY, Tier.UNIVERSAL) else TierBand.UPPER


DEFAULT_TITLES = {
    Tier.COMMUNITY: "Community capacity and resilience",
    Tier.UNIVERSAL: "Universal prevention",
    Tier.TARGETED: "Targeted early intervention",
    Tier.RESPONSE: "Specialist response and rehabilitation",
}


@dataclass(frozen=True)
class TierLabels:
    """How a partnership numbers and names its tiers.

    >>> NUMBERED_FROM_0.label(Tier.COMMUNITY)
    'Tier 0: Community capacity and resilience'
    >>> NUMBERED_FROM_1.tier(2) is NUMBERED_FROM_0.tier(1)
    True
    """

    slug: str
    first: int = 0
    titles: dict[Tier, str] = field(default_factory=lambda: dict(DEFAULT_TITLES))

    def number(self, tier: Tier) -> int:
        """The number this label set prints for a tier."""
        return self.first + list(Tier).index(tier)

    def label(self, tier: Tier) -> str:
        """Number and title, as printed."""
        return f"Tier {self.number(tier)}: {self.titles[tier]}"

    def tier(self, number: int) -> Tier:
        """The tier a printed number means. Raises ValueError outside the four."""
        index = number - self.first
        if not 0 <= index < len(Tier):
            raise ValueError(
                f"Tier {number} does not exist: this label set runs from {self.first} "
                f"to {self.first + len(Tier) - 1}."
            )
        return list(Tier)[index]


NUMBERED_FROM_0 = TierLabels("0-3")
NUMBERED_FROM_1 = TierLabels("1-4", first=1)
LABEL_SETS = {labels.slug: labels for labels in (NUMBERED_FROM_0, NUMBERED_FROM_1)}
