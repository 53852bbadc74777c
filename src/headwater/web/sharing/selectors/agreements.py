"""Reading agreements: the book that everything which opens rows obeys, and the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from headwater.analysis import workbench
from headwater.data.agreements import IN_THE_BROWSER, read_agreements
from headwater.data.source import all_sources
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    ExitTerms,
    Gateway,
    OfficerView,
    PartyRole,
    Purpose,
    Regime,
    Signature,
    Standing,
    live,
)
from headwater.web.accounts.models import User
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement, ImpactAssessment
from headwater.web.sharing.selectors.terms import Section, sections
from headwater.web.verdict import Verdict

State = ImpactAssessment.State


def agreements() -> QuerySet[Agreement]:
    """Every agreement with its parties and signatures."""
    return Agreement.objects.select_related("provider").prefetch_related(
        "recipients", "signatures__agency", "assessments__risks"
    )


def record_of(agreement: Agreement) -> AgreementRecord:
    """An agreement as the frozen record that decides what may be read."""
    recipients = sorted(agreement.recipients.all(), key=lambda agency: agency.slug)
    named = {a.pk: a.name for a in recipients}
    named[agreement.provider_id] = agreement.provider_name
    slugs = {a.slug: named[a.pk] for a in (*recipients, agreement.provider)}
    return AgreementRecord(
        slug=agreement.slug,
        provider=agreement.provider_name,
        provider_kind=AgencyKind[agreement.provider.kind],
        recipients=tuple(named[a.pk] for a in recipients),
        sources=tuple(agreement.sources),
        purposes=tuple(Purpose(text) for text in agreement.purposes),
        gateway=Gateway[agreement.gateway],
        lawful_basis=agreement.lawful_basis,
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
        sender=agreement.sender,
        other_gateway=agreement.other_gateway,
        regime=Regime[agreement.regime] if agreement.regime else None,
        roles=tuple(
            sorted((slugs[s], PartyRole[r]) for s, r in agreement.roles.items() if s in slugs)
        ),
        condition=agreement.condition,
        necessity=agreement.necessity,
        rights_contact=agreement.rights_contact,
        security=agreement.security,
        exit_terms=ExitTerms[agreement.exit_terms] if agreement.exit_terms else None,
        every_months=agreement.every_months,
        **_assessment(agreement),
    )


def accepted(agreement: Agreement) -> ImpactAssessment | None:
    """The newest impact assessment of an agreement that was accepted in this room."""
    return next((a for a in agreement.assessments.all() if a.state == State.ACCEPTED), None)


def _assessment(agreement: Agreement) -> dict[str, Any]:
    """What decides of the impact assessment: the one of this room, else the one made elsewhere."""
    held = accepted(agreement)
    view = (held or agreement).officer_view
    return {
        "dpia_reference": held.reference if held else agreement.dpia_reference,
        "dpia_on": held.accepted_on if held else agreement.dpia_on,
        "officer": (held or agreement).officer,
        "officer_view": OfficerView[view] if view else None,
    }


def is_kept_here() -> bool:
    """True once this room holds the agreements; before, the folder's own file does."""
    return Agreement.objects.exists()


def book() -> AgreementBook:
    """Every agreement, as it stands at this moment. Read it anew for each request; keep it nowhere."""
    found = tuple(record_of(a) for a in agreements())
    return AgreementBook(found, IN_THE_BROWSER) if found else read_agreements(settings.ENV.folder)


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
    record: AgreementRecord
    standing: Standing
    sources: tuple[str, ...]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What it may be used for, in words."""
        return tuple(text.replace("-", " ") for text in self.agreement.purposes)


def lines() -> list[Line]:
    """Every agreement with its standing today, those that are not live first."""
    today = timezone.localdate()
    records = [(a, record_of(a)) for a in agreements()]
    made = [Line(a, r, standing(r, today), titles(a.sources)) for a, r in records]
    return sorted(made, key=lambda line: line.standing.live)


@dataclass(frozen=True)
class AgreementPage:
    """One agreement, in words, and what this person may do with it."""

    agreement: Agreement
    standing: Standing
    terms: tuple[Section, ...]
    unsigned: tuple[str, ...]
    assessments: tuple[ImpactAssessment, ...]
    edit: Verdict
    sign: Verdict
    revoke: Verdict
    assess: Verdict


def page(agreement: Agreement, user: User) -> AgreementPage:
    """Everything the page of an agreement shows."""
    record = record_of(agreement)
    names = {s.agency for s in record.signatures}
    return AgreementPage(
        agreement,
        standing(record, timezone.localdate()),
        sections(agreement, record, titles(record.sources)),
        tuple(sorted({record.provider, *record.recipients} - names)),
        tuple(agreement.assessments.all()),
        rules.may_edit(user, agreement),
        rules.may_sign(user, agreement, timezone.localdate()),
        rules.may_revoke(user, agreement),
        rules.may_assess(user, agreement),
    )
