"""Offences by children that led to a youth justice disposal."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    MonthOf,
    Pseudonym,
    Source,
    Take,
)
from headwater.data.sources.codes import ETHNICITY, SEX
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

CATEGORIES = {
    "Violence against the person": "violence-against-the-person",
    "Sexual offences": "sexual-offences",
    "Robbery": "robbery",
    "Public order": "public-order",
    "Racially aggravated": "public-order",
    "Drugs": "drug-offences",
    "Criminal damage": "criminal-damage-and-arson",
    "Arson": "criminal-damage-and-arson",
    "Domestic burglary": "burglary",
    "Non-domestic burglary": "burglary",
    "Vehicle theft": "vehicle-crime",
    "Theft and handling stolen goods": "other-theft",
    "Fraud and forgery": "other-crime",
    "Motoring offences": "youth-offending",
    "Breach of bail": "youth-offending",
    "Breach of conditional discharge": "youth-offending",
    "Breach of statutory order": "youth-offending",
    "Death or injury by dangerous driving": "violence-against-the-person",
    "Other": "youth-offending",
}
"""The offence groups of the Youth Justice Board."""

DISPOSALS = (
    "Outcome 22",
    "Community resolution",
    "Youth caution",
    "Youth conditional caution",
    "Discharge",
    "Fine",
    "Referral order",
    "Reparation order",
    "Youth rehabilitation order",
    "Custody",
    "Other",
)


class YouthJustice(Source):
    """One row per offence that led to a disposal."""

    slug = "youth-justice"
    title = "Youth justice caseload"
    publisher = "The youth justice service"
    agency = AgencyKind.YOUTH_JUSTICE
    licence = "Under a data sharing agreement with the youth justice service"
    where = (
        "Ask the youth justice service for the offences behind each quarter's disposals, from its "
        "case management system."
    )
    adds = (
        "children entering the justice system for the first time, and how grave their offences are"
    )
    unit = "offence"
    key = ("offence_ref",)
    within_file = "last"
    row_meaning = (
        "One row per offence, in the month of the disposal. Places are where the child lives. A child "
        "is a first-time entrant once, in the row of the first disposal."
    )
    agency_question = (
        "send one row per offence with the Youth Justice Board's offence groups and gravity scores"
    )

    offence_ref = Column(
        "Offence reference", Kind.IDENTIFIER, ("Offence ID",), filled=True, personal=True
    )
    child_ref = Column(
        "Child reference",
        Kind.IDENTIFIER,
        ("Child ID", "Young person ID"),
        True,
        True,
        personal=True,
    )
    offence_date = Column("Offence date", Kind.DAY, ("Date of offence",), required=False)
    disposal_date = Column(
        "Disposal date", Kind.DAY, ("Outcome date", "Date of disposal"), filled=True
    )
    category = Column(
        "Offence group", Kind.CODE, ("Offence category", "YJB category"), True, True, CATEGORIES
    )
    gravity = Column("Gravity score", Kind.WHOLE, ("Gravity", "Seriousness"), low=1, high=8)
    disposal = Column(
        "Disposal", Kind.CODE, ("Outcome",), codes={name: name.casefold() for name in DISPOSALS}
    )
    first_time = Column("First-time entrant", Kind.YES_NO, ("FTE",), filled=True)
    age = Column("Age at offence", Kind.WHOLE, ("Age",), True, True, personal=True, low=10, high=18)
    sex = Column("Sex", Kind.CODE, ("Gender",), codes=SEX, personal=True)
    ethnicity = Column("Ethnicity", Kind.CODE, ("Ethnic group",), codes=ETHNICITY, personal=True)
    lsoa = Column("LSOA code", Kind.SMALL_AREA, ("LSOA", "Home LSOA"))

    minimum = {
        "record": Pseudonym("offence_ref", "record"),
        "month": MonthOf("disposal_date"),
        "occurred": Take("offence_date"),
        "time_precision": IfBlank(
            "offence_date", TimePrecision.MONTH.value, TimePrecision.DAY.value
        ),
        "lsoa": Take("lsoa"),
        "place_precision": IfBlank(
            "lsoa", PlacePrecision.NONE.value, PlacePrecision.SMALL_AREA.value
        ),
        "behaviour": FirstOf((Take("category"), Constant("youth-offending"))),
        "outcome": Take("disposal"),
        "first_time": Take("first_time"),
        "gravity": Take("gravity"),
        "suspect_id": Pseudonym("child_ref", "person"),
        "suspect_age": Take("age"),
        "suspect_sex": Take("sex"),
        "suspect_ethnicity": Take("ethnicity"),
    }
