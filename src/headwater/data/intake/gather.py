"""Gather: every file of the given paths, one at a time, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from headwater.data.files.archive import unpack
from headwater.data.files.inspect import Format, Inspected, inspect
from headwater.data.files.shapes import read_shapes
from headwater.data.files.tables import TextTable, peek, read_table
from headwater.data.headings import Match, plain, recognise, reference_source
from headwater.data.identifiers import looks_like
from headwater.data.intake.deliver import Terms, deliver
from headwater.data.intake.receipt import Receipt
from headwater.data.intake.reference import deliver_reference
from headwater.data.profile import Profile
from headwater.data.source import ReferenceSource, Source, all_sources
from headwater.data.store import Store
from headwater.vocabulary.errors import (
    AgreementError,
    HeadwaterError,
    IdentifierError,
    SourceError,
    UnknownFileError,
    UsageError,
)
from headwater.vocabulary.records.agreement import AgreementBook, Purpose

LIKELY = 0.6
"""Share of a source's required columns from which a file is taken for that source, gone wrong."""
SAMPLE = 2_000
"""Rows in which direct identifiers are looked for."""


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


@dataclass(frozen=True)
class Request:
    """What may be gathered, and how; `at` is the day on which agreements are judged."""

    profile: Profile
    book: AgreementBook
    at: date
    source: str | None = None
    provider: str | None = None


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
    with store.writing():
        waiting = []
        for path in find_files(paths):
            on_file(path)
            for outcome in _one_path(store, path, request, incidents=False):
                if outcome.state is State.WAITING:
                    waiting.append(path)
                else:
                    yield outcome
        for path in dict.fromkeys(waiting):
            on_file(path)
            yield from _one_path(store, path, request, incidents=True)


def _one_path(store: Store, path: Path, request: Request, *, incidents: bool) -> Iterator[Outcome]:
    """Look-ups and outlines are taken first, so that incidents can be placed as they arrive."""
    try:
        file = inspect(path)
        if file.format is Format.ZIP:
            if not incidents:
                yield Outcome(path, State.WAITING)
                return
            with store.staging() as work:
                for part in unpack(path, work):
                    for outcome in _one_path(store, part, request, incidents=True):
                        yield replace(outcome, path=path / part.name)
            return
        with store.staging() as work:
            yield _one_file(store, file, request, work, incidents=incidents)
    except HeadwaterError as error:
        state = State.UNKNOWN if isinstance(error, UnknownFileError) else State.REFUSED
        yield Outcome(path, state, message=str(error), error=error)


def _one_file(
    store: Store, file: Inspected, request: Request, work: Path, *, incidents: bool
) -> Outcome:
    held = store.find(file.sha256)
    if held is not None:
        return Outcome(
            file.path,
            State.UNCHANGED,
            Receipt.from_plain(held.receipt),
            f"{file.name} was gathered on {held.received:%-d %B %Y}: nothing changed.",
        )
    if file.format is Format.GEOJSON:
        return _reference(store, file, read_shapes(file, work), work)
    if file.format is Format.PARQUET:
        return _reference(store, file, pq.read_table(file.path), work)
    top = peek(file)
    if top is not None and not _is_known(top, file.name, request):
        return _unknown(file)
    if top is not None and not incidents and not _is_reference(top, file.name, request):
        return Outcome(file.path, State.WAITING)
    table = read_table(file, work)
    reference = _reference_rows(file, table, request)
    if reference is not None:
        return _reference(store, file, reference, work)
    if not incidents:
        return Outcome(file.path, State.WAITING)
    return _incidents(store, file, table, request, work)


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
    names = list(table.top[at])
    names += [""] * (table.width - len(names))
    if table.is_csv:
        rows = pa_csv.read_csv(
            table.path,
            read_options=pa_csv.ReadOptions(
                column_names=[f"c{i}" for i in range(table.width)], skip_rows=at + 1
            ),
            parse_options=pa_csv.ParseOptions(delimiter=table.delimiter),
            convert_options=pa_csv.ConvertOptions(
                column_types={f"c{i}": pa.string() for i in range(table.width)},
                strings_can_be_null=False,
            ),
        )
    else:
        rows = pq.read_table(table.path).slice(at + 1)
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return rows.rename_columns(unique)


def _unknown(file: Inspected) -> Outcome:
    return Outcome(
        file.path,
        State.UNKNOWN,
        message=f"{file.name}: no source has these headings. Run “headwater map {file.name}” to see "
        "what comes nearest, or “headwater sources” for what is known.",
    )


def _named(slug: str) -> type[Source]:
    sources = all_sources()
    if slug not in sources:
        raise UsageError(f"There is no source “{slug}”. Choose one of: {', '.join(sources)}.")
    return sources[slug]


def _incidents(
    store: Store, file: Inspected, table: TextTable, request: Request, work: Path
) -> Outcome:
    if request.source:
        _named(request.source)
    matches = recognise(table.top, request.profile.mappings, request.source)
    best = matches[0]
    if not best.fits:
        if best.share < LIKELY and not request.source:
            return _unknown(file)
        _refuse_drift(file, best)
    source = best.source
    if source.required_decision and source.slug not in request.profile.decisions:
        return Outcome(
            file.path,
            State.CLOSED,
            message=f"{file.name} is {source.title.lower()} data, which is loaded only when a Board "
            f"decision is recorded. {source.barred} To load it, add the decision's reference to "
            f"[decisions] in headwater.toml under “{source.slug}”.",
        )
    _refuse_identifiers(file, table, best)
    terms = _terms(file, best, request)
    _, receipt = deliver(store, file, table, best, terms, work)
    return Outcome(file.path, State.NEW, receipt)


def _refuse_drift(file: Inspected, best: Match) -> None:
    missing = ", ".join(f"“{title}”" for title in best.missing)
    extra = ", ".join(f"“{h}”" for _, h in best.extra)
    also = f" It has {extra}, which nobody declared." if extra else ""
    question = best.source.agency_question or "say whether the columns were renamed"
    raise SourceError(
        f"{file.name} looks like “{best.source.title}” but lacks the column {missing}.{also} Ask the "
        f"sender to {question}; or, if only names changed, run “headwater map {file.name}”."
    )


def _refuse_identifiers(file: Inspected, table: TextTable, match: Match) -> None:
    """Refuse direct identifiers in columns nobody declared, and undeclared columns about people."""
    if match.extra:
        cells = _sample(table, match.header_row, [i for i, _ in match.extra])
        for position, heading in match.extra:
            kind = looks_like(heading, cells[position])
            if kind:
                raise IdentifierError(
                    f"{file.name}: the column “{heading}” holds {kind}, which nobody declared. Nothing "
                    "was kept. Ask the sender to remove that column and send the file again."
                )
    if match.columns and match.extra and not match.source.is_public():
        named = ", ".join(f"“{h}”" for _, h in match.extra)
        raise SourceError(
            f"{file.name}: the agreement's dataset does not hold the column {named}. Nothing was kept. "
            "Ask the sender to leave it out, or have it added to the source's declaration."
        )


def _sample(table: TextTable, header: int, positions: list[int]) -> dict[int, list[str]]:
    if table.is_csv:
        with pa_csv.open_csv(
            table.path,
            read_options=pa_csv.ReadOptions(
                column_names=[f"c{i}" for i in range(table.width)], skip_rows=header + 1
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=table.delimiter, invalid_row_handler=lambda _: "skip"
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types={f"c{i}": pa.string() for i in range(table.width)},
                strings_can_be_null=False,
            ),
        ) as reader:
            batch = next(iter(reader), None)
    else:
        batch = next(pq.ParquetFile(table.path).iter_batches(batch_size=SAMPLE), None)
    if batch is None:
        return {i: [] for i in positions}
    part = batch.slice(0, SAMPLE)
    return {
        i: [str(c or "") for c in part.column(i).to_pylist()] if i < part.num_columns else []
        for i in positions
    }


def _terms(file: Inspected, match: Match, request: Request) -> Terms:
    """Whose file this is: the publisher for public data, else the provider of a live agreement."""
    source = match.source
    if source.is_public():
        return Terms(source.publisher)
    covering = request.book.covering(source.slug, request.provider or "")
    providers = sorted({a.provider for a in covering})
    if len(providers) > 1:
        raise UsageError(
            f"{file.name}: agreements with {' and '.join(providers)} cover “{source.slug}”. Say whose "
            f'file it is: --provider "{providers[0]}".'
        )
    provider = providers[0] if providers else (request.provider or "")
    standing = request.book.standing(source.slug, Purpose.NEEDS_ASSESSMENT, request.at, provider)
    if not standing:
        raise AgreementError(
            f"{file.name} was not gathered. {standing.reason} Put the agreement right in "
            "agreements.toml, then gather the file again."
        )
    live = next(
        a
        for a in covering
        if request.book.standing(source.slug, Purpose.NEEDS_ASSESSMENT, request.at, a.provider)
    )
    allowed = {plain(c) for c in live.columns}
    declared = source.columns()
    over = [
        declared[n].title
        for n in match.columns
        if allowed and plain(declared[n].title) not in allowed
    ]
    if over:
        raise AgreementError(
            f"{file.name}: agreement “{live.slug}” does not list the column {', '.join(over)}. Ask the "
            "sender to leave it out, or have the agreement changed."
        )
    return Terms(provider, live.slug)
