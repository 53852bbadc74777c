"""The offences of the invented police, and what each is like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.vocabulary.incidents import Harm, Setting, Weapon

GROUPS = ("night", "domestic", "youth", "other")
"""Kinds of situation; they decide who, where and when."""
NIGHT, DOMESTIC, YOUTH, OTHER = range(4)


@dataclass(frozen=True)
class Offence:
    """A Home Office class: its weight, situations, share with a knife, and injuries.

    `groups` weigh night, domestic, youth and other; `serious` and `minor` are shares injured so.
    `can_flag` marks the seven offences that can carry the knife flag. `gravity` is the Youth Justice
    Board's score.
    """

    code: str
    weight: float
    groups: tuple[float, float, float, float]
    knife: float = 0.0
    serious: float = 0.0
    minor: float = 0.0
    can_flag: bool = False
    gravity: int = 3


OFFENCES = (
    Offence("1", 0.0006, (3, 4, 2, 2), 0.40, 0, 0, True, 8),
    Offence("2", 0.0010, (3, 3, 3, 1), 0.60, 0.9, 0.1, True, 8),
    Offence("5D", 0.022, (4, 3, 3, 1), 0.32, 0.55, 0.40, True, 6),
    Offence("8N", 0.185, (34, 38, 16, 12), 0.03, 0.04, 0.90, True, 3),
    Offence("8S", 0.006, (5, 2, 1, 3), 0.01, 0.02, 0.90, False, 4),
    Offence("8P", 0.006, (4, 0, 2, 4), 0.01, 0.03, 0.85, False, 4),
    Offence("105A", 0.195, (22, 40, 18, 20), 0.0, 0, 0.04, False, 2),
    Offence("105B", 0.009, (4, 0, 2, 4), 0.0, 0, 0.02, False, 3),
    Offence("104", 0.020, (5, 2, 1, 4), 0.0, 0, 0.05, False, 3),
    Offence("3B", 0.028, (1, 6, 2, 4), 0.14, 0, 0, True, 5),
    Offence("36", 0.004, (0, 5, 2, 3), 0.08, 0, 0.2, False, 6),
    Offence("8L", 0.110, (0, 50, 10, 40), 0.0, 0, 0, False, 3),
    Offence("8Q", 0.062, (0, 70, 5, 25), 0.0, 0, 0, False, 4),
    Offence("19C", 0.030, (25, 45, 12, 18), 0.01, 0, 0.2, True, 8),
    Offence("20A", 0.034, (35, 20, 20, 25), 0.005, 0, 0.05, True, 6),
    Offence("17A", 0.006, (30, 15, 30, 25), 0.005, 0, 0.05, True, 6),
    Offence("34B", 0.042, (20, 0, 65, 15), 0.22, 0.02, 0.20, True, 6),
    Offence("34A", 0.008, (10, 0, 20, 70), 0.25, 0.01, 0.10, True, 6),
    Offence("10D", 0.030, (15, 3, 60, 22), 0.0, 0, 0, False, 5),
    Offence("10C", 0.013, (15, 3, 50, 32), 0.0, 0, 0, False, 4),
    Offence("62A", 0.004, (50, 0, 35, 15), 0.0, 0.02, 0.3, False, 6),
    Offence("9A", 0.150, (38, 4, 26, 32), 0.0, 0, 0, False, 2),
    Offence("9B", 0.034, (35, 0, 20, 45), 0.0, 0, 0, False, 2),
    Offence("58A", 0.035, (2, 45, 20, 33), 0.0, 0, 0, False, 3),
    Offence("58C", 0.050, (12, 5, 45, 38), 0.0, 0, 0, False, 3),
    Offence("92A", 0.012, (5, 2, 40, 53), 0.0, 0, 0, False, 5),
    Offence("92D", 0.040, (20, 2, 50, 28), 0.0, 0, 0, False, 2),
)
CODES = tuple(o.code for o in OFFENCES)
INJURING = frozenset(("2", "5D", "8N", "8S", "8P"))
SEXUAL = frozenset(("19C", "20A", "17A"))

SETTINGS = tuple(s.value for s in Setting)
WEAPONS = tuple(w.value for w in Weapon)
HARMS = tuple(h.value for h in Harm)


def column(name: str) -> NDArray[np.float64]:
    """One number of every offence, in order."""
    return np.array([float(getattr(o, name)) for o in OFFENCES])


def positions(codes: frozenset[str]) -> NDArray[np.int64]:
    """Where some codes are."""
    return np.array([i for i, code in enumerate(CODES) if code in codes], dtype=np.int64)


def _table(words: tuple[str, ...], *rows: dict[str, float]) -> NDArray[np.float64]:
    return np.array([[row.get(word, 0.0) for word in words] for row in rows])


_S, _W = Setting, Weapon
SETTING_OF_GROUP = _table(
    SETTINGS,
    {_S.NIGHT_TIME_ECONOMY.value: 54, _S.STREET.value: 42, _S.TRANSPORT.value: 4},
    {_S.DWELLING.value: 90, _S.STREET.value: 7, _S.NOT_RECORDED.value: 3},
    {
        _S.STREET.value: 66,
        _S.EDUCATION.value: 14,
        _S.RETAIL.value: 8,
        _S.TRANSPORT.value: 9,
        _S.NOT_RECORDED.value: 3,
    },
    {
        _S.STREET.value: 34,
        _S.DWELLING.value: 26,
        _S.RETAIL.value: 12,
        _S.WORKPLACE.value: 8,
        _S.HEALTH.value: 7,
        _S.OTHER.value: 8,
        _S.NOT_RECORDED.value: 5,
    },
)
WEAPON_WITHOUT_KNIFE = _table(
    WEAPONS,
    {_W.NONE.value: 88, _W.BODY.value: 6, _W.NOT_RECORDED.value: 6},
    {
        _W.BODY.value: 78,
        _W.BLUNT.value: 11,
        _W.FIREARM.value: 0.3,
        _W.CORROSIVE.value: 0.5,
        _W.OTHER.value: 4,
        _W.NOT_RECORDED.value: 6,
    },
)
"""First row: nobody injured; second row: somebody was."""
