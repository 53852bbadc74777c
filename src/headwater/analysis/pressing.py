"""The most pressing factors: harms ranked by five lenses side by side, with the reason for each place.

Each lens gives 0 to 1: how much harm one incident does (the partnership's own grade of 1 to 4), how
many there are, whether they are rising, how steeply they follow deprivation, and how few places hold
them. Harm counts twice. Because no weighting is right for everybody, the ranking is made again under
1,000 others, and how often a factor stays among the first five is printed with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from headwater.analysis.changes import Change, PlaceChange
from headwater.analysis.concentration import Concentrated
from headwater.analysis.deprivation import DeprivationGap
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released

LENSES = ("harm", "number", "direction", "deprivation", "concentration")
TITLES = {
    "harm": "harm of one incident",
    "number": "how many",
    "direction": "rising or falling",
    "deprivation": "falls on the most deprived",
    "concentration": "held by few places",
}
WEIGHTS = (2.0, 1.0, 1.0, 1.0, 1.0)
FIRST = 5
WEIGHTINGS = 1_000
SEED = 5


@dataclass(frozen=True)
class Evidence:
    """What is known of one harm before it is ranked; None where it could not be worked out.

    `table` is the indicator by period, last row the newest year; `places` by district.
    """

    indicator: type[Indicator]
    impact: int
    table: Released
    change: Change | None
    gap: DeprivationGap | None
    concentration: Concentrated | None
    places: Released | None
    hot_spot: str = ""
    moved: tuple[PlaceChange, ...] = ()
    """Districts where it changed beyond chance, largest rise first."""

    @property
    def rising_places(self) -> tuple[PlaceChange, ...]:
        """Districts where it rose."""
        return tuple(c for c in self.moved if c.percent > 0)


@dataclass(frozen=True)
class Factor:
    """A harm with its place in the ranking, its lenses (0 to 1) and how steady its place is (0 to 1)."""

    evidence: Evidence
    rank: int
    score: float
    lenses: Mapping[str, float] = field(default_factory=dict)
    stability: float = 0.0

    @property
    def strongest(self) -> tuple[str, ...]:
        """The lenses that raise it most, strongest first: at least 0.6."""
        ranked = sorted(self.lenses, key=lambda n: -self.lenses[n])
        return tuple(n for n in ranked if self.lenses[n] >= 0.6)


def rank(evidence: Sequence[Evidence]) -> tuple[Factor, ...]:
    """Harms from the most to the least pressing. Ties keep the order of harm, then of title."""
    if not evidence:
        return ()
    largest = max(_events(e) for e in evidence)
    lenses = np.array([_lenses(e, largest) for e in evidence])
    weights = np.array(WEIGHTS)
    scores = lenses @ weights / weights.sum()
    order = sorted(
        range(len(evidence)),
        key=lambda i: (
            -round(float(scores[i]), 6),
            -evidence[i].impact,
            evidence[i].indicator.title,
        ),
    )
    steady = _stability(lenses)
    return tuple(
        Factor(
            evidence[i],
            place + 1,
            float(scores[i]),
            dict(zip(LENSES, lenses[i].tolist(), strict=True)),
            float(steady[i]),
        )
        for place, i in enumerate(order)
    )


def _events(evidence: Evidence) -> float:
    value = evidence.table.last["events"]
    return float(value) if isinstance(value, int | float) else 0.0


def _lenses(evidence: Evidence, largest: float) -> list[float]:
    events = _events(evidence)
    many = math.log1p(events) / math.log1p(largest) if largest else 0.0
    change = evidence.change
    direction = 0.5
    if change is not None and change.is_finding:
        # A fall or rise of a quarter or more, by the nearer limit, is the end of the scale.
        nearer = min((change.low, change.high), key=abs) / 25
        direction = min(max(0.5 + nearer / 2, 0.0), 1.0)
    if evidence.rising_places:
        # A rise in one district can be lost in the whole area's total.
        direction = max(direction, 0.75)
    gap = evidence.gap
    steep = 0.0
    if gap is not None and gap.is_finding and gap.ratio > 1:
        steep = min(math.log2(gap.ratio) / 3, 1.0)
    held = evidence.concentration
    few = 0.0
    if held is not None and held.beyond_chance:
        few = min(max(held.top.share - held.top.by_chance, 0.0) / 0.3, 1.0)
    return [(evidence.impact - 1) / 3, many, direction, steep, few]


def _stability(lenses: np.ndarray) -> np.ndarray:
    """How often each is among the first five when the five weights are drawn at random."""
    rng = np.random.default_rng(SEED)
    weights = rng.dirichlet(np.ones(len(LENSES)), WEIGHTINGS)
    scores = weights @ lenses.T
    order = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    share: np.ndarray = (order < FIRST).mean(axis=0)
    return share
