"""What every source must hold, whoever adds it: `check_source` says what is wrong, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from headwater.data.minimum_dataset import ITEMS, REFERENCE
from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    Lookup,
    Prefix,
    ReferenceSource,
    Rule,
    Sensitivity,
    Shape,
    Source,
    Take,
)
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import BEHAVIOURS
from headwater.vocabulary.incidents import Harm, Setting, Weapon
from headwater.vocabulary.people import Ethnicity, Role, Sex
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _values(words: Iterable[object]) -> frozenset[str]:
    return frozenset(str(getattr(word, "value", word)) for word in words)


ALLOWED: dict[str, frozenset[str]] = {
    "behaviour": frozenset(BEHAVIOURS),
    "setting": _values(Setting),
    "weapon": _values(Weapon),
    "harm": _values(Harm),
    "time_precision": _values(TimePrecision),
    "place_precision": _values(PlacePrecision),
    **{f"{role.value}_sex": _values(Sex) for role in Role},
    **{f"{role.value}_ethnicity": _values(Ethnicity) for role in Role},
}
"""Coded fields of the minimum dataset and the words they may hold."""


def check_source(source: type[Source]) -> list[str]:
    """Every way in which a source falls short; empty where it does not."""
    wrong = [*_words(source), *_columns(source)]
    if issubclass(source, ReferenceSource):
        if source.shape not in REFERENCE:
            wrong.append(f"shape {source.shape.value} has no canonical columns")
        return wrong
    return [*wrong, *_minimum(source), *_keys(source)]


def _words(source: type[Source]) -> Iterator[str]:
    if not _SLUG.fullmatch(source.slug):
        yield f"slug “{source.slug}” is not kebab-case"
    for name in ("title", "publisher", "licence", "where", "adds", "unit"):
        text = getattr(source, name, "")
        if not text or text != text.strip():
            yield f"{name} is blank or has loose spaces"
    if not (source.__doc__ or "").strip().endswith("."):
        yield "the docstring is not a sentence"
    if not source.where.endswith("."):
        yield "where is not a sentence"
    if source.adds.endswith(".") or source.adds[:1].isupper():
        yield "adds cannot follow “would add”: no capital, no full stop"
    for name in ("row_meaning", "barred"):
        text = getattr(source, name)
        if text and not (text[0].isupper() and text.endswith(".")):
            yield f"{name} is not made of sentences"
    if source.agency_question and (
        source.agency_question.endswith(".") or source.agency_question[:1].isupper()
    ):
        yield "agency_question cannot follow “Ask the sender to”"
    if not isinstance(source.agency, AgencyKind):
        yield "agency is not a kind of agency"
    if source.shape is Shape.INCIDENTS and not source.row_meaning:
        yield "row_meaning is blank: a reader must know what a row is before counting"


def _columns(source: type[Source]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, column in source.columns().items():
        for heading in (column.title, *column.aliases):
            plain = re.sub(r"[^a-z0-9]+", "", heading.casefold())
            if plain in seen:
                yield f"heading “{heading}” stands for {seen[plain]} and {name}"
            seen[plain] = name
        if column.filled and not column.required:
            yield f"{name} must be filled but may be missing"
        if column.kind is Kind.CODE and column.codes is None:
            yield f"{name} is a code without a list"
        if column.codes is not None and column.kind is not Kind.CODE:
            yield f"{name} has a list but is not a code"
        written = [w.casefold() for w in column.codes or ()]
        if len(written) != len(set(written)) and _disagree(column):
            yield f"{name} has codes that differ only in capitals and mean different things"


def _disagree(column: Column) -> bool:
    meanings: dict[str, set[str]] = {}
    for written, kept in (column.codes or {}).items():
        meanings.setdefault(written.casefold(), set()).add(kept)
    return any(len(kept) > 1 for kept in meanings.values())


def _minimum(source: type[Source]) -> Iterator[str]:
    columns = source.columns()
    if not {"month", "behaviour", "time_precision", "place_precision"} <= source.minimum.keys():
        yield "the minimum dataset needs a month, a behaviour and both precisions"
    for item, rule in source.minimum.items():
        if item not in ITEMS:
            yield f"“{item}” is no field of the minimum dataset"
            continue
        for name in used(rule):
            if name not in columns:
                yield f"{item} reads {name}, which is not declared"
            elif not columns[name].is_kept:
                yield f"{item} reads {name}, which is dropped"
        if item in ALLOWED:
            for word in sorted(outcomes(rule, columns) - ALLOWED[item]):
                yield f"{item} can become “{word}”, which is no word of its vocabulary"
    kept = {n for n, c in columns.items() if c.is_kept}
    read = {name for rule in source.minimum.values() for name in used(rule)}
    for name in sorted(kept - read):
        if columns[name].personal:
            yield f"{name} is personal, is read, and is used for nothing"


def _keys(source: type[Source]) -> Iterator[str]:
    columns = source.columns()
    for name in source.key:
        if columns.get(name, Column("")).kind is not Kind.IDENTIFIER:
            yield f"key {name} is not a declared identifier"
    if source.key and "record" not in source.minimum:
        yield "a key is declared but no record pseudonym is kept"
    for item in (*source.slices, source.order):
        if item not in source.minimum:
            yield f"{item} decides what supersedes, but is not kept"
    if source.sensitivity is Sensitivity.RESTRICTED and not (source.key or source.slices):
        yield "a restricted source declares neither key nor slice, so a correction would count twice"
    if source.sensitivity is Sensitivity.RESTRICTED and not source.agency_question:
        yield "a restricted source has no question for the agency"


def used(rule: Rule) -> tuple[str, ...]:
    """The columns a rule reads."""
    match rule:
        case FirstOf(rules):
            return tuple(name for r in rules for name in used(r))
        case Constant():
            return ()
        case _:
            return (rule.column,)


def outcomes(rule: Rule, columns: dict[str, Column]) -> frozenset[str]:
    """Every word a rule can give; what is read as free text gives “(free text)”."""
    found: set[object] = set()
    match rule:
        case Constant(value):
            found = {value}
        case FirstOf(rules):
            return frozenset().union(*(outcomes(r, columns) for r in rules))
        case IfBlank(_, blank, filled):
            found = {blank, filled}
        case Lookup(_, table, otherwise) | Prefix(_, _, table, otherwise):
            found = {*table.values(), otherwise}
        case Take(name):
            codes = columns[name].codes
            found = set(codes.values()) if codes else {"(free text)"}
        case _:
            found = {"(free text)"}
    return frozenset(str(word) for word in found if word is not None)
