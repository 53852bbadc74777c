"""Assaults treated in emergency departments: the nine fields of the ISTV minimum dataset."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Source,
    Take,
)
from headwater.data.sources.codes import PUBLIC_PLACE
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.incidents import Setting, Weapon
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

METHODS = {
    "Fist": Weapon.BODY.value,
    "Feet": Weapon.BODY.value,
    "Head": Weapon.BODY.value,
    "Other body part": Weapon.BODY.value,
    "Body part": Weapon.BODY.value,
    "Pushed": Weapon.BODY.value,
    "Knife": Weapon.KNIFE.value,
    "Sharp object": Weapon.KNIFE.value,
    "Glass": Weapon.KNIFE.value,
    "Bottle": Weapon.BLUNT.value,
    "Blunt object": Weapon.BLUNT.value,
    "Firearm": Weapon.FIREARM.value,
    "Gun": Weapon.FIREARM.value,
    "Acid or corrosive": Weapon.CORROSIVE.value,
    "Other": Weapon.OTHER.value,
    "Unknown": Weapon.NOT_RECORDED.value,
    "Not known": Weapon.NOT_RECORDED.value,
}
_KNIFE = {w.value: w is Weapon.KNIFE for w in Weapon if w is not Weapon.NOT_RECORDED}
LOCATIONS = {
    "Home": Setting.DWELLING.value,
    "Own home": Setting.DWELLING.value,
    "Other home": Setting.DWELLING.value,
    "Street": Setting.STREET.value,
    "Public open space": Setting.STREET.value,
    "Bar or pub": Setting.NIGHT_TIME_ECONOMY.value,
    "Public house": Setting.NIGHT_TIME_ECONOMY.value,
    "Nightclub": Setting.NIGHT_TIME_ECONOMY.value,
    "School or college": Setting.EDUCATION.value,
    "School": Setting.EDUCATION.value,
    "Hospital": Setting.HEALTH.value,
    "Care home": Setting.HEALTH.value,
    "Public transport": Setting.TRANSPORT.value,
    "Shop": Setting.RETAIL.value,
    "Workplace": Setting.WORKPLACE.value,
    "Prison or custody": Setting.CUSTODY.value,
    "Other": Setting.OTHER.value,
    "Unknown": Setting.NOT_RECORDED.value,
    "Not known": Setting.NOT_RECORDED.value,
}


class EmergencyDepartment(Source):
    """One row per attendance after an assault. The standard holds no age, sex or name."""

    slug = "emergency-department"
    title = "Assaults treated in emergency departments (ISTV)"
    publisher = "The hospital trust"
    agency = AgencyKind.HOSPITAL_TRUST
    licence = "Information Sharing to Tackle Violence (ISB 1594), under a local agreement"
    where = (
        "Ask the trust's information team for the ISTV extract of each whole month as CSV, with "
        "methods and location types in words."
    )
    adds = "assaults that nobody reported to the police, with day, hour, weapon and kind of place"
    unit = "attendance"
    slices = ("site", "month")
    row_meaning = (
        "One row per attendance, in the month of arrival. The standard holds no age, sex, "
        "ethnicity or home address, and nothing that finds the same person twice. A later file for "
        "a site and month replaces the earlier one whole."
    )
    agency_question = (
        "send the nine fields of the ISTV minimum dataset and nothing else, with codes in words"
    )

    period_start = Column("Reporting period start date", Kind.DAY, ("Period start",), filled=True)
    period_end = Column("Reporting period end date", Kind.DAY, ("Period end",), filled=True)
    site = Column("Site code (of treatment)", aliases=("Site code", "Site"), filled=True)
    arrival = Column(
        "Arrival date and time at accident and emergency department",
        Kind.MOMENT,
        ("Arrival date and time", "Arrival"),
        required=False,
    )
    assault = Column("Assault date and time", Kind.MOMENT, ("Assault date time",), filled=True)
    method = Column("Assault method", Kind.CODE, filled=True, codes=METHODS)
    method_other = Column("Assault method other description", Kind.DROPPED, required=False)
    location_type = Column("Assault location type", Kind.CODE, filled=True, codes=LOCATIONS)
    location = Column("Assault location description", Kind.DROPPED, required=False)

    lsoa = Column("Assault LSOA code", Kind.SMALL_AREA, ("LSOA code",), required=False)
    """Beyond the standard: where a partnership has placed the description itself."""
    confidence = Column(
        "Assault location confidence",
        Kind.NUMBER,
        ("Location confidence",),
        required=False,
        low=0,
        high=1,
    )

    minimum = {
        "month": FirstOf((MonthOf("arrival"), MonthOf("period_start"))),
        "occurred": Take("assault"),
        "time_precision": Constant(TimePrecision.MINUTE.value),
        "lsoa": Take("lsoa"),
        "place_precision": IfBlank(
            "lsoa", PlacePrecision.NONE.value, PlacePrecision.SMALL_AREA.value
        ),
        "place_confidence": Take("confidence"),
        "behaviour": Constant("assault-unspecified"),
        "setting": Take("location_type"),
        "public_place": Lookup("location_type", PUBLIC_PLACE),
        "weapon": Take("method"),
        "knife": Lookup("method", _KNIFE),
        "site": Take("site"),
    }
