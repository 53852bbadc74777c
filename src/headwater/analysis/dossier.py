"""What is known of one harmful behaviour: every indicator that counts it, from every agency that sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.analysis.against import Against, against
from headwater.analysis.changes import Change, by_period, change_in, last_year
from headwater.analysis.compute import by_age, by_place
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.errors import HeadwaterError
from headwater.vocabulary.harms import BEHAVIOURS, ROOT, ancestors, branch
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level

BROADER, EXACT = "broader", "this"
AGENCIES = 2
"""Of how many agencies the data should speak (ToR 2.3)."""


@dataclass(frozen=True)
class Known:
    """One indicator of a behaviour, released.

    `scope` says whether it counts this behaviour (or a kind of it) or a broader one; `size` holds its
    last two years, `high` the districts whose rate lies above the whole area's beyond chance, `ages` the
    band with the highest rate, empty where ages are not given; `impact` is the partnership's grade of harm.
    """

    indicator: type[Indicator]
    source: str
    publisher: str
    scope: str
    size: Released
    change: Change | None
    high: tuple[str, ...]
    ages: str
    impact: int


@dataclass(frozen=True)
class Dossier:
    """Everything known of a behaviour today, the indicators that count it most closely first."""

    behaviour: str
    known: tuple[Known, ...]
    missing: tuple[str, ...]
    """Titles of indicators that would count it, whose data may not be read today or has not come."""

    @property
    def publishers(self) -> tuple[str, ...]:
        """Whose data it stands on."""
        return tuple(dict.fromkeys(one.publisher for one in self.known))

    @property
    def stands_on_two(self) -> bool:
        """Whether the data of at least two agencies speak (ToR 2.3)."""
        return len(self.publishers) >= AGENCIES


def dossier(bench: Workbench, behaviour: str) -> Dossier:
    """What the data say of one behaviour of the tree, through the gate.

    Args: bench: opened for a purpose on a day; behaviour: slug of the tree.
    Returns: Dossier; empty where nothing counts it.
    """
    known: list[Known] = []
    missing: list[str] = []
    for group in _counting(behaviour):
        for indicator, scope in group:
            try:
                known.append(_known(bench, indicator, scope))
            except HeadwaterError:
                # What has not come, or may not be shown, is missing for whoever asks.
                missing.append(indicator.title)
        if len({one.publisher for one in known}) >= AGENCIES:
            break
    return Dossier(behaviour, tuple(known), tuple(missing))


def _counting(behaviour: str) -> Iterable[list[tuple[type[Indicator], str]]]:
    """Groups of indicators: of the behaviour and its kinds, then of each broader one above it."""
    if behaviour not in BEHAVIOURS:
        return
    every = [i for i in all_indicators().values() if i.behaviours and ROOT not in i.behaviours]
    met: set[str] = set()
    for above in (behaviour, *ancestors(behaviour)):
        if above == ROOT and behaviour != ROOT:
            return
        of = set(branch(above))
        exact = set(branch(behaviour))
        group = [i for i in every if of & set(i.behaviours) and i.slug not in met]
        met |= {i.slug for i in group}
        yield [(i, EXACT if set(i.behaviours) <= exact else BROADER) for i in group]


def _known(bench: Workbench, indicator: type[Indicator], scope: str) -> Known:
    source = bench.source_of(indicator)
    if source is None:
        raise HeadwaterError(f"{indicator.title} has no source today.")
    periods = last_year(bench, source.slug)
    window = bench.window(source.slug)
    wanted = (periods.before, periods.now) if periods else (window,)
    size = by_period(bench, indicator, wanted)
    return Known(
        indicator,
        source.title,
        source.publisher,
        scope,
        size,
        change_in(size, periods) if periods else None,
        _high(bench, indicator) if "lsoa" in source.minimum else (),
        _ages(bench, indicator),
        indicator.impact,
    )


def _high(bench: Workbench, indicator: type[Indicator]) -> tuple[str, ...]:
    districts = by_place(bench, indicator, Level.DISTRICT)
    whole = by_place(bench, indicator, Level.PARTNERSHIP).first.get("value")
    return tuple(str(row["place"]) for row in districts if against(row, whole) is Against.HIGHER)


def _ages(bench: Workbench, indicator: type[Indicator]) -> str:
    """The age band of those harmed with the highest rate; empty where none can be given."""
    try:
        table = by_age(bench, indicator, indicator.role or Role.VICTIM)
    except HeadwaterError:
        return ""
    rates = [(row.get("value"), str(row["age"])) for row in table]
    given = [(float(value), age) for value, age in rates if isinstance(value, int | float)]
    return max(given)[1] if given and max(given)[0] > 0 else ""
