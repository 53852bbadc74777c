"""The terms of an agreement in words, in the sections in which they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from headwater.vocabulary.records.agreement import AgreementRecord
from headwater.web.sharing.models import Agreement

Lines = tuple[tuple[str, str], ...]
Section = tuple[str, Lines]
"""A heading, and the terms under it: label and words."""
UNSAID = "Not said"
LACKING = "None yet: it cannot be live without one"


def sections(
    agreement: Agreement, record: AgreementRecord, shared: Iterable[str]
) -> tuple[Section, ...]:
    """Every term; `shared` are the titles of what is shared."""
    return (
        ("What is shared, and with whom", tuple(_what(record, shared))),
        ("The law", tuple(_law(record))),
        ("Impact assessment", tuple(_assessment(record))),
        ("How long, and what happens at the end", tuple(_time(agreement, record))),
        ("Security and people's rights", tuple(_rights(record))),
    )


def _what(record: AgreementRecord, shared: Iterable[str]) -> Iterable[tuple[str, str]]:
    roles = dict(record.roles)
    parties = (record.provider, *record.recipients)
    yield "Provider", record.provider
    yield "Shared with", ", ".join(record.recipients)
    yield "Roles of the parties", "; ".join(f"{p}: {_said(roles.get(p))}" for p in parties)
    yield "What is shared", ", ".join(shared)
    yield "Columns", ", ".join(record.columns) or "Those the source declares"
    yield "For", ", ".join(p.value.replace("-", " ") for p in record.purposes)
    months = record.every_months
    yield "A file is expected", "every month" if months == 1 else f"every {months} months"


def _law(record: AgreementRecord) -> Iterable[tuple[str, str]]:
    yield "Rows about people", "Yes" if record.personal_data else "No"
    yield "Regime", _said(record.regime)
    yield "Legal power", record.other_gateway or record.gateway.value
    yield "Lawful basis", record.lawful_basis
    yield "Condition for special or criminal-offence data", record.condition or UNSAID
    yield "Why it is needed", record.necessity or UNSAID


def _assessment(record: AgreementRecord) -> Iterable[tuple[str, str]]:
    day = f", {record.dpia_on:%-d %B %Y}" if record.dpia_on else ""
    yield "Reference", f"{record.dpia_reference}{day}" if record.dpia_reference else LACKING
    if record.officer_view is not None:
        view = f"{record.officer_view.value} ({record.officer or 'no name given'})"
    else:
        view = LACKING if record.personal_data else UNSAID
    yield "Data protection officer's view", view


def _time(agreement: Agreement, record: AgreementRecord) -> Iterable[tuple[str, str]]:
    yield "From", f"{record.starts:%-d %B %Y}"
    yield "Until", f"{record.ends:%-d %B %Y}"
    if record.review_due:
        yield "Review due", f"{record.review_due:%-d %B %Y}"
    yield "Kept for", f"{record.retention_days:,} days"
    yield "When it ends", _said(record.exit_terms)
    if agreement.revoked_on:
        yield "Revoked", f"{agreement.revoked_on:%-d %B %Y}: {agreement.revoked_reason}"


def _rights(record: AgreementRecord) -> Iterable[tuple[str, str]]:
    yield "How it is kept secure", record.security or UNSAID
    yield "Whom people ask about their rights", record.rights_contact or UNSAID
    if record.notes:
        yield "Notes", record.notes


def _said(choice: Enum | None) -> str:
    return str(choice.value) if choice else UNSAID
