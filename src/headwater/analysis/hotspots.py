"""Hot spots: small areas that with their neighbours stand out, and the clusters they form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.outlines import load_outlines
from headwater.analysis.release import RELIABLE_FROM
from headwater.analysis.released import Kind, Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.data.geography import Geography, SmallArea
from headwater.stats.disclosure import HIDDEN_UP_TO
from headwater.stats.hotspots import hot_spots
from headwater.stats.neighbours import Neighbours, contiguity
from headwater.vocabulary.periods import Month
from headwater.vocabulary.places import Level

RATE = 0.05
"""False discovery rate at which an area is called hot."""
SEED = 20
FEWEST_VALUES = 4
"""What is said of a place must leave a hidden count at least so many values that it can have."""
PASSES = 3
"""How often the rest is looked at again after the hottest areas are set aside."""
CAVEAT = (
    "Hot spots are areas whose count, with their neighbours', is higher than chance gives (Gi*, false "
    "discovery rate 5%); the hottest are set aside and the rest looked at again. They count where incidents happened, not where the people involved live."
)


@dataclass(frozen=True)
class HotSpotReport:
    """Which small areas are hot, and the clusters they form, largest first.

    `clusters` has one row for each cluster: its place, its number of small areas and its events.
    """

    codes: frozenset[str]
    clusters: Released
    tested: int
    members: tuple[tuple[str, ...], ...] = ()


def find_hot_spots(
    bench: Workbench, indicator: type[Indicator], months: Sequence[Month] = ()
) -> HotSpotReport | None:
    """The hot spots of an indicator in some months, those rates are given for where none are named.

    None where outlines or events are too few to look.
    """
    asked = Asked(bench, indicator, None)
    window = tuple(months) or bench.window(asked.source.slug)
    counts = asked.cells.by_place(bench.geography, Level.LSOA, window)
    outlines = load_outlines(bench, Level.LSOA)
    areas = [s for s in bench.geography.small_areas if s.code in outlines]
    events = np.array([counts.get(s.code, 0) for s in areas], dtype=float)
    if len(areas) < 20 or events.sum() < 50:
        return None
    neighbours = bench.once(
        ("neighbours",), lambda: contiguity([outlines[s.code] for s in areas], tolerance=30.0)
    )
    least = least_hot(float(events.mean()), restricted=not asked.source.is_public())
    hot, tested = _hot(events, neighbours, least)
    groups = [g for g in _clusters(hot, neighbours) if events[g].sum() >= RELIABLE_FROM]
    groups.sort(key=lambda members: -float(events[members].sum()))
    people = bench.residents.of(Level.LSOA, indicator.ages)
    years = len(window) / 12
    table = asked.tally(
        f"{indicator.title}, hot spots",
        (label("place", "Hot spot", Kind.PLACE), label("areas", "Small areas")),
        [(_name([areas[i] for i in g], bench.geography), str(len(g))) for g in groups],
        [float(events[g].sum()) for g in groups],
        window,
        population=(
            [sum(people.get(areas[i].code, 0.0) for i in g) * years for g in groups]
            if bench.residents.known
            else None
        ),
        unit=indicator.unit(),
        per=indicator.per,
        caveats=(CAVEAT,),
        population_deliveries=bench.residents.deliveries,
    )
    codes = frozenset(areas[i].code for g in groups for i in g)
    return HotSpotReport(
        codes, table, tested, tuple(tuple(areas[i].code for i in g) for g in groups)
    )


class Standing(Enum):
    """What a hot spot was a year ago; value is the printed word."""

    LASTING = "lasting"
    GROWING = "growing"
    NEW = "new"


def standings(now: HotSpotReport, before: HotSpotReport) -> tuple[Standing, ...]:
    """For each cluster of `now`: hot already a year ago in at least half of its small areas
    (lasting), in fewer (growing), or in none (new)."""
    found = []
    for members in now.members:
        held = len(before.codes.intersection(members))
        lasting = Standing.LASTING if held * 2 >= len(members) else Standing.GROWING
        found.append(lasting if held else Standing.NEW)
    return tuple(found)


def least_hot(mean: float, *, restricted: bool) -> float:
    """The count that an area must exceed to be called hot.

    A quiet area beside a busy one is no hot spot of its own, so that is the mean. But where counts of
    a restricted source are hidden, it may not narrow one to fewer values than FEWEST_VALUES: then it is
    the nearest count that does not.

    >>> [least_hot(mean, restricted=True) for mean in (2.4, 4.5, 6.5, 9.5)]
    [2.4, 3, 7, 9.5]
    >>> least_hot(4.5, restricted=False)
    4.5
    """
    lower = HIDDEN_UP_TO - FEWEST_VALUES
    if not restricted or mean < lower + 1 or mean >= HIDDEN_UP_TO:
        return mean
    return lower if mean - lower < HIDDEN_UP_TO - mean else HIDDEN_UP_TO


def _hot(events: np.ndarray, neighbours: Neighbours, least: float) -> tuple[np.ndarray, int]:
    """Which areas are hot, with more than `least` events, and how many were tested.

    Square roots steady the spread of counts, so that chance in a busy area weighs no more than in a
    quiet one. The strongest cluster, often a city centre, can hide the others: once found it is set
    aside and the rest are looked at again (sequential deletion: Zhang, Assunção & Kulldorff 2010,
    Computational Statistics & Data Analysis 54:2759-2771).
    """
    steady = 2 * np.sqrt(events + 3 / 8)
    hot = np.zeros(len(events), dtype=bool)
    tested = 0
    for _ in range(PASSES):
        found = hot_spots(steady, neighbours, q=RATE, seed=SEED)
        tested = tested or found.tested
        if not found.hot.any():
            break
        hot |= found.hot
        steady[found.hot] = np.nan
    return hot & (events > least), tested


def _clusters(hot: np.ndarray, neighbours: Neighbours) -> list[list[int]]:
    """Hot areas that touch, as groups."""
    left = set(np.flatnonzero(hot).tolist())
    groups = []
    while left:
        queue = [min(left)]
        left.discard(queue[0])
        group = []
        while queue:
            area = queue.pop()
            group.append(area)
            near = [int(n) for n in neighbours.of(area) if int(n) in left]
            left.difference_update(near)
            queue.extend(near)
        groups.append(sorted(group))
    return groups


def _name(areas: list[SmallArea], geography: Geography) -> str:
    """Up to three wards that hold most of the small areas, with their districts."""
    wards = Counter(s.ward or s.district for s in areas)
    names = [geography.names.get(code, code) for code, _ in wards.most_common(3)]
    more = len(wards) - len(names)
    districts = Counter(geography.names.get(s.district, s.district) for s in areas)
    where = " and ".join(name for name, _ in districts.most_common(2))
    listed = ", ".join(names) + (f" and {more} more" if more > 0 else "")
    return f"{listed} ({where})"
