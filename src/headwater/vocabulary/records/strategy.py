"""An inter-agency strategy as it is frozen: behaviour, analysis, inputs at every tier, how it is watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from headwater.vocabulary.tiers import Tier


class Aim(Enum):
    """What an input is meant to change (ToR 2.2); value is what is printed."""

    CAUSE = "a long-term cause"
    EXPRESSION = "its expression in the short term"


class Reach(Enum):
    """Whose strategies it must agree with (ToR 2.6, SPB 6.1); value is what is printed."""

    LOCAL = "local"
    NATIONAL = "national"
    HEALTH = "health"


class Better(Enum):
    """Which way a measure should go."""

    DOWN = "down"
    UP = "up"


@dataclass(frozen=True)
class CommunityRecord:
    """A community that needs more, of a place or of people wherever they live (ToR 2.5)."""

    name: str
    geographic: bool
    more: str
    """What it needs beyond the others."""


@dataclass(frozen=True)
class InputRecord:
    """What one agency puts in at one tier. `generic` inputs serve several behaviours (SPB 4.4)."""

    tier: Tier
    what: str
    owner: str
    aim: Aim
    generic: bool
    cost: int = 0
    """Pounds a year."""


@dataclass(frozen=True)
class NothingRecord:
    """A tier at which nothing is put in, with the reason (ToR 2.5)."""

    tier: Tier
    reason: str


@dataclass(frozen=True)
class ReviewRecord:
    """What was found of existing work at the upper tiers, and what follows (SPB 9.3)."""

    tier: Tier
    service: str
    finding: str
    recommendation: str


@dataclass(frozen=True)
class AlignmentRecord:
    """Another strategy that this one agrees with, and how."""

    reach: Reach
    name: str
    how: str


@dataclass(frozen=True)
class MeasureRecord:
    """How the behaviour is watched: a live indicator, where it stood, where it should be, and when."""

    indicator: str
    baseline: float
    target: float
    by: date
    better: Better

    @property
    def is_an_improvement(self) -> bool:
        """Whether the target lies the better way of the baseline."""
        lower = self.target < self.baseline
        return lower if self.better is Better.DOWN else self.target > self.baseline


@dataclass(frozen=True)
class StrategyRecord:
    """One strategy. `behaviour` is empty for a generic enabler, which needs none (ToR 2.8).

    `analysis` says what was found, `agencies` whose data it stands on; `causes` and `expression` are the
    long-term causes and the short-term expression; `policy_change` says whether policies of several
    agencies change significantly.
    """

    title: str
    behaviour: str
    analysis: str
    agencies: tuple[str, ...]
    causes: str
    expression: str
    voice: str = ""
    """How residents and those most affected had their part (HWB 6)."""
    reviews: tuple[ReviewRecord, ...] = ()
    inputs: tuple[InputRecord, ...] = ()
    nothing: tuple[NothingRecord, ...] = ()
    communities: tuple[CommunityRecord, ...] = ()
    everywhere: str = ""
    """Why no community needs more, where none is named."""
    enablers: tuple[str, ...] = ()
    alignments: tuple[AlignmentRecord, ...] = ()
    measures: tuple[MeasureRecord, ...] = ()
    policy_change: bool = False

    @property
    def cost(self) -> int:
        """Pounds a year of everything that is put in."""
        return sum(one.cost for one in self.inputs)

    @property
    def owners(self) -> tuple[str, ...]:
        """The agencies that put something in."""
        return tuple(dict.fromkeys(one.owner for one in self.inputs if one.owner))
