"""When: months with a season and a slow trend, and hours of the week by kind of situation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.data.invented.offences import GROUPS
from headwater.vocabulary.periods import Month

Floats = NDArray[np.float64]
MONTHS = 60
LAST = Month(2026, 9)
FIRST_OF_2021_CODES = Month(2023, 1)
"""From here on agencies write 2021 LSOA codes; earlier files have those of 2011."""


def all_months() -> tuple[Month, ...]:
    """The sixty months, in order."""
    return tuple(LAST.next(i - MONTHS + 1) for i in range(MONTHS))


def month_weights() -> Floats:
    """More in summer, two in a hundred more each year, and more in longer months."""
    found = [
        month.days * (1 + 0.12 * np.cos(2 * np.pi * (month.number - 7) / 12)) * (1 + 0.02 * i / 12)
        for i, month in enumerate(all_months())
    ]
    return np.asarray(np.array(found) / np.sum(found))


def _bump(hour: NDArray[np.int64], centre: float, spread: float) -> Floats:
    away = np.abs(hour - centre)
    return np.asarray(np.exp(-(np.minimum(away, 24 - away) ** 2) / (2 * spread**2)))


def hour_weights(month: Month) -> Floats:
    """Weights of every hour of a month, shape (groups, days x 24)."""
    day = np.repeat(np.arange(month.days), 24)
    weekday = (np.datetime64(month.first_day(), "D").astype(np.int64) + 3 + day) % 7
    hour = np.tile(np.arange(24), month.days)
    # The small hours belong to the night before.
    night_of = np.where(hour < 5, (weekday - 1) % 7, weekday)
    party = np.array([0.35, 0.35, 0.45, 0.7, 1.9, 2.6, 0.8])[night_of]
    school = np.where(weekday < 5, 1.25, 0.8)
    rows = {
        "night": party * (0.03 + _bump(hour, 0.5, 2.4)),
        "domestic": np.where(weekday >= 5, 1.3, 1.0) * (0.25 + _bump(hour, 20.5, 3.5)),
        "youth": school * (0.05 + _bump(hour, 16.5, 2.6)),
        "other": 0.3 + _bump(hour, 15, 4.5),
    }
    return np.vstack([rows[group] for group in GROUPS])
