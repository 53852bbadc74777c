"""The county's residents: where each lives, how old, of which sex and ethnic group, at what risk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.data.invented.county import County
from headwater.data.invented.draw import pick, running
from headwater.vocabulary.people import Ethnicity, Sex

Floats = NDArray[np.float64]

SEXES = (Sex.FEMALE.value, Sex.MALE.value, Sex.NOT_RECORDED.value)
GROUPS = (
    Ethnicity.WHITE.value,
    Ethnicity.ASIAN.value,
    Ethnicity.BLACK.value,
    Ethnicity.MIXED.value,
    Ethnicity.OTHER.value,
    Ethnicity.NOT_RECORDED.value,
    Ethnicity.REFUSED.value,
)
WHITE, BLACK = 0, 2
"""Positions in `GROUPS` of the groups the planted disparity compares."""
OLDEST = 90
_PER_PARCEL = 1_730
_SPREAD_OF_RISK = 1.2


@dataclass(frozen=True)
class People:
    """Residents, one place in each array a person. Ages are in years at the end of the last month.

    `risk` is how often a person is harmed, `offends` how often one harms, against the average: both
    are uneven, and they go together.
    """

    parcel: NDArray[np.int32]
    age: NDArray[np.float32]
    sex: NDArray[np.int8]
    group: NDArray[np.int8]
    risk: NDArray[np.float32]
    offends: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.parcel)

    def age_at(self, who: NDArray[np.int64], months_before_end: int) -> NDArray[np.int64]:
        """Whole years of age some months before the end; no one is younger than 0."""
        years: NDArray[np.int64] = np.floor(self.age[who] - months_before_end / 12).astype(np.int64)
        return np.maximum(years, 0)


def make_people(county: County, rng: np.random.Generator) -> People:
    """Settle the county."""
    size = np.maximum(rng.lognormal(np.log(_PER_PARCEL), 0.16, len(county)), 1_000)
    parcel = np.repeat(np.arange(len(county), dtype=np.int32), size.astype(np.int64))
    count = len(parcel)
    shape = np.where(county.students, 2, np.where(county.district == 0, 1, 0))
    age = pick(running(_age_shapes()), shape[parcel], rng) + rng.random(count)
    mix = running(_ethnic_mix(county, rng))
    common = np.clip(rng.normal(0, 1, count), -3, 2.6)  # nobody is harmed every week
    own = rng.normal(0, 1, count)
    return People(
        parcel=parcel,
        age=age.astype(np.float32),
        sex=(rng.random(count) < 0.495).astype(np.int8),
        group=pick(mix, parcel, rng).astype(np.int8),
        risk=np.exp(_SPREAD_OF_RISK * common).astype(np.float32),
        offends=np.exp(1.5 * (0.6 * common + 0.8 * own)).astype(np.float32),
    )


def _age_shapes() -> Floats:
    """How many of each age from 0 to 90: county, city, and where students live."""
    ages = np.arange(OLDEST + 1)
    old = 1 / (1 + np.exp((ages - 78) / 6.5))
    county = old * (1 + 0.18 * np.exp(-((ages - 54) ** 2) / 200))
    city = old * (1 + 0.5 * np.exp(-((ages - 29) ** 2) / 120)) * np.exp(-ages / 160)
    students = city * (1 + 9 * np.exp(-((ages - 20.5) ** 2) / 3))
    return np.vstack([county, city, students])


def _ethnic_mix(county: County, rng: np.random.Generator) -> Floats:
    """Shares of the five Census groups in each parcel; the city is far more mixed."""
    base = np.where(
        (county.district == 0)[:, None],
        [0.47, 0.37, 0.08, 0.045, 0.035],
        [0.885, 0.065, 0.02, 0.02, 0.01],
    )
    drawn = rng.gamma(base * 22)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Kind:
    """Whom a kind of violence befalls or who does it: a bump of ages and a tilt to one sex."""

    age: float
    spread: float
    male: float
    floor: float = 0.02
    youngest: int = 3


VICTIMS = {
    "night": Kind(24, 8, 1.7, youngest=15),
    "domestic": Kind(32, 12, 0.38, youngest=14),
    "youth": Kind(16.5, 4.0, 1.9, youngest=9),
    "other": Kind(36, 15, 1.0, 0.06),
    "knife": Kind(20, 6, 3.5, youngest=12),
}
SUSPECTS = {
    "night": Kind(25, 8, 6, youngest=14),
    "domestic": Kind(33, 10, 4, youngest=14),
    "youth": Kind(17, 3.5, 5, youngest=10),
    "other": Kind(32, 13, 3, youngest=10),
}


def weights(people: People, county: County, kind: Kind, risk: NDArray[np.float32]) -> Floats:
    """The running total of everyone's weight for one kind of violence."""
    age = people.age.astype(np.float64)
    bump = kind.floor + np.exp(-((age - kind.age) ** 2) / (2 * kind.spread**2))
    weight = bump * (age >= kind.youngest) * np.where(people.sex == 1, kind.male, 1.0)
    weight *= 0.35 + 1.3 * county.deprivation[people.parcel]
    return np.cumsum(weight * risk)


def draw_people(total: Floats, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """People drawn by weight, with replacement: the same person can be harmed again."""
    return np.asarray(
        np.searchsorted(total, rng.random(count) * total[-1], side="right"), dtype=np.int64
    )
