"""Incidents attended by ambulance crews that violence, self-harm or overdose caused."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Pseudonym,
    Source,
    Take,
)
from headwater.data.sources.codes import LOCATION, NHS_SEX, PUBLIC_PLACE
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.incidents import Weapon
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

TYPES = {
    "Assault": "assault-unspecified",
    "Knife": "sharp-object-assault",
    "Stabbing": "sharp-object-assault",
    "Gunshot": "firearm-assault",
    "Gun": "firearm-assault",
    "Sexual assault": "sexual-offences",
    "Rape or sexual assault": "sexual-offences",
    "Overdose": "overdose",
    "Self-harm": "self-harm",
    "Mental health": "mental-health-crisis",
}
"""Kinds of incident an extract may hold, and the behaviour each belongs to."""


class Ambulance(Source):
    """One row per incident, however many vehicles were sent."""

    slug = "ambulance"
    title = "Ambulance incidents"
    publisher = "The ambulance service"
    agency = AgencyKind.AMBULANCE
    licence = "Under a data sharing agreement with the ambulance service"
    where = (
        "Ask the ambulance service's information team for incidents of assault, knife, gun, sexual "
        "assault, self-harm, overdose and mental health, each month."
    )
    adds = "assaults, self-harm and overdoses by small area, hour and patient's age and sex"
    unit = "incident"
    key = ("incident_ref",)
    within_file = "last"
    row_meaning = (
        "One row per incident: a row for each vehicle is counted once. Placed where the patient was "
        "found, which need not be where it happened."
    )
    agency_question = "send one row per incident number, with the incident type in the agreed words"

    incident_ref = Column(
        "Incident number",
        Kind.IDENTIFIER,
        ("Incident ID", "Incident ref", "CAD number"),
        filled=True,
        personal=True,
    )
    called = Column(
        "Call date and time", Kind.MOMENT, ("Call time", "Call date time", "T0"), filled=True
    )
    incident_type = Column(
        "Incident type", Kind.CODE, ("Chief complaint", "Type"), filled=True, codes=TYPES
    )
    vehicle = Column("Vehicle", Kind.DROPPED, ("Call sign",), required=False)
    age = Column("Patient age", Kind.WHOLE, ("Age of patient",), personal=True, low=0, high=120)
    sex = Column("Patient sex", Kind.CODE, ("Patient gender",), codes=NHS_SEX, personal=True)
    location_type = Column("Location type", Kind.CODE, ("Place type",), False, codes=LOCATION)
    lsoa = Column("LSOA code", Kind.SMALL_AREA, ("LSOA", "Incident LSOA"))
    alcohol = Column("Alcohol flag", Kind.YES_NO, ("Alcohol related", "Alcohol"), required=False)
    hospital = Column("Conveyed to", aliases=("Hospital", "Receiving site"), required=False)

    minimum = {
        "record": Pseudonym("incident_ref", "record"),
        "month": MonthOf("called"),
        "occurred": Take("called"),
        "time_precision": Constant(TimePrecision.MINUTE.value),
        "lsoa": Take("lsoa"),
        "place_precision": IfBlank(
            "lsoa", PlacePrecision.NONE.value, PlacePrecision.SMALL_AREA.value
        ),
        "behaviour": Take("incident_type"),
        "setting": Take("location_type"),
        "public_place": Lookup("location_type", PUBLIC_PLACE),
        "weapon": Lookup(
            "incident_type",
            {
                "sharp-object-assault": Weapon.KNIFE.value,
                "firearm-assault": Weapon.FIREARM.value,
                "assault-unspecified": Weapon.NOT_RECORDED.value,
            },
        ),
        "knife": Lookup("incident_type", {"sharp-object-assault": True}),
        "alcohol": Take("alcohol"),
        "site": Take("hospital"),
        "patient_age": Take("age"),
        "patient_sex": Take("sex"),
    }
