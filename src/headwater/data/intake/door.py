"""What may come in: the right columns, no identifier nobody declared, and terms that are live today."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from headwater.data.files.inspect import Inspected
from headwater.data.files.rows import Batch, Rows
from headwater.data.files.tables import TextTable
from headwater.data.headings import Match, plain
from headwater.data.identifiers import looks_like
from headwater.data.intake.deliver import Terms
from headwater.data.profile import Profile
from headwater.vocabulary.errors import (
    AgreementError,
    IdentifierError,
    SourceError,
    UsageError,
)
from headwater.vocabulary.records.agreement import AgreementBook, Purpose, live

SAMPLE = 2_000
"""Rows of each part of a file in which direct identifiers are looked for."""
SAMPLED = 1 << 20
"""Bytes of such a part."""


@dataclass(frozen=True)
class Request:
    """What may be gathered, and how; `at` is the day on which agreements are judged."""

    profile: Profile
    book: AgreementBook
    at: date
    source: str | None = None
    provider: str | None = None
    extracted: date | None = None
    """The day to which the files are up to date, where their names do not say it."""
    on_hold: bool = False
    """Whether what comes under an agreement waits until its provider has confirmed the receipt."""


def refuse_drift(file: Inspected, best: Match) -> None:
    missing = ", ".join(f"“{title}”" for title in best.missing)
    extra = ", ".join(f"“{h}”" for _, h in best.extra)
    also = f" It has {extra}, which nobody declared." if extra else ""
    question = best.source.agency_question or "say whether the columns were renamed"
    raise SourceError(
        f"{file.name} looks like “{best.source.title}” but lacks the column {missing}.{also} Ask the "
        f"sender to {question}; or, if only names changed, run “headwater map {file.name}”."
    )


def refuse_doubles(file: Inspected, table: TextTable, match: Match) -> None:
    """Of two columns with one declared heading, nobody can tell which is meant."""
    headings = table.top[match.header_row]
    used = {plain(headings[position]) for position in match.columns.values()}
    double = next((heading for _, heading in match.extra if plain(heading) in used), None)
    if double is not None:
        raise SourceError(
            f"{file.name}: the heading “{double}” stands above two columns. Ask the sender to leave one "
            "out."
        )


def refuse_identifiers(file: Inspected, table: TextTable, match: Match) -> None:
    """Refuse direct identifiers in columns nobody declared, and undeclared columns about people."""
    if match.extra:
        positions = [position for position, _ in match.extra]
        with closing(Rows(table, match.header_row, positions, block=SAMPLED).stream()) as batches:
            for batch in batches:
                _look_for_identifiers(file, match, batch)
                if not match.source.is_public():
                    break
    if match.columns and match.extra and not match.source.is_public():
        named = ", ".join(f"“{h}”" for _, h in match.extra)
        raise SourceError(
            f"{file.name}: the agreement's dataset does not hold the column {named}. Nothing was kept. "
            "Ask the sender to leave it out, or have it added to the source's declaration."
        )


def _look_for_identifiers(file: Inspected, match: Match, batch: Batch) -> None:
    step = -(-len(batch) // SAMPLE)
    chosen = pa.array(range(0, len(batch), step))
    for position, heading in match.extra:
        kind = looks_like(heading, batch.cells[position].take(chosen).to_pylist())
        if kind:
            raise IdentifierError(
                f"{file.name}: the column “{heading}” holds {kind}, which nobody declared. Nothing "
                "was kept. Ask the sender to remove that column and send the file again."
            )


def terms_of(file: Inspected, match: Match, request: Request) -> Terms:
    """Whose file this is: the publisher for public data, else the provider of a live agreement."""
    source = match.source
    if source.is_public():
        return Terms(source.publisher, "", request.extracted)
    covering = request.book.covering(source.slug, request.provider or "")
    providers = sorted({a.sent_as for a in covering})
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
            f"{request.book.place}, then try the file again."
        )
    under = next(a for a in covering if live(a, Purpose.NEEDS_ASSESSMENT, request.at))
    allowed = {plain(c) for c in under.columns}
    declared = source.columns()
    over = [
        declared[n].title
        for n in match.columns
        if allowed and plain(declared[n].title) not in allowed
    ]
    if over:
        raise AgreementError(
            f"{file.name}: agreement “{under.slug}” does not list the column {', '.join(over)}. Ask the "
            "sender to leave it out, or have the agreement changed."
        )
    return Terms(provider, under.slug, request.extracted, request.on_hold)
