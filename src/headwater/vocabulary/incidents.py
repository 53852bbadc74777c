"""Where, with what and how badly: the coded words of the minimum dataset."""

from __future__ import annotations

from enum import Enum


class Setting(Enum):
    """The kind of place; value is stored and printed."""

    DWELLING = "dwelling"
    STREET = "street or public open space"
    NIGHT_TIME_ECONOMY = "night-time economy"
    EDUCATION = "education"
    HEALTH = "health or care"
    TRANSPORT = "public transport"
    RETAIL = "shop or service"
    WORKPLACE = "workplace"
    CUSTODY = "custody"
    OTHER = "other"
    NOT_RECORDED = "not recorded"

    @property
    def is_public(self) -> bool | None:
        """Whether it is a public place; None where the setting does not say."""
        if self in (Setting.OTHER, Setting.NOT_RECORDED):
            return None
        return self not in (Setting.DWELLING, Setting.CUSTODY, Setting.WORKPLACE)


class Weapon(Enum):
    """What was used, threatened or believed present."""

    NONE = "none"
    BODY = "bodily force"
    KNIFE = "knife or sharp object"
    BLUNT = "blunt object"
    FIREARM = "firearm"
    CORROSIVE = "corrosive substance"
    OTHER = "other weapon"
    NOT_RECORDED = "not recorded"


class Harm(Enum):
    """The worst injury known."""

    DEATH = "death"
    SERIOUS = "serious injury"
    MINOR = "minor injury"
    NONE = "no injury"
    NOT_RECORDED = "not recorded"
