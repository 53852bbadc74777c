"""What an indicator is: one declarative class in one file of `analysis/indicators/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from headwater.vocabulary.people import ALL_AGES, AgeBand, Role
from headwater.vocabulary.registry import load


@dataclass(frozen=True)
class Where:
    """One condition on a field of the minimum dataset: the field equals one of the values."""

    field: str
    values: tuple[str | bool, ...]


class Indicator:
    """Base of every indicator. Subclasses state the class attributes.

    `sources` are tried in order: the first that has arrived and may be read is used, and the table
    says which. They are never added together.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    short: ClassVar[str]
    """A few words for a table or a list, where the source is named elsewhere."""
    meaning: ClassVar[str]
    """What is counted, in a sentence for a resident."""
    sources: ClassVar[tuple[str, ...]]
    behaviours: ClassVar[tuple[str, ...]] = ()
    """Nodes of the tree; empty means whatever the definition in force counts."""
    where: ClassVar[tuple[Where, ...]] = ()
    role: ClassVar[Role | None] = None
    ages: ClassVar[AgeBand] = ALL_AGES
    per: ClassVar[int] = 1_000
    noun: ClassVar[str] = "recorded incidents"
    polarity: ClassVar[str] = "lower is better"
    theme: ClassVar[str] = "violence"
    success_measure: ClassVar[int] = 0
    """1 to 3 for the Home Office success measures, else 0."""
    impact: ClassVar[int] = 0
    """Harm of one incident on a scale of 1 (low) to 4 (severe); 0 where it is no factor of its own.

    The scale is the partnership's to change: [impact] in headwater.toml."""
    follows_definition: ClassVar[bool] = False
    note: ClassVar[str] = ""

    @classmethod
    def unit(cls) -> str:
        """As printed after a rate."""
        who = "" if cls.ages == ALL_AGES else f" aged {cls.ages.title}"
        return f"per {cls.per:,} residents{who} a year"


def all_indicators() -> dict[str, type[Indicator]]:
    """Every indicator in the folder, by slug."""
    return load("headwater.analysis.indicators", Indicator)
