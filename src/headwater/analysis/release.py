"""The release gate: the only maker of released tables.

Public sources pass untouched: what they hold is published already. So does what is made of nothing
but tables that had passed. Everything else follows the house rule: a count of 0 to 7 is hidden as one
marker, every other count is rounded to the nearest 5, totals are rounded on their own and never added
up from rounded parts, and rates, shares and their intervals are computed from the rounded counts.
Every release is logged with its inputs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

import numpy as np

from headwater.analysis.released import Cell, Field, Kind, Provenance, Released
from headwater.analysis.tally import Counts, Tally
from headwater.stats.disclosure import HIDDEN_UP_TO, ROUNDED_TO, house_rule
from headwater.stats.rates import crude_rate, proportion
from headwater.vocabulary.errors import ReleaseError
from headwater.vocabulary.marks import Mark

RELIABLE_FROM = 10
"""Fewest events for which a rate is printed (Fingertips and PHEindicatormethods use the same)."""


class Policy(Enum):
    """The rule a table was released under; value is printed with each claim."""

    PUBLIC = "public source, unchanged"
    DERIVED = "made of released tables"
    HOUSE = "house rule: 0 to 7 hidden, the rest rounded to the nearest 5"


@dataclass(frozen=True)
class Decision:
    """What the gate decided about one table."""

    policy: Policy
    hidden: int
    text: str


class Ledger:
    """Where releases are written down. The base keeps them in memory; the store keeps them for good."""

    def log(self, *, indicator: str, policy: str, inputs: str, digest: str, note: str) -> None:
        """Record one release."""


def release(tally: Tally, ledger: Ledger) -> Released:
    """Let a tally out as its sources allow, and write down that it was let out.

    Raises ReleaseError where a restricted count is not a whole number of at least zero.
    """
    policy = _policy(tally)
    counts, hidden = _counts(tally, policy)
    population = tally.population
    if tally.share and population is not None and policy is Policy.HOUSE:
        population, small = _apply_house_rule(population)
        hidden = hidden | small
    decision = _decide(policy, int(hidden.sum()))
    fields, rows = _rows(tally, counts, population, hidden)
    provenance = Provenance(
        tally.indicator,
        tally.definition,
        tally.period,
        tally.sources,
        tally.deliveries,
        policy.value,
        decision.text,
        tally.caveats,
    )
    released = Released(
        tally.title, tally.unit, fields, rows, provenance, tally.polarity, tally.codes
    )
    digest = hashlib.sha256(repr((released.fields, released.rows)).encode()).hexdigest()
    ledger.log(
        indicator=f"{tally.indicator}: {tally.title}",
        policy=policy.value,
        inputs=" ".join(tally.deliveries),
        digest=digest,
        note=decision.text,
    )
    return released


def _policy(tally: Tally) -> Policy:
    if tally.restricted:
        return Policy.HOUSE
    return Policy.DERIVED if tally.derived else Policy.PUBLIC


def share_in_words(part: int, whole: int, noun: str) -> str:
    """How many of some restricted records a caveat is about, told under the house rule.

    >>> share_in_words(30, 200, "victims"), share_in_words(3, 200, "victims")
    ('15% of victims', 'fewer than 8 victims')
    """
    rounded, hidden = _apply_house_rule(np.array([float(part), float(whole)]))
    if hidden.any():
        return f"{Mark.HIDDEN} {noun}"
    return f"{min(rounded[0] / rounded[1], 1.0):.0%} of {noun}"


def rows_in_words(rows: int, *, public: bool) -> str:
    """How many rows of a file: exactly where its source is published, else under the house rule.

    That no row at all was set aside says nothing about anybody, so it is always told.

    >>> rows_in_words(1234, public=True), rows_in_words(1234, public=False), rows_in_words(3, public=False)
    ('1,234', '1,235', 'fewer than 8')
    """
    if public or rows == 0:
        return f"{rows:,}"
    rounded, hidden = _apply_house_rule(np.array([float(rows)]))
    return Mark.HIDDEN.value if hidden.any() else f"{rounded[0]:,.0f}"


def _counts(tally: Tally, policy: Policy) -> tuple[Counts, np.ndarray]:
    known = ~np.isnan(tally.events)
    if np.any(tally.events[known] < 0):
        raise ReleaseError(f"“{tally.title}” holds a negative count, so it was not released.")
    if policy is not Policy.HOUSE:
        return tally.events, np.zeros(len(tally.events), dtype=bool)
    if np.any(tally.events[known] % 1):
        raise ReleaseError(f"“{tally.title}” holds parts of events, so it was not released.")
    return _apply_house_rule(tally.events)


def _apply_house_rule(counts: Counts) -> tuple[Counts, np.ndarray]:
    """Rounded counts with NaN where hidden or not received, and which were hidden."""
    known = ~np.isnan(counts)
    hidden = known & (counts <= HIDDEN_UP_TO)
    rounded = np.full(len(counts), np.nan)
    shown = known & ~hidden
    if shown.any():
        rounded[shown] = house_rule(counts[shown]).counts
    return rounded, hidden


def _decide(policy: Policy, hidden: int) -> Decision:
    if policy is Policy.PUBLIC:
        return Decision(policy, 0, "Released unchanged: every source is already public.")
    if policy is Policy.DERIVED:
        return Decision(policy, 0, "Released: made of nothing but tables that had passed the gate.")
    cells = f"{hidden:,} count{'s' if hidden != 1 else ''} of 0 to {HIDDEN_UP_TO} hidden"
    return Decision(
        policy, hidden, f"Released under the house rule: {cells}, the rest rounded to {ROUNDED_TO}."
    )


def _rows(
    tally: Tally, counts: Counts, population: Counts | None, hidden: np.ndarray
) -> tuple[tuple[Field, ...], tuple[tuple[Cell, ...], ...]]:
    fields = [*tally.fields, Field("events", tally.noun[:1].upper() + tally.noun[1:], Kind.COUNT)]
    columns: list[list[Cell]] = [_count_cells(tally, counts, hidden)]
    if population is not None:
        values, lows, highs = _rates(tally, counts, population)
        digits = 1 if tally.share else _digits(values)
        fields += [
            Field("value", tally.unit[:1].upper() + tally.unit[1:], Kind.VALUE, digits),
            Field("low", "Lower 95% limit", Kind.LOW, digits),
            Field("high", "Upper 95% limit", Kind.HIGH, digits),
        ]
        columns += [
            _value_cells(tally, counts, hidden, population, part) for part in (values, lows, highs)
        ]
        if tally.reference is not None:
            fields.append(Field("compared", "Against the whole area", Kind.LABEL))
            columns.append(_compared(tally.reference, *columns[1:4]))
        of = "Of" if tally.share else "Residents"
        fields.append(Field("population", of, Kind.COUNT))
        columns.append([Mark.HIDDEN if np.isnan(p) else round(float(p)) for p in population])
    cells = list(zip(*columns, strict=True)) if len(tally) else []
    return tuple(fields), tuple((*key, *row) for key, row in zip(tally.keys, cells, strict=True))


def _compared(
    reference: float, values: list[Cell], lows: list[Cell], highs: list[Cell]
) -> list[Cell]:
    """Higher, lower or similar, by whether the released interval holds the reference."""
    found: list[Cell] = []
    for value, low, high in zip(values, lows, highs, strict=True):
        if isinstance(low, float) and isinstance(high, float):
            found.append(
                "higher" if low > reference else "lower" if high < reference else "similar"
            )
        else:
            found.append(value if isinstance(value, Mark) else Mark.NOT_APPLICABLE)
    return found


def _digits(values: Counts) -> int:
    """Decimals that show two figures of a typical value, so that limits do not look equal to it."""
    known = values[~np.isnan(values)]
    typical = float(np.median(known)) if len(known) else 0.0
    return 2 if 0 < typical < 5 else 1


def _count_cells(tally: Tally, counts: Counts, hidden: np.ndarray) -> list[Cell]:
    found: list[Cell] = []
    for i, count in enumerate(counts):
        if hidden[i]:
            found.append(Mark.HIDDEN)
        elif tally.suppressed is not None and tally.suppressed[i]:
            found.append(Mark.SUPPRESSED)
        elif np.isnan(count):
            found.append(Mark.NOT_RECEIVED)
        else:
            found.append(int(count) if float(count).is_integer() else float(count))
    return found


def _rates(tally: Tally, counts: Counts, population: Counts) -> tuple[Counts, Counts, Counts]:
    size = len(counts)
    values, lows, highs = (np.full(size, np.nan) for _ in range(3))
    usable = ~np.isnan(counts) & ~np.isnan(population) & (population > 0)
    if tally.share:
        usable &= counts <= np.nan_to_num(population)
    if usable.any():
        if tally.share:
            rate = proportion(counts[usable], population[usable], per=100)
        else:
            rate = crude_rate(counts[usable], population[usable], per=tally.per)
        values[usable], lows[usable], highs[usable] = rate.value, rate.low, rate.high
    return values, lows, highs


def _value_cells(
    tally: Tally, counts: Counts, hidden: np.ndarray, population: Counts, values: Counts
) -> list[Cell]:
    found: list[Cell] = []
    for i, value in enumerate(values):
        if hidden[i]:
            found.append(Mark.HIDDEN)
        elif np.isnan(counts[i]):
            found.append(Mark.NOT_RECEIVED)
        elif not population[i] > 0 or np.isnan(value):
            found.append(Mark.NOT_APPLICABLE)
        elif not tally.share and counts[i] < RELIABLE_FROM:
            found.append(Mark.NOT_RELIABLE)
        else:
            found.append(float(value))
    return found
