"""The invented partnership's people and agencies, so that no page of a demonstration is empty."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.analysis.workbench import profile_of
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import ProfileError
from headwater.vocabulary.places import Level
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency, Community, Contact, FormerName, Post
from headwater.web.directory.selectors.places import places
from headwater.web.governance.demonstration import furnish_boards
from headwater.web.issues.demonstration import furnish_issues
from headwater.web.policy import Role
from headwater.web.publications.demonstration import furnish_deadlines, furnish_vintages
from headwater.web.sharing.demonstration import furnish_sharing
from headwater.web.shell.services import complain
from headwater.web.strategies.demonstration import furnish_strategies

NETWORK = "Feignham and Invenshire Violence Reduction Network"
"""As the invented agreements name it."""
PEOPLE = (
    ("Ada Thornberry", Role.ANALYST, "unit"),
    ("Bram Oakhurst", Role.PROGRAMME, "unit"),
    ("Cass Linden", Role.INFORMATION_GOVERNANCE, "police"),
    ("Dev Marlowe", Role.OUTPUT_APPROVER, "county"),
    ("Edie Rowan", Role.BOARD_MEMBER, "hospital"),
    ("Farid Ashby", Role.DATA_PROVIDER, "ambulance"),
    ("Gwen Hollis", Role.ZONE_COORDINATOR, "city"),
    ("Hari Sedge", Role.COMMUNITY_MEMBER, "residents"),
    ("Ines Wold", Role.SYSTEM_ADMINISTRATOR, "unit"),
)
AGENCIES = (
    ("unit", NETWORK, AgencyKind.POLICING_BODY, ()),
    ("police", "Invenshire Police", AgencyKind.POLICE, ()),
    ("commissioner", "Office of the Invenshire Commissioner", AgencyKind.POLICING_BODY, ()),
    ("city", "Feignham City Council", AgencyKind.UPPER_TIER_COUNCIL, ()),
    ("county", "Invenshire County Council", AgencyKind.UPPER_TIER_COUNCIL, ()),
    ("rural", "Lesser Wold Council", AgencyKind.UPPER_TIER_COUNCIL, ()),
    ("districts", "Invenshire District Councils", AgencyKind.DISTRICT_COUNCIL, ()),
    ("public-health", "Invenshire Public Health", AgencyKind.PUBLIC_HEALTH, ()),
    ("city-public-health", "Feignham Public Health", AgencyKind.PUBLIC_HEALTH, ()),
    (
        "icb",
        "Invenshire Integrated Care Board",
        AgencyKind.INTEGRATED_CARE_BOARD,
        (("Invenshire Clinical Commissioning Group", date(2022, 6, 30)),),
    ),
    ("hospital", "Feignham Hospitals Trust", AgencyKind.HOSPITAL_TRUST, ()),
    ("mental-health", "Invenshire Partnership Trust", AgencyKind.MENTAL_HEALTH_TRUST, ()),
    ("ambulance", "Invenshire Ambulance Service", AgencyKind.AMBULANCE, ()),
    ("fire", "Invenshire Fire and Rescue", AgencyKind.FIRE, ()),
    (
        "youth-justice",
        "Feignham and Invenshire Youth Justice Service",
        AgencyKind.YOUTH_JUSTICE,
        (("Youth Offending Team", date(2022, 3, 31)),),
    ),
    ("probation", "Invenshire Probation", AgencyKind.PROBATION, ()),
    ("schools", "Feignham Education Partnership", AgencyKind.EDUCATION, ()),
    (
        "ohid",
        "Office for Health Improvement and Disparities",
        AgencyKind.NATIONAL_HEALTH_BODY,
        (("Public Health England", date(2021, 9, 30)),),
    ),
    ("university", "University of Feignham", AgencyKind.UNIVERSITY, ()),
    ("voluntary", "Invenshire Voluntary Sector Alliance", AgencyKind.VOLUNTARY, ()),
    ("residents", "Feignham Residents' Panel", AgencyKind.COMMUNITY, ()),
)
POSTS = (
    (Post.Role.DIRECTOR, "Imogen Vale", "county", True),
    (Post.Role.PUBLIC_HEALTH, "Jonah Reed", "public-health", True),
    (Post.Role.PUBLIC_HEALTH, "Kit Fenwick", "city-public-health", True),
    (Post.Role.ANALYST, "Ada Thornberry", "police", True),
    (Post.Role.ANALYST, "Lou Birch", "police", True),
    (Post.Role.MANAGER, "Bram Oakhurst", "commissioner", True),
    (Post.Role.DESIGN, "Mina Crane", "voluntary", True),
    (Post.Role.COMMUNITY, "", "", False),
    (Post.Role.SUPPORT, "Noor Tansy", "commissioner", False),
)
CONTACTS = (
    ("ambulance", "Pia Lark", "Information officer", "pia.lark@invented.example"),
    ("hospital", "Rafi Dunn", "Emergency department manager", "rafi.dunn@invented.example"),
    ("schools", "Gil Hartwell", "Chief executive", "gil.hartwell@invented.example"),
    ("voluntary", "Ewan Sparrow", "Chief officer", "ewan.sparrow@invented.example"),
)

COMPLAINTS = (
    (
        "use",
        "The map on the page about hot spots cannot be read on my phone. Is there a list?",
        "by telephone: 01632 960001",
        33,
    ),
    (
        "data",
        "I was told that hospitals pass my records on. What do you hold about me?",
        "resident@invented.example",
        4,
    ),
)
"""About what, in which words, how to answer, and how many days ago."""


@transaction.atomic
def furnish() -> None:
    """Fill an empty demonstration. Raises ProfileError unless the partnership is invented."""
    if not profile_of(settings.ENV.folder).invented:
        raise ProfileError(
            "The demonstration sign-in opens only an invented partnership: this one may hold real data. "
            "Start it without --demo."
        )
    if User.objects.exists():
        return
    made = {}
    for slug, name, kind, former in AGENCIES:
        made[slug] = Agency.objects.create(slug=slug, name=name, kind=kind.name)
        for old, until in former:
            FormerName.objects.create(agency=made[slug], name=old, until=until)
    _furnish_team(made)
    for agency, name, job, email in CONTACTS:
        Contact.objects.create(agency=made[agency], name=name, job=job, email=email)
    Community.objects.create(
        name="Young people who carry knives out of fear",
        geographic=False,
        about="Named by the residents' panel as often unheard.",
    )
    Community.objects.create(
        name="Harrowwell estate",
        geographic=True,
        place=_a_ward(),
        about="A town estate.",
    )
    for name, role, agency in PEOPLE:
        user = User(
            username=f"{name.split()[0].lower()}@invented.example",
            full_name=name,
            role=role.name,
            agency=agency,
        )
        user.set_unusable_password()
        user.save()
    manager, now = User.objects.get(role=Role.PROGRAMME.name), timezone.now()
    furnish_sharing(at=now)
    furnish_boards(by=manager, at=now)
    furnish_issues(by=manager, at=now)
    furnish_strategies(by=manager, at=now)
    furnish_vintages(at=now)
    furnish_deadlines(by=manager, at=now)
    for about, text, contact, days in COMPLAINTS:
        complain(about=about, text=text, contact=contact, at=now - timedelta(days=days))
    record("demonstration.furnished", Verb.CONFIGURATION, by=None, on="the invented partnership")


def _furnish_team(agencies: dict[str, Agency]) -> None:
    began = timezone.localdate() - timedelta(days=400)
    for role, holder, home, seconded in POSTS:
        Post.objects.create(
            role=role,
            title=role.label,
            holder=holder,
            home=agencies.get(home),
            seconded=seconded,
            starts=began if holder else began + timedelta(days=300),
        )
    Post.objects.create(
        role=Post.Role.COMMUNITY,
        title=Post.Role.COMMUNITY.label,
        holder="Tansy Holt",
        home=agencies["voluntary"],
        starts=began,
        ends=began + timedelta(days=299),
    )


def _a_ward() -> str:
    """One that the geography knows; an empty store knows none."""
    wards = (place.code for place in places() if place.level is Level.WARD)
    return next(wards, "X05000101")
