"""What is planted, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from headwater.data.invented.names import RISING
from headwater.vocabulary.periods import Month


@dataclass(frozen=True)
class Plants:
    """Factors against what would have been; shares from 0 to 1."""

    rise: float = 2.0
    """Violence with injury in one district, from `rise_from` on."""
    rise_district: int = RISING
    rise_from: Month = field(default_factory=lambda: Month(2025, 10))
    hot_spot: float = 6.0
    """Everything but domestic abuse, in a few small areas that touch, all the time."""
    echo_share: float = 0.3
    """Of personal robberies, those that follow another."""
    echo_days: int = 7
    disparity: float = 3.0
    """Risk of knife-enabled violence (not domestic) for young Black residents against others alike."""
    known_to_police: float = 0.45
    """Of assaults treated in emergency departments."""


PLANTS = Plants()
