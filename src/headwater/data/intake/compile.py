"""A source's declaration as SQL: how each cell is read, what is wrong with it, what it becomes.

Every column is read to a typed value and checked for three faults: blank where it must be filled,
unreadable as its kind, or outside its range or code list. The faults of a row are bits of one
number, so that a row with none is told apart by comparing with zero.

Each field of the minimum dataset is made of pieces that look at one column each, so that a column of
few distinct texts is worked out once for each text, however many rows hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headwater.data.minimum_dataset import ITEMS
from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Prefix,
    Pseudonym,
    Rule,
    Source,
    Take,
)

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %b %Y", "%d-%b-%Y", "%d.%m.%Y", "%Y%m%d")
CLOCKS = ("%H:%M:%S", "%H:%M", "%H%M")
MONTH_FORMATS = ("%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%b-%y", "%Y%m")
OFFSET = r":\d\d(\.\d+)?\s?(Z|z|[+-]\d\d(:?\d\d)?)$"
"""How the clock of a moment ends that says how far it is from UTC."""
BLANK = "is blank"
MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")
YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
SMALL_AREA = "[EWSX]01[0-9]{6}|N2[01][0-9]{6}"
"""Codes of LSOAs, data zones and their like, and of invented ones (X); a larger area is not one."""
READ, LATE, SLASHED, SWAPPED = 1, 2, 4, 8
"""Flags of a day: it was read, falls after the 12th, was written with slashes, or reads month first."""
BLANKS = " \t\u00a0"
"""What is trimmed from both ends of a cell: spaces, tabs, and the hard spaces Excel leaves."""


@dataclass(frozen=True)
class Check:
    """One bit of the fault number."""

    bit: int
    column: str
    title: str
    reason: str
    sql: str
    coded: bool


@dataclass(frozen=True)
class Fixed:
    """A piece that is the same in every row."""

    value: str | int | float | bool | None


@dataclass(frozen=True)
class Worked:
    """A piece worked out from one column: the `at`-th answer of that column's query."""

    column: str
    at: int


@dataclass(frozen=True)
class Hashed:
    """A piece that is the pseudonym of one column's identifier."""

    column: str
    domain: str


Piece = Fixed | Worked | Hashed


@dataclass(frozen=True)
class ColumnPlan:
    """One column of the file.

    `select` is a query over relation `cells` (text: trimmed, NULL where blank) with one row for each
    cell, in order: `fault`, `days` (flags of how a day is written) and then the answers.
    """

    name: str
    title: str
    position: int
    kind: Kind
    select: str
    answers: int
    blank: int | None
    """The bit of the check that it is filled; None where it may be blank."""


@dataclass(frozen=True)
class FieldPlan:
    """One field of the minimum dataset: the first of its pieces that gives a value."""

    name: str
    type: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Plan:
    """How one file's rows become minimum-dataset rows; `checks` explain the bits of a fault."""

    columns: tuple[ColumnPlan, ...]
    fields: tuple[FieldPlan, ...]
    checks: tuple[Check, ...]

    @property
    def names(self) -> frozenset[str]:
        """The fields this source fills."""
        return frozenset(field.name for field in self.fields)


def compile_plan(source: type[Source], positions: Mapping[str, int]) -> Plan:
    """The plan for a file whose declared columns stand at these positions."""
    declared = source.columns()
    kept = {n: c for n, c in declared.items() if n in positions and c.is_kept}
    checks = _checks(kept)
    answers: dict[str, list[str]] = {name: [] for name in kept}
    fields = tuple(
        FieldPlan(name, ITEMS[name].type, tuple(_pieces(source.minimum[name], kept, answers, name)))
        for name in ITEMS
        if name in source.minimum
    )
    columns = tuple(
        ColumnPlan(
            name,
            column.title,
            positions[name],
            column.kind,
            _select(column, [c for c in checks if c.column == name], answers[name]),
            len(answers[name]),
            next((c.bit for c in checks if c.column == name and c.reason == BLANK), None),
        )
        for name, column in kept.items()
    )
    return Plan(columns, fields, checks)


def _select(column: Column, checks: list[Check], answers: list[str]) -> str:
    fault = " + ".join(f"CASE WHEN {c.sql} THEN {1 << c.bit} ELSE 0 END" for c in checks) or "0"
    days = "0"
    if column.kind in (Kind.DAY, Kind.MOMENT):
        # Asked only of what could not be read: CASE looks at no other rows, AND would.
        swapped = f"CASE WHEN value IS NULL THEN {_strptime('text', MONTH_FIRST)} END IS NOT NULL"
        days = (
            f"CASE WHEN value IS NOT NULL THEN {READ} ELSE 0 END "
            f"+ CASE WHEN day(value) > 12 THEN {LATE} ELSE 0 END "
            f"+ CASE WHEN contains(text, '/') THEN {SLASHED} ELSE 0 END "
            f"+ CASE WHEN {swapped} THEN {SWAPPED} ELSE 0 END"
        )
    worked = "".join(f", {sql} AS answer_{i}" for i, sql in enumerate(answers))
    return (
        f"SELECT ({fault})::UBIGINT AS fault, ({days})::UTINYINT AS days{worked} "
        f"FROM (SELECT text, {value_sql(column, 'text')} AS value FROM cells)"
    )


def _pieces(
    rule: Rule, kept: Mapping[str, Column], answers: dict[str, list[str]], field: str
) -> Iterator[Piece]:
    match rule:
        case Constant(value):
            yield Fixed(value)
        case FirstOf(rules):
            for part in rules:
                yield from _pieces(part, kept, answers, field)
        case Pseudonym(column, domain):
            yield Hashed(column, domain) if column in kept else Fixed(None)
        case _ if rule.column not in kept:
            # A column the file lacks is a blank one.
            yield Fixed(getattr(rule, "blank", getattr(rule, "otherwise", None)))
        case _:
            # A cell outside its range must quarantine its row, not stop the file at the cast.
            sql = f"try_cast(({_answer_sql(rule)}) AS {ITEMS[field].type})"
            found = answers[rule.column]
            if sql not in found:
                found.append(sql)
            yield Worked(rule.column, found.index(sql))


def _answer_sql(rule: Rule) -> str:
    """What a rule makes of one column's `value`."""
    match rule:
        case Take():
            return "value"
        case Lookup(_, table, otherwise):
            return _translate("lower(value::VARCHAR)", table, otherwise)
        case Prefix(_, length, table, otherwise):
            return _translate(f"lower(value::VARCHAR)[1:{length}]", table, otherwise)
        case IfBlank(_, blank, filled):
            return f"CASE WHEN value IS NULL THEN {literal(blank)} ELSE {literal(filled)} END"
        case MonthOf():
            return "date_trunc('month', value)"
        case _:
            raise TypeError(f"{type(rule).__name__} does not look at one column alone")


def literal(value: str | int | float | bool | None) -> str:
    """A Python value as SQL.

    >>> literal("it's"), literal(True), literal(None)
    ("'it''s'", 'true', 'NULL')
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + value.replace("'", "''") + "'"


def value_sql(column: Column, text: str) -> str:
    """The typed value of a cell of text; NULL where it is blank or unreadable."""
    match column.kind:
        case Kind.WHOLE:
            number = f"try_cast({text} AS DOUBLE)"
            return f"CASE WHEN {number} = floor({number}) THEN try_cast({number} AS BIGINT) END"
        case Kind.NUMBER:
            number = f"try_cast({text} AS DOUBLE)"
            return f"CASE WHEN isfinite({number}) THEN {number} END"
        case Kind.DAY:
            return f"coalesce(try_cast({text} AS DATE), {_strptime(text, column.formats or DAY_FORMATS)}::DATE)"
        case Kind.MOMENT:
            return _moment_sql(column, text)
        case Kind.MONTH:
            first = f"try_cast({text} || '-01' AS DATE)"
            return f"coalesce({first}, {_strptime(text, column.formats or MONTH_FORMATS)}::DATE)"
        case Kind.YES_NO:
            return (
                f"CASE WHEN lower({text}) IN {YES!r} THEN true "
                f"WHEN lower({text}) IN {NO!r} THEN false END"
            )
        case Kind.CODE:
            return _code_sql(column, text)
        case Kind.SMALL_AREA:
            return f"CASE WHEN regexp_full_match(upper({text}), {literal(SMALL_AREA)}) THEN upper({text}) END"
        case Kind.POSTCODE:
            return f"upper(replace({text}, ' ', ''))"
        case _:
            return text


def _moment_sql(column: Column, text: str) -> str:
    """Local UK time; a moment with an offset is turned into it."""
    formats = column.formats or tuple(f"{d} {c}" for d in DAY_FORMATS[1:5] for c in CLOCKS[:2])
    zoned = f"(try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE 'Europe/London')"
    plain = f"coalesce(try_cast({text} AS TIMESTAMP), {_strptime(text, formats)})"
    has_offset = f"regexp_matches({text}, {literal(OFFSET)})"
    return f"CASE WHEN {has_offset} THEN {zoned} ELSE {plain} END"


def _strptime(text: str, formats: tuple[str, ...]) -> str:
    return f"try_strptime({text}, [{', '.join(literal(f) for f in formats)}])"


def _code_sql(column: Column, text: str) -> str:
    codes = column.codes or {}
    if not codes:
        return text
    whens = " ".join(
        f"WHEN {literal(written.casefold())} THEN {literal(kept)}"
        for written, kept in codes.items()
        if written
    )
    blank = f"WHEN {text} IS NULL THEN {literal(codes[''])} " if "" in codes else ""
    return (
        f"CASE {blank}ELSE CASE lower({text}) {whens} END END"
        if blank
        else f"CASE lower({text}) {whens} END"
    )


def _checks(kept: Mapping[str, Column]) -> tuple[Check, ...]:
    found: list[Check] = []

    def add(name: str, reason: str, sql: str, coded: bool = False) -> None:
        column = kept[name]
        found.append(Check(len(found), name, column.title, reason, sql, coded))

    plain = (Kind.TEXT, Kind.IDENTIFIER, Kind.POSTCODE)
    for name, column in kept.items():
        text, value = "text", "value"
        if column.filled:
            add(name, BLANK, f"{text} IS NULL")
        if column.kind is Kind.CODE and column.codes:
            add(
                name,
                "holds a code that is not in the list",
                f"{text} IS NOT NULL AND {value} IS NULL",
                True,
            )
        elif column.kind not in plain and column.kind is not Kind.CODE:
            add(
                name,
                f"cannot be read as a {column.kind.value}",
                f"{text} IS NOT NULL AND {value} IS NULL",
            )
        if column.low is not None:
            add(name, f"is below {column.low:g}", f"{value} < {column.low!r}")
        if column.high is not None:
            add(name, f"is above {column.high:g}", f"{value} > {column.high!r}")
        if column.kind in (Kind.DAY, Kind.MOMENT, Kind.MONTH):
            add(
                name,
                "is before 1990 or in the future",
                f"{value} < DATE '1990-01-01' OR {value} > current_date + 1",
            )
    return tuple(found)


def _translate(sql: str, table: Mapping[str, str | bool], otherwise: str | bool | None) -> str:
    whens = " ".join(
        f"WHEN {literal(written.casefold())} THEN {literal(kept)}"
        for written, kept in table.items()
    )
    return f"CASE {sql} {whens} ELSE {literal(otherwise)} END" if whens else literal(otherwise)
