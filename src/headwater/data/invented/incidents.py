"""What truly happened in a month, and who came to know of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.data.invented import offences as o
from headwater.data.invented.clock import MONTHS, hour_weights
from headwater.data.invented.county import POINTS, County
from headwater.data.invented.draw import pick, running, thin
from headwater.data.invented.people import (
    BLACK,
    SUSPECTS,
    VICTIMS,
    People,
    draw_people,
    weights,
)
from headwater.data.invented.plants import PLANTS
from headwater.vocabulary.incidents import Harm, Weapon
from headwater.vocabulary.periods import Month

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_KNIFE, _NONE = o.WEAPONS.index(Weapon.KNIFE.value), o.WEAPONS.index(Weapon.NONE.value)
_DEATH, _SERIOUS, _MINOR, _UNHURT = (
    o.HARMS.index(h.value) for h in (Harm.DEATH, Harm.SERIOUS, Harm.MINOR, Harm.NONE)
)
_ROBBERY = o.CODES.index("34B")
_BLADE = o.CODES.index("10D")
POOL = 300_000
"""Incidents drawn once with nothing planted; what is planted is more of those that match."""


@dataclass(frozen=True)
class Batch:
    """Incidents of one month, one place in each array an incident. `suspect` is -1 where not known.

    `minute` is when it began, in minutes since 1970; `recorded` the day the police recorded it.
    `echo` marks planted near repeats; `police`, `hospital`, `ambulance` and `admitted` say who knows.
    """

    offence: Ints
    group: Ints
    parcel: Ints
    point: Ints
    minute: Ints
    recorded: Ints
    victim: Ints
    suspect: Ints
    knife: Flags
    weapon: Ints
    harm: Ints
    setting: Ints
    alcohol: Flags
    echo: Flags
    police: Flags
    hospital: Flags
    ambulance: Flags
    admitted: Flags

    def __len__(self) -> int:
        return len(self.offence)

    def take(self, rows: Any) -> Batch:
        """Some of the incidents."""
        return replace(self, **{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    @property
    def domestic(self) -> Flags:
        """Flagged as domestic abuse."""
        return np.asarray(self.group == o.DOMESTIC)


def join(batches: list[Batch]) -> Batch:
    """Batches one after another."""
    return Batch(
        **{f.name: np.concatenate([getattr(b, f.name) for b in batches]) for f in fields(Batch)}
    )


class World:
    """The county, its people and their weights, ready to draw months from."""

    def __init__(self, county: County, people: People, rng: np.random.Generator) -> None:
        self.county, self.people = county, people
        self.victims = {g: weights(people, county, VICTIMS[g], people.risk) for g in o.GROUPS}
        planted = people.risk * np.where(
            (people.group == BLACK) & (people.age < 25 + MONTHS / 12), PLANTS.disparity, 1
        ).astype(np.float32)
        self.knife_victims = weights(people, county, VICTIMS["knife"], planted)
        self.suspects = {g: weights(people, county, SUSPECTS[g], people.offends) for g in o.GROUPS}
        self.out = running(county.night)[0]
        self._codes = running(o.column("weight"))
        self._hidden = running(
            o.column("weight") * np.isin(np.arange(len(o.CODES)), o.positions(o.INJURING))
        )
        self._groups = running(np.array([offence.groups for offence in o.OFFENCES]))
        self._sample = self._where(POOL, self._codes, rng)[:3]

    def month(self, month: Month, before_end: int, count: int, rng: np.random.Generator) -> Batch:
        """`count` incidents that the police know of, and those only health services know."""
        known = self._draw(month, before_end, count, rng, hidden=False)
        hidden_from = int(known.hospital.sum())
        share = PLANTS.known_to_police
        hidden = self._draw(
            month, before_end, round(hidden_from * (1 - share) / share), rng, hidden=True
        )
        return join([known, hidden])

    def _draw(
        self, month: Month, before_end: int, count: int, rng: np.random.Generator, *, hidden: bool
    ) -> Batch:
        codes = self._hidden if hidden else self._codes
        offence, group, parcel, victim = self._where(count, codes, rng)
        if not hidden:
            more = self._planted(month, count, rng)
            keep = thin(count + len(more), count, rng)
            offence, group, parcel = (
                np.concatenate([drawn, kept[more]])[keep]
                for drawn, kept in zip((offence, group, parcel), self._sample, strict=True)
            )
            victim = np.concatenate([victim, np.zeros(len(more), dtype=np.int64)])[keep]
            late = keep >= count
            victim[late] = self._people(self.victims, group[late], rng)
        return self._details(month, offence, group, parcel, victim, rng, hidden=hidden)

    def _where(
        self, count: int, codes: Floats, rng: np.random.Generator
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """Offence, situation, parcel and victim of incidents as they fall with nothing planted."""
        offence = pick(codes, np.zeros(count, dtype=np.int64), rng)
        group = pick(self._groups, offence, rng)
        victim = self._people(self.victims, group, rng)
        return offence, group, self._places(group, victim, rng), victim

    def _people(self, totals: dict[str, Floats], group: Ints, rng: np.random.Generator) -> Ints:
        found = np.zeros(len(group), dtype=np.int64)
        for i, name in enumerate(o.GROUPS):
            at = group == i
            found[at] = draw_people(totals[name], int(at.sum()), rng)
        return found

    def _places(self, group: Ints, victim: Ints, rng: np.random.Generator) -> Ints:
        """At home, where people go out, or near home, by kind of situation."""
        home = self.people.parcel[victim].astype(np.int64)
        out = np.searchsorted(self.out, rng.random(len(group)), side="right").astype(np.int64)
        at_home = np.array([0.12, 0.94, 0.62, 0.6])[group]
        return np.where(
            rng.random(len(group)) < at_home, home, np.minimum(out, len(self.county) - 1)
        )

    def _planted(self, month: Month, count: int, rng: np.random.Generator) -> Ints:
        """Rows of the sample to add, so that the rise and the hot spot stand at their planted factors.

        Taken from the sample and not from the month's own rows: to have a month's few rows several
        times over would make months and years swing far more than chance does.
        """
        offence, group, parcel = self._sample
        more = []
        hot = np.flatnonzero(np.isin(parcel, self.county.hot_spot) & (group != o.DOMESTIC))
        more.append(_more(hot, PLANTS.hot_spot, count, rng))
        if month >= PLANTS.rise_from:
            rising = np.flatnonzero(
                (self.county.district[parcel] == PLANTS.rise_district)
                & np.isin(offence, o.positions(o.INJURING))
            )
            more.append(_more(rising, PLANTS.rise, count, rng))
        return np.concatenate(more)

    def _details(
        self,
        month: Month,
        offence: Ints,
        group: Ints,
        parcel: Ints,
        victim: Ints,
        rng: np.random.Generator,
        *,
        hidden: bool,
    ) -> Batch:
        count = len(offence)
        minute = _minutes(month, group, rng)
        point = rng.integers(POINTS, size=count)
        echo = np.zeros(count, dtype=bool)
        if not hidden:
            self._echo(month, offence, parcel, point, minute, echo, rng)
        knife, weapon, harm = _hurt(offence, rng)
        struck = knife & (group != o.DOMESTIC)
        victim = victim.copy()
        victim[struck] = draw_people(self.knife_victims, int(struck.sum()), rng)
        suspect = np.where(
            rng.random(count) < np.array([0.45, 0.95, 0.5, 0.45])[group],
            self._people(self.suspects, group, rng),
            -1,
        )
        hospital, ambulance, admitted = _known_to_health(harm, rng, hidden=hidden)
        return Batch(
            offence,
            group,
            parcel,
            point,
            minute,
            _recorded(month, minute, rng),
            victim,
            suspect,
            knife,
            weapon,
            harm,
            pick(_SETTINGS, group, rng),
            rng.random(count) < np.array([0.62, 0.28, 0.08, 0.15])[group],
            echo,
            np.full(count, not hidden),
            hospital,
            ambulance,
            admitted,
        )

    def _echo(
        self,
        month: Month,
        offence: Ints,
        parcel: Ints,
        point: Ints,
        minute: Ints,
        echo: Flags,
        rng: np.random.Generator,
    ) -> None:
        """Let some robberies follow another within days, at the next address (in place)."""
        own = rng.permutation(np.flatnonzero(offence == _ROBBERY))
        followers = int(len(own) * PLANTS.echo_share)
        late, first = own[:followers], own[followers:]
        if not len(first):
            return
        origin = rng.choice(first, followers)
        after = minute[origin] + rng.integers(60, PLANTS.echo_days * 1440, followers)
        inside = after <= _end_of(month)
        late, origin, after = late[inside], origin[inside], after[inside]
        parcel[late] = parcel[origin]
        point[late] = self.county.beside[parcel[origin], point[origin]]
        minute[late] = after
        echo[late] = True


_SETTINGS = running(o.SETTING_OF_GROUP)
_WEAPONS = running(o.WEAPON_WITHOUT_KNIFE)


def _more(rows: Ints, factor: float, count: int, rng: np.random.Generator) -> Ints:
    """Rows of the sample, so many as raise theirs among `count` incidents by a factor."""
    expected = (factor - 1) * count * len(rows) / POOL
    return rng.choice(rows, rng.poisson(expected)) if len(rows) else rows


def _minutes(month: Month, group: Ints, rng: np.random.Generator) -> Ints:
    start = np.datetime64(month.first_day(), "m").astype(np.int64)
    hour = pick(running(hour_weights(month)), group, rng)
    return np.asarray(start + hour * 60 + rng.integers(60, size=len(group)))


def _end_of(month: Month) -> int:
    return int(np.datetime64(month.next().first_day(), "m").astype(np.int64)) - 1


def _recorded(month: Month, minute: Ints, rng: np.random.Generator) -> Ints:
    """Days later, but never in a later month: the month stands for when it was recorded."""
    lag = np.floor(rng.exponential(1.2, len(minute))).astype(np.int64)
    return np.asarray(np.minimum(minute // 1440 + lag, _end_of(month) // 1440))


def _hurt(offence: Ints, rng: np.random.Generator) -> tuple[Flags, Ints, Ints]:
    """Knife, weapon and injury. Carrying a blade is no knife-enabled violence."""
    draw = rng.random(len(offence))
    serious, minor = o.column("serious")[offence], o.column("minor")[offence]
    harm = np.where(draw < serious, _SERIOUS, np.where(draw < serious + minor, _MINOR, _UNHURT))
    harm = np.where(offence == o.CODES.index("1"), _DEATH, harm)
    knife = rng.random(len(offence)) < o.column("knife")[offence]
    other = pick(_WEAPONS, (harm != _UNHURT).astype(np.int64), rng)
    weapon = np.where(knife | (offence == _BLADE), _KNIFE, other)
    flag = knife & (o.column("can_flag")[offence] > 0)
    return np.asarray(flag), weapon, harm


def _known_to_health(
    harm: Ints, rng: np.random.Generator, *, hidden: bool
) -> tuple[Flags, Flags, Flags]:
    """Emergency department, ambulance, admission. Hidden violence is what a department saw."""
    count = len(harm)
    serious = (harm == _SERIOUS) | (harm == _DEATH)
    treated = np.where(serious, 0.8, np.where(harm == _MINOR, 0.34, 0.0))
    hospital = np.ones(count, dtype=bool) if hidden else rng.random(count) < treated
    ambulance = rng.random(count) < np.where(
        hospital, np.where(serious, 0.75, 0.3), 0.0
    ) + np.where(~hospital & (harm == _MINOR), 0.06, 0.0)
    admitted = hospital & (rng.random(count) < np.where(serious, 0.5, 0.03))
    return hospital, ambulance, admitted
