"""Reading agreements: the book that everything which opens rows obeys, and the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from headwater.analysis import workbench
from headwater.data.agreements import read_agreements
from headwater.data.source import all_sources
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Gateway,
    Purpose,
    Signature,
    Standing,
    live,
)
from headwater.web.accounts.models import User
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement
from headwater.web.verdict import Verdict


def agreements() -> QuerySet[Agreement]:
    """Every agreement with its parties and signatures."""
    return Agreement.objects.select_related("provider").prefetch_related(
        "recipients", "signatures__agency"
    )


def record_of(agreement: Agreement) -> AgreementRecord:
    """An agreement as the frozen record that decides what may be read."""
    recipients = sorted(agreement.recipients.all(), key=lambda agency: agency.slug)
    named = {a.pk: a.name for a in recipients}
    named[agreement.provider_id] = agreement.provider_name
    return AgreementRecord(
        slug=agreement.slug,
        provider=agreement.provider_name,
        provider_kind=AgencyKind[agreement.provider.kind],
        recipients=tuple(named[a.pk] for a in recipients),
        sources=tuple(agreement.sources),
        purposes=tuple(Purpose(text) for text in agreement.purposes),
        gateway=Gateway[agreement.gateway],
        lawful_basis=agreement.lawful_basis,
        dpia_reference=agreement.dpia_reference,
        starts=agreement.starts,
        ends=agreement.ends,
        signatures=tuple(
            Signature(named.get(s.agency_id, s.agency.name), s.name, s.on)
            for s in agreement.signatures.all()
        ),
        retention_days=agreement.retention_days,
        columns=tuple(agreement.columns),
        personal_data=agreement.personal_data,
        revoked_on=agreement.revoked_on,
        review_due=agreement.review_due,
        notes=agreement.notes,
    )


def is_kept_here() -> bool:
    """True once this room holds the agreements; before, the folder's own file does."""
    return Agreement.objects.exists()


def book() -> AgreementBook:
    """Every agreement, as it stands at this moment. Read it anew for each request; keep it nowhere."""
    found = tuple(record_of(a) for a in agreements())
    return AgreementBook(found) if found else read_agreements(settings.ENV.folder)


def fingerprint(held: AgreementBook) -> str:
    """A short text that changes whenever any term of any agreement does."""
    plain = [
        [str(getattr(a, f.name)) for f in fields(a) if f.name != "notes"] for a in held.agreements
    ]
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:12]


def data_version(folder: Path, held: AgreementBook | None = None) -> str:
    """A short text that changes whenever a file is gathered or an agreement changes."""
    return f"{workbench.data_version(folder)}-{fingerprint(book() if held is None else held)}"


def standing(record: AgreementRecord, at: date) -> Standing:
    """Live for any of its purposes, or the first sentence that says why not."""
    found = [live(record, p, at) for p in record.purposes or tuple(Purpose)]
    return next((s for s in found if s), found[0])


def restricted() -> tuple[tuple[str, str], ...]:
    """Slug and title of every source that needs an agreement, by title."""
    found = ((slug, s.title) for slug, s in all_sources().items() if not s.is_public())
    return tuple(sorted(found, key=lambda pair: pair[1]))


def titles(sources: Iterable[str]) -> tuple[str, ...]:
    """The titles of sources; one that is not known any more keeps its slug."""
    known = all_sources()
    return tuple(known[s].title if s in known else s for s in sources)


@dataclass(frozen=True)
class Line:
    """One agreement in the list."""

    agreement: Agreement
    standing: Standing
    sources: tuple[str, ...]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What it may be used for, in words."""
        return tuple(text.replace("-", " ") for text in self.agreement.purposes)


def lines() -> list[Line]:
    """Every agreement with its standing today, those that are not live first."""
    today = timezone.localdate()
    made = [Line(a, standing(record_of(a), today), titles(a.sources)) for a in agreements()]
    return sorted(made, key=lambda line: line.standing.live)


@dataclass(frozen=True)
class AgreementPage:
    """One agreement, in words, and what this person may do with it."""

    agreement: Agreement
    standing: Standing
    terms: tuple[tuple[str, str], ...]
    unsigned: tuple[str, ...]
    edit: Verdict
    sign: Verdict
    revoke: Verdict


def page(agreement: Agreement, user: User) -> AgreementPage:
    """Everything the page of an agreement shows."""
    record = record_of(agreement)
    names = {s.agency for s in record.signatures}
    return AgreementPage(
        agreement,
        standing(record, timezone.localdate()),
        tuple(_terms(agreement, record)),
        tuple(sorted({record.provider, *record.recipients} - names)),
        rules.may_edit(user, agreement),
        rules.may_sign(user, agreement),
        rules.may_revoke(user, agreement),
    )


def _terms(agreement: Agreement, record: AgreementRecord) -> Iterable[tuple[str, str]]:
    yield "Provider", record.provider
    yield "Shared with", ", ".join(record.recipients)
    yield "What is shared", ", ".join(titles(record.sources))
    yield "For", ", ".join(p.value.replace("-", " ") for p in record.purposes)
    yield "Legal power", record.gateway.value
    yield "Lawful basis", record.lawful_basis
    yield "Impact assessment", record.dpia_reference or "None yet: it cannot be live without one"
    yield "Personal data", "Yes" if record.personal_data else "No"
    yield "Columns", ", ".join(record.columns) or "Those the source declares"
    yield "From", f"{record.starts:%-d %B %Y}"
    yield "Until", f"{record.ends:%-d %B %Y}"
    if record.review_due:
        yield "Review due", f"{record.review_due:%-d %B %Y}"
    yield "Kept for", f"{record.retention_days:,} days"
    yield "A file is expected", f"every {_months(agreement.every_months)}"
    if record.notes:
        yield "Notes", record.notes
    if agreement.revoked_on:
        yield "Revoked", f"{agreement.revoked_on:%-d %B %Y}: {agreement.revoked_reason}"


def _months(count: int) -> str:
    return "month" if count == 1 else f"{count} months"
