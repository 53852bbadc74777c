"""Hospital admissions after violence, by external cause (ICD-10 X85 to Y09)."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Prefix,
    Pseudonym,
    Source,
    Take,
)
from headwater.data.sources.codes import NHS_ETHNICITY, NHS_SEX
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import icd10_codes
from headwater.vocabulary.incidents import Harm, Setting, Weapon
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

PLACES = {
    "0": Setting.DWELLING,
    "1": Setting.HEALTH,
    "2": Setting.EDUCATION,
    "3": Setting.OTHER,
    "4": Setting.STREET,
    "5": Setting.RETAIL,
    "6": Setting.WORKPLACE,
    "7": Setting.WORKPLACE,
    "8": Setting.OTHER,
    "9": Setting.NOT_RECORDED,
}
"""ICD-10's fourth character: .1 is a residential institution, .2 a school or other public building."""

_WITHOUT_PLACE = frozenset({"Y06", "Y07"})
"""Neglect and maltreatment: the fourth character says by whom, not where."""

CAUSES = {
    **{cause: cause for cause in icd10_codes()},
    **{
        f"{cause}{dot}{d}": f"{cause}{d}"
        for cause in icd10_codes()
        for d in PLACES
        for dot in ("", ".")
    },
}
_SETTINGS = {
    f"{cause}{d}": place.value
    for cause in icd10_codes()
    for d, place in PLACES.items()
    if cause not in _WITHOUT_PLACE
}
_PUBLIC = {
    code: place.is_public
    for code, value in _SETTINGS.items()
    if (place := Setting(value)).is_public is not None
}
_WEAPONS = {
    "X99": Weapon.KNIFE.value,
    "X93": Weapon.FIREARM.value,
    "X94": Weapon.FIREARM.value,
    "X95": Weapon.FIREARM.value,
    "Y00": Weapon.BLUNT.value,
    "Y04": Weapon.BODY.value,
    "Y05": Weapon.BODY.value,
    "X86": Weapon.CORROSIVE.value,
    "Y09": Weapon.NOT_RECORDED.value,
}
AGES = {
    **{str(age): str(age) for age in range(121)},
    **{str(code): "0" for code in range(7001, 7008)},
}
"""Whole years; hospital statistics write 7001 to 7007 for babies under one."""


class HospitalAdmissions(Source):
    """One row per admission, placed by where the patient lives."""

    slug = "hospital-admissions"
    title = "Hospital admissions for violence"
    publisher = "The hospital trust or NHS England"
    agency = AgencyKind.HOSPITAL_TRUST
    licence = "Under a data sharing agreement with the trust or NHS England"
    where = (
        "Ask for the first episode of every admission with an external cause of X85 to Y09, in the "
        "fields of admitted patient care."
    )
    adds = "the most serious violence by cause, age, sex and ethnic group, including knife wounds"
    unit = "admission"
    key = ("episode",)
    within_file = "last"
    row_meaning = (
        "One row per admission, in the month of admission. Places are where the patient lives, not "
        "where the violence happened. Attendances without admission are not here."
    )
    agency_question = (
        "send first episodes only, with an external cause from X85 to Y09 in every row"
    )

    episode = Column(
        "EPIKEY", Kind.IDENTIFIER, ("Episode key", "Episode ID"), filled=True, personal=True
    )
    admitted = Column("ADMIDATE", Kind.DAY, ("Admission date", "Date of admission"), filled=True)
    method = Column("ADMIMETH", Kind.DROPPED, ("Admission method",), required=False)
    episode_order = Column(
        "EPIORDER", Kind.CODE, ("Episode number",), False, codes={"1": "1", "01": "1"}
    )
    age = Column(
        "STARTAGE", Kind.CODE, ("Age at start of episode", "Age"), codes=AGES, personal=True
    )
    sex = Column("SEX", Kind.CODE, ("Gender",), codes=NHS_SEX, personal=True)
    ethnicity = Column(
        "ETHNOS", Kind.CODE, ("Ethnic category", "Ethnicity"), codes=NHS_ETHNICITY, personal=True
    )
    cause = Column("CAUSE", Kind.CODE, ("External cause", "CAUSE_4"), filled=True, codes=CAUSES)
    lsoa = Column("LSOA21", Kind.SMALL_AREA, ("LSOA11", "LSOA of residence", "LSOA code"))
    site = Column("SITETRET", aliases=("Site of treatment", "Site code"), required=False)

    minimum = {
        "record": Pseudonym("episode", "record"),
        "month": MonthOf("admitted"),
        "occurred": Take("admitted"),
        "time_precision": Constant(TimePrecision.DAY.value),
        "lsoa": Take("lsoa"),
        "place_precision": IfBlank(
            "lsoa", PlacePrecision.NONE.value, PlacePrecision.SMALL_AREA.value
        ),
        "behaviour": Prefix("cause", 3, icd10_codes()),
        "offence_code": Take("cause"),
        "setting": Lookup("cause", _SETTINGS, Setting.NOT_RECORDED.value),
        "public_place": Lookup("cause", _PUBLIC),
        "weapon": Prefix("cause", 3, _WEAPONS, Weapon.OTHER.value),
        "knife": Prefix("cause", 3, {"X99": True}, False),
        "harm": Constant(Harm.SERIOUS.value),
        "site": Take("site"),
        "patient_age": Take("age"),
        "patient_sex": Take("sex"),
        "patient_ethnicity": Take("ethnicity"),
    }
