"""Gather: every file of the given paths, one at a time, each whole or not at all."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.files.archive import unpack
from headwater.data.files.inspect import Format, Inspected, inspect
from headwater.data.files.rows import Rows
from headwater.data.files.shapes import read_shapes
from headwater.data.files.tables import TextTable, peek, read_table
from headwater.data.headings import recognise, reference_source
from headwater.data.intake.deliver import deliver
from headwater.data.intake.door import (
    Request,
    refuse_doubles,
    refuse_drift,
    refuse_identifiers,
    terms_of,
)
from headwater.data.intake.places import SmallAreaCodes
from headwater.data.intake.receipt import Receipt
from headwater.data.intake.reference import deliver_reference
from headwater.data.source import ReferenceSource, Source, all_sources
from headwater.data.store import Store
from headwater.vocabulary.errors import (
    HeadwaterError,
    SourceError,
    StoreError,
    UnknownFileError,
    UsageError,
)

LIKELY = 0.6
"""Share of a source's required columns from which a file is taken for that source, gone wrong."""


class State(Enum):
    """How it went with one file."""

    NEW = "new"
    UNCHANGED = "already here"
    UNKNOWN = "not recognised"
    CLOSED = "not loaded"
    REFUSED = "refused"
    WAITING = "waiting for look-ups"


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a receipt, or the sentence that says why there is none."""

    path: Path
    state: State
    receipt: Receipt | None = None
    message: str = ""
    error: HeadwaterError | None = None


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file under the given paths, in a fixed order; hidden files are left alone.

    Raises UsageError for a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file())
            found.extend(
                sorted(
                    p
                    for p in inside
                    if not any(x.startswith(".") for x in p.relative_to(path).parts)
                )
            )
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"{path}: there is no such file or folder. Check the path.")
    return tuple(dict.fromkeys(found))


def gather(
    store: Store,
    paths: Sequence[Path],
    request: Request,
    *,
    on_file: Callable[[Path], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Take each file into the store and yield what became of it. A refused file stops nothing.

    A kill at any moment loses nothing and leaves nothing half-loaded: run it again.
    """
    codes = SmallAreaCodes(store, request.profile.area.district_codes)
    with store.writing():
        waiting: list[Inspected] = []
        for path in find_files(paths):
            on_file(path)
            outcome, file = _first_look(store, path, request)
            if outcome is not None:
                yield outcome
            elif file is not None:
                waiting.append(file)
        for file in waiting:
            on_file(file.path)
            yield from _second_look(store, file, request, codes)


def _first_look(
    store: Store, path: Path, request: Request
) -> tuple[Outcome | None, Inspected | None]:
    """Take look-ups and outlines, so that incidents can be placed as they arrive; others wait."""
    file = None
    try:
        file = inspect(path)
        if file.format is Format.ZIP:
            return None, file
        with store.staging() as work:
            outcome = _one_file(store, file, request, work, None)
        return (None, file) if outcome.state is State.WAITING else (outcome, None)
    except (HeadwaterError, OSError, sqlite3.Error) as problem:
        return _refused(path, problem), None


def _second_look(
    store: Store, file: Inspected, request: Request, codes: SmallAreaCodes
) -> Iterator[Outcome]:
    path = file.path
    try:
        if file.format is Format.ZIP:
            # Not in the store: what agencies wrote never lies there, not even for a moment.
            with tempfile.TemporaryDirectory(prefix="headwater-") as work:
                yield from _parts(store, file, request, Path(work), codes)
            return
        with store.staging() as work:
            yield _one_file(store, file, request, work, codes)
    except (HeadwaterError, OSError, sqlite3.Error) as problem:
        yield _refused(path, problem)


def _parts(
    store: Store, file: Inspected, request: Request, work: Path, codes: SmallAreaCodes
) -> Iterator[Outcome]:
    """Each file of an archive for itself: one that is refused stops no other."""
    for part in unpack(file.path, work):
        try:
            with store.staging() as own:
                inside = inspect(part)
                if inside.format is Format.ZIP:
                    raise SourceError(
                        f"{part.name} is an archive inside an archive. Unpack it first."
                    )
                outcome = _one_file(store, inside, request, own, codes)
        except (HeadwaterError, OSError, sqlite3.Error) as problem:
            outcome = _refused(part, problem)
        yield replace(outcome, path=file.path / part.name)


def _refused(path: Path, problem: Exception) -> Outcome:
    """What a file's failure is called; a disk that fails is nothing the file did."""
    if isinstance(problem, HeadwaterError):
        state = State.UNKNOWN if isinstance(problem, UnknownFileError) else State.REFUSED
        return Outcome(path, state, message=str(problem), error=problem)
    why = getattr(problem, "strerror", None) or str(problem)
    error = StoreError(
        f"{path.name} was not gathered: the disk or the system failed ({why}). Nothing of it was kept. "
        "Make room or mend the disk, then gather it again."
    )
    return Outcome(path, State.REFUSED, message=str(error), error=error)


def _one_file(
    store: Store,
    file: Inspected,
    request: Request,
    work: Path,
    codes: SmallAreaCodes | None,
) -> Outcome:
    """Take one file, or let it wait: incidents are taken only where `codes` can place them."""
    held = store.find(file.sha256)
    if held is not None:
        return Outcome(
            file.path,
            State.UNCHANGED,
            Receipt.from_plain(held.receipt),
            f"{file.name} was gathered on {held.received:%-d %B %Y}: nothing changed."
            + (f" It waits for {held.provider} to confirm its receipt." if held.on_hold else ""),
        )
    if file.format is Format.GEOJSON:
        return _reference(store, file, read_shapes(file, work), work)
    top = peek(file)
    if top is not None and not _is_known(top, file.name, request):
        return _unknown(file)
    if top is not None and codes is None and not _is_reference(top, file.name, request):
        return Outcome(file.path, State.WAITING)
    table = read_table(file)
    reference = _reference_rows(file, table, request)
    if reference is not None:
        return _reference(store, file, reference, work)
    if codes is None:
        return Outcome(file.path, State.WAITING)
    return _incidents(store, file, table, request, work, codes)


def _is_reference(top: Sequence[Sequence[str]], name: str, request: Request) -> bool:
    if request.source:
        return issubclass(_named(request.source), ReferenceSource)
    return any(len([h for h in row if h]) > 1 and reference_source(row, name) for row in top)


def _is_known(top: Sequence[Sequence[str]], name: str, request: Request) -> bool:
    """Whether the headings are worth reading the whole file for."""
    if request.source or _is_reference(top, name, request):
        return True
    matches = recognise(top, request.profile.mappings)
    return bool(matches) and (matches[0].fits or matches[0].share >= LIKELY)


def _reference(store: Store, file: Inspected, table: pa.Table, work: Path) -> Outcome:
    source = reference_source(table.column_names, file.name)
    if source is None:
        return _unknown(file)
    _, receipt = deliver_reference(store, file, table, source, work)
    return Outcome(file.path, State.NEW, receipt)


def _reference_rows(file: Inspected, table: TextTable, request: Request) -> pa.Table | None:
    """The file as a table with its own headings, where those are a reference source's."""
    if request.source and not issubclass(_named(request.source), ReferenceSource):
        return None
    for at, headings in enumerate(table.top):
        if len([h for h in headings if h]) > 1 and reference_source(headings, file.name):
            return _with_headings(table, at)
    return None


def _with_headings(table: TextTable, at: int) -> pa.Table:
    """The whole of a small published table, under headings that differ from each other."""
    seen: dict[str, int] = {}
    unique = []
    for name in table.top[at]:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    if table.names:
        return pq.read_table(table.path).rename_columns(unique)
    rows = Rows(table, at, range(len(unique)))
    batches = [list(batch.cells.values()) for batch in rows.stream()]
    if rows.torn:
        raise SourceError(
            f"{table.name}, row {rows.torn[0]}: has too many or too few cells. Download the file "
            "again from its publisher."
        )
    columns = [pa.chunked_array([b[i] for b in batches], pa.string()) for i in range(len(unique))]
    return pa.table(columns, names=unique)


def _unknown(file: Inspected) -> Outcome:
    return Outcome(
        file.path,
        State.UNKNOWN,
        message=f"{file.name}: no source has these headings. Run “headwater map {file.name}” to see "
        "what comes nearest, or “headwater sources” for what is known.",
    )


def _incidents(
    store: Store,
    file: Inspected,
    table: TextTable,
    request: Request,
    work: Path,
    codes: SmallAreaCodes,
) -> Outcome:
    if request.source:
        _named(request.source)
    matches = recognise(table.top, request.profile.mappings, request.source)
    best = matches[0]
    if not best.fits:
        if best.share < LIKELY and not request.source:
            return _unknown(file)
        refuse_drift(file, best)
    source = best.source
    if source.required_decision and source.slug not in request.profile.decisions:
        return Outcome(
            file.path,
            State.CLOSED,
            message=f"{file.name} is {source.title.lower()} data, which is loaded only when a Board "
            f"decision is recorded. {source.barred} To load it, add the decision's reference to "
            f"[decisions] in headwater.toml under “{source.slug}”.",
        )
    refuse_doubles(file, table, best)
    refuse_identifiers(file, table, best)
    terms = terms_of(file, best, request)
    _, receipt = deliver(store, file, table, best, terms, codes, work)
    return Outcome(file.path, State.NEW, receipt)


def _named(slug: str) -> type[Source]:
    sources = all_sources()
    if slug not in sources:
        raise UsageError(f"There is no source “{slug}”. Choose one of: {', '.join(sources)}.")
    return sources[slug]


__all__ = ["Outcome", "Request", "State", "find_files", "gather"]
