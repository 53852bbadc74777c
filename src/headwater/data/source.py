"""What a source is: one declarative class in one file of `data/sources/`.

A source says who publishes it, under which licence or agreement, which columns its files hold and
how each becomes a field of the minimum dataset. It holds no code that runs on rows: `data.intake`
compiles the declaration. A reference source (populations, look-ups, outlines) tidies one small
table instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.registry import load

if TYPE_CHECKING:
    import pyarrow as pa


class Sensitivity(Enum):
    """How freely what a source holds may be shown."""

    PUBLIC = "public"
    """Published already: passes the release gate untouched."""
    RESTRICTED = "restricted"
    """Rows about people, shared under an agreement: the house rule applies."""


class Kind(Enum):
    """How the text in a cell is read."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "day and time"
    MONTH = "month"
    YES_NO = "yes or no"
    SMALL_AREA = "LSOA code"
    POSTCODE = "postcode"
    IDENTIFIER = "identifier"
    """A local reference or a person's identifier: becomes a keyed pseudonym at the door."""
    DROPPED = "dropped"
    """Known, allowed to arrive, and never kept."""


@dataclass(frozen=True)
class Column:
    """One column a file may hold.

    `aliases` are other headings for it (case, spacing and punctuation never matter). `required`
    columns must be in the file; `filled` ones must hold something in every row, or the row is
    quarantined. `codes` maps what is written to what is kept; an unknown code quarantines the row.
    `personal` values are never repeated in a message. `low` and `high` bound whole numbers.
    """

    title: str
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = True
    filled: bool = False
    codes: Mapping[str, str] | None = None
    personal: bool = False
    low: float | None = None
    high: float | None = None
    formats: tuple[str, ...] = ()
    """For days and moments, strptime patterns tried in order."""

    @property
    def is_kept(self) -> bool:
        """False for what is read only to be thrown away."""
        return self.kind is not Kind.DROPPED


# How a column becomes a field of the minimum dataset. Each is data, compiled by `intake.compile`.


@dataclass(frozen=True)
class Take:
    """The column's value as it was read."""

    column: str


@dataclass(frozen=True)
class Constant:
    """The same value in every row; None for unknown."""

    value: str | int | float | bool | None


@dataclass(frozen=True)
class Lookup:
    """The column's value translated; `otherwise` for what the table lacks."""

    column: str
    table: Mapping[str, str | bool]
    otherwise: str | bool | None = None


@dataclass(frozen=True)
class FirstOf:
    """The first rule that gives a value."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class IfBlank:
    """One value where the column is blank, another where it is not."""

    column: str
    blank: str | bool | None
    filled: str | bool | None


@dataclass(frozen=True)
class Pseudonym:
    """The keyed pseudonym of an identifier column. `domain` keeps record and person keys apart."""

    column: str
    domain: str


@dataclass(frozen=True)
class MonthOf:
    """The month a day or moment falls in (local time)."""

    column: str


@dataclass(frozen=True)
class Prefix:
    """The first `length` characters translated, for hierarchical codes such as ICD-10."""

    column: str
    length: int
    table: Mapping[str, str | bool]
    otherwise: str | bool | None = None


Rule = Take | Constant | Lookup | FirstOf | IfBlank | Pseudonym | MonthOf | Prefix


class Shape(Enum):
    """What a source's rows become."""

    INCIDENTS = "incidents"
    POPULATION = "population"
    DEPRIVATION = "deprivation"
    BOUNDARIES = "boundaries"
    LOOKUP = "look-up"
    MEASURES = "published measures"
    SERVICES = "services"


class Source:
    """Base of every source. Subclasses state the class attributes; columns are found by type."""

    slug: ClassVar[str]
    title: ClassVar[str]
    publisher: ClassVar[str]
    agency: ClassVar[AgencyKind]
    licence: ClassVar[str]
    where: ClassVar[str]
    """Where to download it, or whom to ask and for what."""
    adds: ClassVar[str]
    """What it adds to the assessment, as a sentence that can follow "would add"."""
    sensitivity: ClassVar[Sensitivity] = Sensitivity.RESTRICTED
    shape: ClassVar[Shape] = Shape.INCIDENTS
    unit: ClassVar[str] = "incident"
    """What one row is, in the singular, as printed."""
    barred: ClassVar[str] = ""
    """Not empty where a Board decision must be recorded before it is loaded: why."""
    required_decision: ClassVar[bool] = False
    key: ClassVar[tuple[str, ...]] = ()
    """Columns that name a record: a later extract supersedes rows of the same key."""
    slices: ClassVar[tuple[str, ...]] = ()
    """Minimum-dataset fields that a file holds whole: a later file supersedes the whole slice."""
    order: ClassVar[str] = "month"
    """Minimum-dataset field by which one version of a record is later than another."""
    within_file: ClassVar[str] = "keep"
    """Rows of one file that share a key: "keep" them all, or only the "last"."""
    row_meaning: ClassVar[str] = ""
    """What a reader must know before counting rows, as printed under figures."""
    minimum: ClassVar[Mapping[str, Rule]] = {}
    agency_question: ClassVar[str] = ""
    """What an analyst asks the sender when columns or codes have drifted."""

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Declared columns by attribute name, in order of declaration, bases first."""
        found: dict[str, Column] = {}
        for base in reversed(cls.__mro__):
            found.update({k: v for k, v in vars(base).items() if isinstance(v, Column)})
        return found

    @classmethod
    def is_public(cls) -> bool:
        """True where no agreement is needed."""
        return cls.sensitivity is Sensitivity.PUBLIC


@dataclass(frozen=True)
class Tidied:
    """What a reference source makes of a file: a table in the shape's canonical columns.

    `read` counts the rows read, `set_aside` the rows that could not be used with the reason.
    """

    table: pa.Table
    read: int
    set_aside: tuple[tuple[int, str, str], ...] = field(default=())
    notes: tuple[str, ...] = ()


class ReferenceSource(Source):
    """A source of populations, look-ups, outlines or published measures."""

    sensitivity = Sensitivity.PUBLIC
    agency = AgencyKind.NATIONAL_STATISTICS

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        """Whether a file of these headings (as written) and this name is this source."""
        raise NotImplementedError

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        """The file's table, all text, as the canonical table of this source's shape."""
        raise NotImplementedError


def all_sources() -> dict[str, type[Source]]:
    """Every source in the folder, by slug."""
    return load("headwater.data.sources", Source)
