"""Column headings: which source a file is, and which heading is which declared column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from headwater.data.source import ReferenceSource, Shape, Source, all_sources

_PLAIN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def plain(heading: str) -> str:
    """A heading without case, spacing or punctuation.

    >>> plain("LSOA  code (2011)"), plain("\\ufeffCrime_ID")
    ('lsoacode2011', 'crimeid')
    """
    return _PLAIN.sub("", heading.casefold())


@dataclass(frozen=True)
class Match:
    """How a file's headings fit a source.

    `columns` maps declared attribute -> position in the file; `missing` lists declared required
    titles that the file lacks; `extra` the headings nobody declared, with their positions.
    """

    source: type[Source]
    header_row: int
    columns: Mapping[str, int]
    missing: tuple[str, ...]
    extra: tuple[tuple[int, str], ...]

    @property
    def fits(self) -> bool:
        """True when every required column is there."""
        return not self.missing

    @property
    def share(self) -> float:
        """Share of the source's required columns that were found, 0 to 1."""
        required = len([column for column in _wanted(self.source) if column.required])
        return 1 - len(self.missing) / required if required else 0.0


@dataclass(frozen=True)
class _Wanted:
    """A declared column and the plain headings it may come under."""

    name: str
    title: str
    required: bool
    plain: tuple[str, ...]


_KNOWN: dict[type[Source], tuple[_Wanted, ...]] = {}


def _wanted(source: type[Source]) -> tuple[_Wanted, ...]:
    """A source's columns, worked out once: every heading of every file is held against them."""
    if source not in _KNOWN:
        _KNOWN[source] = _read(source)
    return _KNOWN[source]


def _read(source: type[Source]) -> tuple[_Wanted, ...]:
    return tuple(
        _Wanted(n, c.title, c.required, tuple(plain(w) for w in (c.title, *c.aliases)))
        for n, c in source.columns().items()
    )


def match(
    source: type[Source], headings: Sequence[str], saved: Mapping[str, str], row: int
) -> Match:
    """Fit headings to one source. `saved` translates a heading of this sender to a declared one."""
    renamed = {plain(k): plain(v) for k, v in saved.items()}
    places: dict[str, int] = {}
    for position, heading in enumerate(headings):
        key = plain(heading)
        places.setdefault(renamed.get(key, key), position)
    columns: dict[str, int] = {}
    missing = []
    for column in _wanted(source):
        found = next((places[w] for w in column.plain if w in places), None)
        if found is not None:
            columns[column.name] = found
        elif column.required:
            missing.append(column.title)
    used = set(columns.values())
    extra = tuple((i, h) for i, h in enumerate(headings) if i not in used and h.strip())
    return Match(source, row, columns, tuple(missing), extra)


def recognise(
    top: Sequence[Sequence[str]],
    mappings: Mapping[str, Mapping[str, str]],
    only: str | None = None,
) -> list[Match]:
    """Every way the first rows of a file can be read as an incident source, best first.

    `mappings` are the partnership's saved column mappings by source slug; `only` names one source.
    """
    found = []
    for slug, source in all_sources().items():
        if source.shape is not Shape.INCIDENTS or only not in (None, slug):
            continue
        fits = [match(source, r, mappings.get(slug, {}), i) for i, r in enumerate(top)]
        found.append(max(fits, key=lambda m: (m.fits, m.share, len(m.columns))))
    return sorted(found, key=lambda m: (m.fits, m.share, len(m.columns)), reverse=True)


def reference_source(headings: Sequence[str], name: str) -> type[ReferenceSource] | None:
    """The reference source whose files have these headings, if any."""
    for source in all_sources().values():
        if issubclass(source, ReferenceSource) and source.matches(tuple(headings), name):
            return source
    return None


@dataclass(frozen=True)
class Proposal:
    """One line of a proposed mapping: the declared title, the file's heading, and why."""

    title: str
    heading: str
    reason: str


def propose(source: type[Source], headings: Sequence[str]) -> tuple[Proposal, ...]:
    """For each declared column, the heading in the file most like it, with the reason."""
    fit = match(source, headings, {}, 0)
    free = {h for _, h in fit.extra}
    lines = []
    for name, column in source.columns().items():
        if name in fit.columns:
            heading = headings[fit.columns[name]]
            reason = "same heading" if plain(heading) == plain(column.title) else "known other name"
            lines.append(Proposal(column.title, heading, reason))
            continue
        best = max(free, key=lambda h: _likeness(h, column.title, column.aliases), default="")
        likeness = _likeness(best, column.title, column.aliases) if best else 0.0
        if likeness >= 0.6:
            free.discard(best)
            lines.append(Proposal(column.title, best, f"similar words ({likeness:.0%} alike)"))
        else:
            need = "required: ask the sender for it" if column.required else "optional: left out"
            lines.append(Proposal(column.title, "", f"nothing like it in the file; {need}"))
    return tuple(lines)


def _likeness(heading: str, title: str, aliases: Sequence[str]) -> float:
    return max(
        SequenceMatcher(None, plain(heading), plain(name)).ratio() for name in (title, *aliases)
    )
