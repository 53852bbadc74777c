"""What the invented partnership shares, in every state that an agreement, an assessment or a file can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.sharing.models import Agreement, Answer, ImpactAssessment, InformationRequest
from headwater.web.sharing.selectors.deliveries import all_sent
from headwater.web.sharing.selectors.scoreboard import later
from headwater.web.sharing.services import assessments
from headwater.web.sharing.services.agreements import Terms, adopt, assign, draft, revoke
from headwater.web.sharing.services.deliveries import Arrived, send

REQUESTS = (
    ("voluntary", "Youth services that the alliance's members run", -6, None, ""),
    ("fire", "Deliberate fires near schools, by month", 25, None, ""),
    ("probation", "Numbers on probation for violence, by district", -40, -35, "mended"),
)
"""Whom, for what, due in how many days, received when, and how good it was."""
DRAFTS = (
    ("ambulance-renewal", "ambulance", "ambulance", 90, False),
    ("youth-justice-pilot", "youth-justice", "youth-justice", -200, False),
    ("police-next-year", "police", "police-record-level", 40, True),
    ("hospital-next-year", "hospital", "emergency-department", 40, True),
    ("youth-justice-next-year", "youth-justice", "youth-justice", 60, True),
    ("mental-health-next-year", "mental-health", "hospital-admissions", 60, True),
)
"""Short name, provider, source, days until it starts, and whether it holds rows about people."""
ASSESSED = (
    ("police-next-year", "DPIA-2026-031", "accepted"),
    ("hospital-next-year", "DPIA-2026-034", "advised"),
    ("mental-health-next-year", "DPIA-2026-037", "drafted"),
)
"""Which agreements have an impact assessment, its reference and how far it is. The youth justice service's has none."""
RISKS = (
    (
        "Somebody is recognised in a table of a rare harm in a small place.",
        "Counts below 8 are hidden and the others rounded, and a release gate attacks every table first.",
        "low",
    ),
    (
        "A file with names or addresses is sent by mistake.",
        "Columns that nobody declared are refused, and identifiers are looked for in every file.",
        "medium",
    ),
)


def furnish_sharing(*, at: datetime) -> None:
    """Agreements from the folder and of the room's own, their assessments, files, answers and requests."""
    adopt(at=at)
    today = timezone.localdate(at)
    for slug, provider, source, days, personal in DRAFTS:
        # A folder that was furnished before has its own agreements in its file.
        if not Agreement.objects.filter(slug=slug).exists():
            terms = _terms(provider, source, today + timedelta(days=days), personal)
            draft(slug=slug, terms=terms, by=_who("Bram"), at=at)
            _assign(slug, at)
    for slug, reference, state in ASSESSED:
        _assess(Agreement.objects.get(slug=slug), reference, state, at)
    pilot = Agreement.objects.get(slug="youth-justice-pilot")
    if pilot.revoked_on is None:
        reason = "The pilot is over; a full agreement took its place."
        revoke(agreement=pilot, version=pilot.version, reason=reason, by=_who("Cass"), at=at)
    _answer(at)
    _send(at)
    _request(at)


def _who(first_name: str) -> User:
    return User.objects.get(username=f"{first_name.lower()}@invented.example")


def _terms(provider: str, source: str, starts: date, personal: bool) -> Terms:
    plain = Terms(
        provider=Agency.objects.get(slug=provider),
        recipients=(Agency.objects.get(slug="unit"),),
        sources=(source,),
        purposes=("needs-assessment", "monitoring"),
        gateway="INVENTED",
        lawful_basis="None needed: no row is about a person",
        dpia_reference="INVENTED",
        personal_data=False,
        columns=(),
        starts=starts,
        ends=starts + timedelta(days=364),
        review_due=None,
        retention_days=1096,
        every_months=3,
        notes="",
        exit_terms="KEEP_AGGREGATES",
        rights_contact="rights@invented.example",
    )
    if not personal:
        return plain
    return replace(
        plain,
        gateway="CRIME_AND_DISORDER",
        lawful_basis="UK GDPR article 6(1)(e), public task",
        dpia_reference="",
        personal_data=True,
        regime="GENERAL",
        condition="Data Protection Act 2018, schedule 1, paragraph 10",
        necessity="Totals alone do not show who is harmed, where and when.",
        security="Sent over an encrypted connection, kept on encrypted disks, read by named analysts.",
    )


def _assign(slug: str, at: datetime) -> None:
    made = Agreement.objects.get(slug=slug)
    roles = {made.provider.slug: "CONTROLLER", "unit": "JOINT"}
    assign(agreement=made, version=made.version, roles=roles, by=_who("Bram"), at=at)


def _assess(agreement: Agreement, reference: str, state: str, at: datetime) -> None:
    """Bram drafts it; Cass records the officer's view and accepts it."""
    what = agreement.provider.name
    text = assessments.Text(
        reference=reference,
        processing=f"Incidents that {what} records, with age band, sex, small area and hour.",
        necessity="The needs assessment must say which cohorts are most affected; totals cannot.",
        consultation="The residents' panel, and the agency's own information governance board.",
    )
    one = assessments.begin(agreement=agreement, text=text, by=_who("Bram"), at=at)
    for risk, measure, remains in RISKS:
        assessments.add_risk(
            assessment=one, risk=risk, measure=measure, remains=remains, by=_who("Bram"), at=at
        )
    if state != "drafted":
        _advise(one, at)
    if state == "accepted":
        acceptance = assessments.Acceptance(
            outcome="It goes ahead with the measures named.",
            signed_off_by="Sol Harker, senior information risk owner",
            review_due=later(timezone.localdate(at), 12),
        )
        assessments.accept(
            assessment=one, version=one.version, acceptance=acceptance, by=_who("Cass"), at=at
        )


def _advise(one: ImpactAssessment, at: datetime) -> None:
    advice = assessments.Advice(
        officer="Robin Thorpe",
        officer_view="WITH_MEASURES",
        advice="Content, once suppression was tried on last year's tables.",
        advised_on=timezone.localdate(at) - timedelta(days=9),
    )
    assessments.advise(assessment=one, version=one.version, advice=advice, by=_who("Cass"), at=at)


def _answer(at: datetime) -> None:
    """The ambulance service's provider disputes the third newest receipt and confirms those before."""
    farid = _who("Farid")
    own = [s for s in all_sent() if s.needs_answer and s.agency == farid.agency]
    for place, sent in enumerate(own[2:]):
        Answer.objects.create(
            delivery=sent.delivery.id,
            state="confirmed" if place else "disputed",
            reason="" if place else "We count two more incidents in the last week.",
            by=farid,
            at=at,
        )


def _send(at: datetime) -> None:
    """The analyst sends the ambulance service's next file, which is on hold until Farid confirms it."""
    feeds = sorted((Path(settings.ENV.folder) / "feeds" / "ambulance").glob("*.csv"))
    if feeds:
        name, content = _next_file(feeds[-1])
        ambulance = Agency.objects.get(slug="ambulance")
        arrived = Arrived(name, [content])
        send(arrived=arrived, agency=ambulance, source="ambulance", by=_who("Ada"), at=at)


def _next_file(newest: Path) -> tuple[str, bytes]:
    """The first month of a quarterly file, moved on by three months, under new incident numbers."""
    head, *rows = newest.read_text("utf-8").splitlines()
    moved = []
    first = date.fromisoformat(rows[0].split(",")[1][:10])
    for row in rows:
        number, when, rest = row.split(",", 2)
        day = date.fromisoformat(when[:10])
        if (day.year, day.month) == (first.year, first.month):
            moved.append(f"{number.replace('AMB', 'NEXT')},{later(day, 3)}{when[10:]},{rest}")
    bad = f"NEXT9999999,{later(first, 3)} 10:00,Assault,V1,abc,1,School,,N,"
    return f"ambulance-{later(first, 3):%Y-%m}.csv", "\n".join([head, *moved, bad, ""]).encode()


def _request(at: datetime) -> None:
    today = timezone.localdate(at)
    for agency, what, due, came, quality in REQUESTS:
        InformationRequest.objects.create(
            agency=Agency.objects.get(slug=agency),
            what=what,
            asked_by=_who("Ada"),
            asked_at=at - timedelta(days=60),
            due=today + timedelta(days=due),
            received_on=None if came is None else today + timedelta(days=came),
            quality=quality,
        )
