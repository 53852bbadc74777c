"""Concerns that residents and community leaders report to the partnership (ToR 3.4)."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    MonthOf,
    Pseudonym,
    Sensitivity,
    Source,
    Take,
)
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import BEHAVIOURS
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

THEMES = (
    "Knives and weapons",
    "Fighting and assaults",
    "Drug dealing",
    "Exploitation of children",
    "Anti-social behaviour",
    "Domestic abuse",
    "Harassment of women and girls",
    "Hate",
    "Alcohol in public",
    "Feeling unsafe",
    "Places in need of care",
    "Nothing for young people to do",
    "Other",
)
CHANNELS = (
    "Online form",
    "Street conversation",
    "Community meeting",
    "Telephone",
    "Youth worker",
    "Faith or community leader",
    "Survey",
)


class CommunityReports(Source):
    """One row per report, as a theme and a place. What was said is never kept here."""

    slug = "community-reports"
    title = "Reports from residents and community leaders"
    publisher = "The partnership"
    agency = AgencyKind.COMMUNITY
    licence = "The partnership's own, with no personal data"
    where = "Kept by the partnership's community team: themes and places only, no words or names."
    adds = "what worries residents, where, and what no agency has recorded"
    sensitivity = Sensitivity.PUBLIC
    unit = "report"
    key = ("report_ref",)
    within_file = "last"
    row_meaning = (
        "One row per report. Two reports can be about one event, and most events bring none."
    )
    agency_question = "use the agreed themes, and leave out names, numbers and what was said"

    report_ref = Column("Report reference", Kind.IDENTIFIER, ("Report ref",), filled=True)
    reported = Column("Date reported", Kind.DAY, ("Reported on", "Date"), filled=True)
    channel = Column(
        "Channel", Kind.CODE, ("How reported",), codes={name: name for name in CHANNELS}
    )
    theme = Column("Theme", Kind.CODE, filled=True, codes={name: name for name in THEMES})
    behaviour = Column(
        "Behaviour",
        Kind.CODE,
        ("Harmful behaviour",),
        codes={
            **{node.title: slug for slug, node in BEHAVIOURS.items()},
            **{slug: slug for slug in BEHAVIOURS},
        },
    )
    lsoa = Column("LSOA code", Kind.SMALL_AREA, ("LSOA", "Place"))
    words = Column("Comment", Kind.DROPPED, ("What was said", "Notes"), required=False)

    minimum = {
        "record": Pseudonym("report_ref", "record"),
        "month": MonthOf("reported"),
        "occurred": Take("reported"),
        "time_precision": Constant(TimePrecision.DAY.value),
        "lsoa": Take("lsoa"),
        "place_precision": IfBlank(
            "lsoa", PlacePrecision.NONE.value, PlacePrecision.SMALL_AREA.value
        ),
        "behaviour": FirstOf((Take("behaviour"), Constant("community-concern"))),
        "site": Take("channel"),
        "theme": Take("theme"),
    }
