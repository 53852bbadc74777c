"""Members' scores of harmful behaviours, put in order, with how steady the order is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from headwater.stats.acceptability import rank_acceptability
from headwater.stats.checks import Floats
from headwater.vocabulary.errors import StatisticError
from headwater.vocabulary.scheme import COUNTED, CRITERIA, Criterion, Factor

RUNS = 2_000
SEED = 2_019
STEP = 0.1
"""Scores move by up to half a level of five, as a member's would on another day."""


@dataclass(frozen=True)
class Ballot:
    """One member's scores of one behaviour, criterion by criterion: from 1, as the scheme says."""

    member: str
    behaviour: str
    scores: Mapping[str, int]


@dataclass(frozen=True)
class Place:
    """Where one behaviour stands.

    `value` lies between 0 and 1; `rank` is shared by those that tie; `low` and `high` hold nine in ten
    of its ranks when weights and scores move, `held` is how often it kept its own, `first_five` how
    often it was among the first five. `means` are by criterion, in levels; `apart` is the standard
    deviation between members of its value, 0 to 1.
    """

    behaviour: str
    value: float
    rank: int
    tied: bool
    low: int
    high: int
    held: float
    first_five: float
    means: Mapping[str, float]
    capacity: float | None
    members: int
    apart: float


@dataclass(frozen=True)
class Order:
    """Behaviours in order, and how the order was tried: so many runs from this seed."""

    places: tuple[Place, ...]
    runs: int = RUNS
    seed: int = SEED


def put_in_order(ballots: Iterable[Ballot], *, runs: int = RUNS, seed: int = SEED) -> Order:
    """Put behaviours in order of harm, likelihood and confidence as members see them.

    Args: ballots: every member's scores; runs, seed: of the simulation that moves weights and scores.
    Returns: Order, the greatest value first. A behaviour that lacks scores on some criterion from
        everybody is left out; what only some members scored is judged by those.
    Raises: StatisticError: a score that the scheme does not have.
    """
    held = list(ballots)
    for ballot in held:
        _check(ballot)
    members = sorted({b.member for b in held})
    behaviours = sorted({b.behaviour for b in held if _is_whole(b.behaviour, held)})
    if not behaviours:
        return Order((), runs, seed)
    cube = np.full((len(members), len(behaviours), len(COUNTED)), np.nan)
    for ballot in held:
        if ballot.behaviour in behaviours:
            at = (members.index(ballot.member), behaviours.index(ballot.behaviour))
            for k, criterion in enumerate(COUNTED):
                if criterion.slug in ballot.scores:
                    cube[(*at, k)] = criterion.share(ballot.scores[criterion.slug])
    weights = [c.weight for c in COUNTED]
    found = rank_acceptability(cube, _factors(), weights, step=STEP, runs=runs, seed=seed)
    of_five = found.among(min(5, len(behaviours)))
    ranks = found.ranks.tolist()
    places = [
        Place(
            behaviour,
            float(found.values[i]),
            ranks[i],
            ranks.count(ranks[i]) > 1,
            int(found.low[i]),
            int(found.high[i]),
            float(found.held[i]),
            float(of_five[i]),
            _means(behaviour, held),
            _mean(behaviour, CRITERIA["capacity"], held),
            len({b.member for b in held if b.behaviour == behaviour}),
            _apart(cube[:, i]),
        )
        for i, behaviour in enumerate(behaviours)
    ]
    return Order(tuple(sorted(places, key=lambda p: (p.rank, p.behaviour))), runs, seed)


def _factors() -> list[tuple[int, ...]]:
    return [
        tuple(k for k, c in enumerate(COUNTED) if c.factor is factor)
        for factor in Factor
        if factor.counts
    ]


def _check(ballot: Ballot) -> None:
    for slug, score in ballot.scores.items():
        criterion = CRITERIA.get(slug)
        if criterion is None or not 1 <= score <= len(criterion.levels):
            raise StatisticError(f"The scheme has no score {score} on “{slug}”.")


def _is_whole(behaviour: str, ballots: list[Ballot]) -> bool:
    scored = {slug for b in ballots if b.behaviour == behaviour for slug in b.scores}
    return {c.slug for c in COUNTED} <= scored


def _mean(behaviour: str, criterion: Criterion, ballots: list[Ballot]) -> float | None:
    given = [
        b.scores[criterion.slug]
        for b in ballots
        if b.behaviour == behaviour and criterion.slug in b.scores
    ]
    return sum(given) / len(given) if given else None


def _means(behaviour: str, ballots: list[Ballot]) -> dict[str, float]:
    found = {c.slug: _mean(behaviour, c, ballots) for c in CRITERIA.values()}
    return {slug: mean for slug, mean in found.items() if mean is not None}


def _apart(scores: Floats) -> float:
    """How far members are apart on one behaviour: the deviation between their own values of it."""
    whole = scores[~np.isnan(scores).any(axis=1)]
    if len(whole) < 2:
        return 0.0
    values = [np.prod([one[list(of)].mean() for of in _factors()]) for one in whole]
    return float(np.std(values, ddof=1))
