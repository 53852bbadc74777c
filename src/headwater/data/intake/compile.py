"""A source's declaration as SQL: how each cell is read, what is wrong with it, what it becomes.

Every column is read to a typed value and checked for three faults: blank where it must be filled,
unreadable as its kind, or outside its range or code list. The faults of a row are bits of one
number, so that a row with none is told apart by comparing with zero.
"""

from __future__ import annotations

from collections.abc import Mapping
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
YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")

REASONS = ("is blank", "cannot be read as {kind}", "is outside what is allowed")


@dataclass(frozen=True)
class Check:
    """One bit of the fault number."""

    bit: int
    column: str
    title: str
    reason: str
    sql: str
    personal: bool
    coded: bool


@dataclass(frozen=True)
class Plan:
    """The SQL of one file: `select` reads the rows; `checks` explain the bits of `fault`."""

    select: str
    checks: tuple[Check, ...]
    fields: tuple[str, ...]


def compile_plan(
    source: type[Source], positions: Mapping[str, int], raw: str, delivery: str, key: Key
) -> Plan:
    """The query that turns relation `raw` (row, c0, c1 …, all text) into minimum-dataset rows."""
    declared = source.columns()
    kept = {n: c for n, c in declared.items() if n in positions and c.is_kept}
    text = {n: f"nullif(trim(c{positions[n]}), '')" for n in kept}
    read = ", ".join(f"{sql} AS t_{n}" for n, sql in text.items())
    typed = ", ".join(f"{value_sql(kept[n], f't_{n}')} AS v_{n}" for n in kept)
    checks = _checks(kept)
    fault = " + ".join(f"CASE WHEN {c.sql} THEN {1 << c.bit} ELSE 0 END" for c in checks) or "0"
    fields = tuple(n for n in ITEMS if n in source.minimum)
    columns = ", ".join(
        f"{rule_sql(source.minimum[n], kept, ITEMS[n].type, key)} AS {n}" for n in fields
    )
    select = (
        f"WITH texts AS (SELECT row, {read} FROM {raw}), "
        f"typed AS (SELECT *, {typed} FROM texts), "
        f"judged AS (SELECT *, ({fault})::UBIGINT AS fault FROM typed) "
        f"SELECT '{delivery}' AS delivery, row, fault, {columns} FROM judged"
    )
    return Plan(select, checks, fields)


@dataclass(frozen=True)
class Key:
    """The two padded blocks of the keyed hash (FIPS 198-1), as SQL literals."""

    inner: str
    outer: str
    provider: str

    @classmethod
    def of(cls, secret: bytes, provider: str) -> Key:
        """From the store's secret. The provider is part of every person's message (no linkage)."""
        block = secret.ljust(64, b"\0")
        return cls(
            _blob(bytes(b ^ 0x36 for b in block)), _blob(bytes(b ^ 0x5C for b in block)), provider
        )


def _blob(data: bytes) -> str:
    return "'" + "".join(f"\\x{byte:02X}" for byte in data) + "'::BLOB"


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
            return f"CASE WHEN {number} = floor({number}) THEN {number}::BIGINT END"
        case Kind.NUMBER:
            return f"try_cast({text} AS DOUBLE)"
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
            code = f"upper({text})"
            return f"CASE WHEN length({text}) = 9 AND try_cast({text}[2:] AS INTEGER) IS NOT NULL THEN {code} END"
        case Kind.POSTCODE:
            return f"upper(replace({text}, ' ', ''))"
        case _:
            return text


def _moment_sql(column: Column, text: str) -> str:
    """Local UK time; a moment with an offset is turned into it."""
    formats = column.formats or tuple(f"{d} {c}" for d in DAY_FORMATS[1:5] for c in CLOCKS[:2])
    zoned = f"(try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE 'Europe/London')"
    plain = f"coalesce(try_cast({text} AS TIMESTAMP), {_strptime(text, formats)})"
    has_offset = f"(ends_with({text}, 'Z') OR {text}[-6:-6] IN ('+', '-') AND {text}[-3:-3] = ':')"
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
        found.append(Check(len(found), name, column.title, reason, sql, column.personal, coded))

    plain = (Kind.TEXT, Kind.IDENTIFIER, Kind.POSTCODE)
    for name, column in kept.items():
        text, value = f"t_{name}", f"v_{name}"
        if column.filled:
            add(name, "is blank", f"{text} IS NULL")
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


def rule_sql(rule: Rule, kept: Mapping[str, Column], kind: str, key: Key) -> str:
    """The expression of one field of the minimum dataset, cast to its type."""
    # A cell outside its range must quarantine its row, not stop the file at the cast.
    return f"try_cast(({_rule(rule, kept, key)}) AS {kind})"


def _rule(rule: Rule, kept: Mapping[str, Column], key: Key) -> str:
    match rule:
        case Constant(value):
            return literal(value)
        case FirstOf(rules):
            return "coalesce(" + ", ".join(f"({_rule(r, kept, key)})" for r in rules) + ")"
    if rule.column not in kept:
        otherwise = getattr(rule, "blank", getattr(rule, "otherwise", None))
        return literal(otherwise)
    text, value = f"t_{rule.column}", f"v_{rule.column}"
    match rule:
        case Take():
            return value
        case Lookup(_, table, otherwise):
            return _translate(f"lower({value}::VARCHAR)", table, otherwise)
        case Prefix(_, length, table, otherwise):
            return _translate(f"lower({value}::VARCHAR)[1:{length}]", table, otherwise)
        case IfBlank(_, blank, filled):
            return f"CASE WHEN {value} IS NULL THEN {literal(blank)} ELSE {literal(filled)} END"
        case MonthOf():
            return f"date_trunc('month', {value})"
        case Pseudonym(_, domain):
            return pseudonym_sql(text, domain, key)


def _translate(sql: str, table: Mapping[str, str | bool], otherwise: str | bool | None) -> str:
    whens = " ".join(
        f"WHEN {literal(written.casefold())} THEN {literal(kept)}"
        for written, kept in table.items()
    )
    return f"CASE {sql} {whens} ELSE {literal(otherwise)} END" if whens else literal(otherwise)


def pseudonym_sql(text: str, domain: str, key: Key) -> str:
    """HMAC-SHA-256 (FIPS 198-1) of an identifier, its first 128 bits as a UUID.

    The message names the provider and the domain, so that the same number sent by two agencies, or
    used as a record and as a person, gives unlike pseudonyms.
    """
    message = literal(f"{key.provider}\x1f{domain}\x1f") + f" || upper({text})"
    inner = f"unhex(sha256({key.inner} || encode({message})))"
    return (
        f"CASE WHEN {text} IS NOT NULL THEN substr(sha256({key.outer} || {inner}), 1, 32)::UUID END"
    )
