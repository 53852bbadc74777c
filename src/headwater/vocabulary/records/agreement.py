"""A data sharing agreement, and the one rule that says whether it is live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from headwater.vocabulary.agencies import AgencyKind


class Gateway(Enum):
    """The legal power an agreement stands on."""

    SERIOUS_VIOLENCE_DUTY = "Police, Crime, Sentencing and Courts Act 2022, section 16"
    CRIME_AND_DISORDER = "Crime and Disorder Act 1998, section 115"
    COMMON_LAW = "Common law policing powers"
    INVENTED = "Invented data: no person stands behind a row"
    OTHER = "Other, agreed by the information-governance lead"


class Purpose(Enum):
    """What shared rows may be used for."""

    NEEDS_ASSESSMENT = "needs-assessment"
    MONITORING = "monitoring"
    EVALUATION = "evaluation"


class Regime(Enum):
    """Which part of data protection law the sharing falls under."""

    GENERAL = "General processing: UK GDPR and Part 2 of the Data Protection Act 2018"
    LAW_ENFORCEMENT = "Law enforcement: Part 3 of the Data Protection Act 2018"


class PartyRole(Enum):
    """What a party is in data protection law."""

    CONTROLLER = "Controller"
    JOINT = "Joint controller"
    PROCESSOR = "Processor"


class ExitTerms(Enum):
    """What becomes of the rows when an agreement ends."""

    DELETE = "Rows are deleted"
    RETURN = "Rows are returned to the provider, then deleted"
    KEEP_AGGREGATES = "Rows are deleted; released tables and documents are kept"


class OfficerView(Enum):
    """What a data protection officer says of an impact assessment."""

    CONTENT = "Content that it goes ahead"
    WITH_MEASURES = "Content once the measures named are in place"
    AGAINST = "Advises against it"


@dataclass(frozen=True)
class Signature:
    """Who signed for which agency, and when."""

    agency: str
    name: str
    on: date


@dataclass(frozen=True)
class AgreementRecord:
    """The fields of the ICO's data sharing code that decide what may be read, and until when.

    `columns` is the allow-list of the dataset contract; empty allows what the source declares.
    `sender` is the name under which the provider's rows lie in the store, where it has been renamed
    since. `roles` pairs a party's name with what it is; `other_gateway` says what the gateway OTHER is;
    `condition` is the one for special-category or criminal-offence data; `officer` is the data
    protection officer whose view the impact assessment has.
    """

    slug: str
    provider: str
    provider_kind: AgencyKind
    recipients: tuple[str, ...]
    sources: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    gateway: Gateway
    lawful_basis: str
    dpia_reference: str
    starts: date
    ends: date
    signatures: tuple[Signature, ...]
    retention_days: int = 1096
    columns: tuple[str, ...] = ()
    personal_data: bool = True
    revoked_on: date | None = None
    review_due: date | None = None
    notes: str = field(default="", compare=False)
    sender: str = ""
    other_gateway: str = ""
    regime: Regime | None = None
    roles: tuple[tuple[str, PartyRole], ...] = ()
    condition: str = ""
    necessity: str = ""
    dpia_on: date | None = None
    officer_view: OfficerView | None = None
    officer: str = ""
    rights_contact: str = ""
    security: str = ""
    exit_terms: ExitTerms | None = None
    every_months: int = 3

    @property
    def sent_as(self) -> str:
        """The name that the provider's rows bear in the store."""
        return self.sender or self.provider


@dataclass(frozen=True)
class Standing:
    """Whether an agreement is live, and the sentence that says why not."""

    live: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.live


def live(agreement: AgreementRecord, purpose: Purpose, at: date) -> Standing:
    """Whether rows may be read for this purpose on this day. Never stored, always computed.

    An agreement is live when every party has signed, the day lies within its dates, it is not
    revoked, it names the purpose, its impact assessment is referenced and, where it holds personal
    data, has the view of a data protection officer, and its gateway is named and allows what it shares.
    """
    parties = {agreement.provider, *agreement.recipients}
    unsigned = sorted(parties - {s.agency for s in agreement.signatures if s.on <= at})
    refusals = (
        (
            agreement.revoked_on is not None and at >= agreement.revoked_on,
            f"it was revoked on {agreement.revoked_on or at:%-d %B %Y}",
        ),
        (bool(unsigned), f"it is not signed by {', '.join(unsigned)}"),
        (not agreement.dpia_reference, "it names no data protection impact assessment"),
        (
            agreement.personal_data and agreement.officer_view is None,
            "its impact assessment has no view of the data protection officer",
        ),
        (
            agreement.gateway is Gateway.OTHER and not agreement.other_gateway,
            "its legal power is “other” and nobody has written down which",
        ),
        (at < agreement.starts, f"it begins on {agreement.starts:%-d %B %Y}"),
        (at > agreement.ends, f"it ended on {agreement.ends:%-d %B %Y}"),
        (purpose not in agreement.purposes, f"it does not allow the purpose “{purpose.value}”"),
        (
            agreement.gateway is Gateway.SERIOUS_VIOLENCE_DUTY
            and agreement.provider_kind.is_health_or_social_care
            and agreement.personal_data,
            "section 16 of the 2022 Act lets no health or social care body share personal data",
        ),
    )
    for refused, why in refusals:
        if refused:
            return Standing(False, f"Agreement “{agreement.slug}” is not live: {why}.")
    return Standing(True)


@dataclass(frozen=True)
class AgreementBook:
    """Every agreement a partnership holds, passed down to the engine by whoever opens it.

    `place` says where a person changes them.
    """

    agreements: tuple[AgreementRecord, ...] = ()
    place: str = field(default="agreements.toml", compare=False)

    def covering(self, source: str, provider: str = "") -> tuple[AgreementRecord, ...]:
        """The agreements that name a source (and provider, where given), live or not."""
        return tuple(
            a
            for a in self.agreements
            if source in a.sources and (not provider or provider in (a.provider, a.sent_as))
        )

    def standing(self, source: str, purpose: Purpose, at: date, provider: str = "") -> Standing:
        """Whether any agreement lets this source be read, with every reason where none does."""
        found = self.covering(source, provider)
        if not found:
            who = f" from {provider}" if provider else ""
            return Standing(False, f"No agreement covers “{source}”{who}.")
        standings = [live(a, purpose, at) for a in found]
        reasons = " ".join(s.reason for s in standings)
        return next((s for s in standings if s), Standing(False, reasons))

    def live_sources(self, sources: Iterable[str], purpose: Purpose, at: date) -> frozenset[str]:
        """Those of `sources` that may be read for this purpose on this day."""
        return frozenset(s for s in sources if self.standing(s, purpose, at))
