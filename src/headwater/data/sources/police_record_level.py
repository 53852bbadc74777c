"""A police force's own extract: one row per recorded crime, with times, ages and flags."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    FirstOf,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Pseudonym,
    Source,
    Take,
)
from headwater.data.sources.codes import ETHNICITY, INJURY, LOCATION, PUBLIC_PLACE, SEX, WEAPON
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import offence_codes
from headwater.vocabulary.incidents import Harm, Weapon
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

_BESIDE_THE_TREE = {
    "violence-against-the-person": ("3A", "4.3", "4.4", "4.6", "4.7", "4.8", "4.9", "37.1"),
    "violence-with-injury": ("8T",),
    "violence-without-injury": ("11A", "12", "13", "14", "106"),
    "stalking-and-harassment": ("8R", "8U"),
    "other-sexual-offences": (
        "21",
        "22A",
        "22B",
        "23",
        "70",
        "71",
        "72",
        "73",
        "88A",
        "88C",
        "88D",
        "88E",
    ),
    "weapons-possession": ("10B", "81", "90"),
    "public-order": ("9A", "9B", "64", "66"),
    "burglary": ("28E", "28F", "28G", "28H", "29A", "30C", "30D", "31A"),
    "vehicle-crime": ("37.2", "45", "48", "126"),
    "theft-from-the-person": ("39",),
    "shoplifting": ("46",),
    "bicycle-theft": ("44",),
    "other-theft": ("35", "40", "41", "42", "43", "47", "49", "49A"),
    "criminal-damage-and-arson": ("56A", "56B", "58A", "58B", "58C", "58D", "59"),
    "drug-offences": ("77", "92A", "92C", "92D", "92E"),
}
OFFENCES = {
    **{code: slug for slug, codes in _BESIDE_THE_TREE.items() for code in codes},
    **offence_codes(),
}
"""Home Office offence classes and the behaviour each belongs to."""

OUTCOMES = {
    "": "no outcome yet",
    "0": "no outcome yet",
    "1": "charged or summonsed",
    "1A": "charged or summonsed, other offence",
    "2": "caution, youth",
    "2A": "caution, youth, other offence",
    "3": "caution, adult",
    "3A": "caution, adult, other offence",
    "4": "taken into consideration",
    "5": "offender died",
    "6": "penalty notice",
    "7": "cannabis warning",
    "8": "community resolution",
    "9": "prosecution not in the public interest (prosecutor)",
    "10": "action not in the public interest (police)",
    "11": "suspect below the age of criminal responsibility",
    "12": "suspect too ill to prosecute",
    "13": "victim or key witness dead or too ill",
    "14": "victim does not support, no suspect named",
    "15": "evidential difficulties, victim supports",
    "16": "victim does not support, suspect named",
    "17": "prosecution time limit expired",
    "18": "no suspect identified",
    "20": "action by another body",
    "21": "further investigation not in the public interest",
    "22": "diversion, education or intervention",
}
"""The Home Office crime outcomes framework. Outcome 22 is diversion without an admission."""

HOMICIDES = dict.fromkeys(("1", "4.1", "4.2", "4.10"), Harm.DEATH.value)
_NO_BLANK_SEX = {code: kept for code, kept in SEX.items() if code}
_NO_BLANK_ETHNICITY = {code: kept for code, kept in ETHNICITY.items() if code}
# A blank suspect is nobody known, which differs from a suspect whose sex was not recorded.


class PoliceRecordLevel(Source):
    """One row per recorded crime, with its main victim and main suspect."""

    slug = "police-record-level"
    title = "Police recorded crime, record level"
    publisher = "The police force"
    agency = AgencyKind.POLICE
    licence = "Under a data sharing agreement with the force"
    where = "Ask the force's performance or data team for a monthly extract of recorded crime."
    adds = "day, hour, exact offence, ages, knife and domestic flags for every recorded crime"
    unit = "recorded offence"
    key = ("crime_ref",)
    within_file = "last"
    row_meaning = (
        "One row per recorded crime, in the month it was recorded. A later extract replaces an "
        "earlier row of the same crime. Victim and suspect are the main ones where there are several."
    )
    agency_question = "say whether columns or codes changed, and send one row per crime with the declared headings"

    crime_ref = Column(
        "Crime reference",
        Kind.IDENTIFIER,
        ("Crime ref", "Crime number", "Crime ID", "Record ref", "URN"),
        filled=True,
        personal=True,
    )
    recorded = Column(
        "Recorded date", Kind.DAY, ("Date recorded", "Created date", "Recorded on"), filled=True
    )
    committed_from = Column(
        "Committed from",
        Kind.MOMENT,
        ("Committed from date time", "Offence start", "Date first committed"),
    )
    committed_to = Column(
        "Committed to",
        Kind.DROPPED,
        ("Committed to date time", "Offence end", "Date last committed"),
        required=False,
    )
    offence_code = Column(
        "Offence code",
        Kind.CODE,
        ("HO offence code", "Home Office offence code", "HO code", "HOCR code"),
        filled=True,
        codes={code: code for code in OFFENCES},
    )
    offence = Column("Offence description", Kind.DROPPED, ("Offence",), required=False)
    domestic = Column(
        "Domestic abuse flag", Kind.YES_NO, ("Domestic flag", "DA flag", "Domestic abuse")
    )
    knife = Column("Knife flag", Kind.YES_NO, ("Knife enabled", "Knife crime flag"))
    weapon = Column("Weapon", Kind.CODE, ("Weapon used", "Weapon type"), False, codes=WEAPON)
    injury = Column("Injury", Kind.CODE, ("Injury level", "Degree of injury"), False, codes=INJURY)
    alcohol = Column("Alcohol flag", Kind.YES_NO, ("Alcohol related", "Alcohol"), required=False)
    location_type = Column(
        "Location type", Kind.CODE, ("Premises type", "Place type"), codes=LOCATION
    )
    lsoa = Column("LSOA code", Kind.SMALL_AREA, ("LSOA", "LSOA21CD", "LSOA11CD", "LSOA 2021"))
    easting = Column("Easting", Kind.WHOLE, ("X", "Grid easting"), False, low=0, high=700_000)
    northing = Column("Northing", Kind.WHOLE, ("Y", "Grid northing"), False, low=0, high=1_300_000)
    beat = Column("Beat", Kind.DROPPED, ("Beat code", "Neighbourhood"), required=False)
    victim_ref = Column(
        "Victim reference", Kind.IDENTIFIER, ("Victim ref", "Victim ID"), personal=True
    )
    victim_age = Column(
        "Victim age", Kind.WHOLE, ("Age of victim",), personal=True, low=0, high=120
    )
    victim_sex = Column("Victim sex", Kind.CODE, ("Victim gender",), codes=SEX, personal=True)
    victim_ethnicity = Column(
        "Victim ethnicity",
        Kind.CODE,
        ("Victim self-defined ethnicity", "Victim SDE"),
        codes=ETHNICITY,
        personal=True,
    )
    suspect_ref = Column(
        "Suspect reference", Kind.IDENTIFIER, ("Suspect ref", "Suspect ID"), False, personal=True
    )
    suspect_age = Column(
        "Suspect age", Kind.WHOLE, ("Age of suspect",), False, personal=True, low=0, high=120
    )
    suspect_sex = Column(
        "Suspect sex", Kind.CODE, ("Suspect gender",), False, codes=_NO_BLANK_SEX, personal=True
    )
    suspect_ethnicity = Column(
        "Suspect ethnicity",
        Kind.CODE,
        ("Suspect self-defined ethnicity", "Suspect SDE"),
        False,
        codes=_NO_BLANK_ETHNICITY,
        personal=True,
    )
    outcome = Column("Outcome code", Kind.CODE, ("Outcome", "Outcome type"), False, codes=OUTCOMES)

    minimum = {
        "record": Pseudonym("crime_ref", "record"),
        "month": MonthOf("recorded"),
        "occurred": Take("committed_from"),
        "time_precision": IfBlank(
            "committed_from", TimePrecision.MONTH.value, TimePrecision.MINUTE.value
        ),
        "lsoa": Take("lsoa"),
        "easting": Take("easting"),
        "northing": Take("northing"),
        "place_precision": FirstOf(
            (
                IfBlank("easting", None, PlacePrecision.EXACT.value),
                IfBlank("lsoa", None, PlacePrecision.SMALL_AREA.value),
                Constant(PlacePrecision.NONE.value),
            )
        ),
        "behaviour": Lookup("offence_code", OFFENCES),
        "offence_code": Take("offence_code"),
        "setting": Take("location_type"),
        "public_place": Lookup("location_type", PUBLIC_PLACE),
        "domestic": Take("domestic"),
        "weapon": Take("weapon"),
        "knife": FirstOf((Take("knife"), Lookup("weapon", {Weapon.KNIFE.value: True}))),
        "harm": FirstOf((Lookup("offence_code", HOMICIDES), Take("injury"))),
        "alcohol": Take("alcohol"),
        "outcome": Take("outcome"),
        "victim_id": Pseudonym("victim_ref", "person"),
        "victim_age": Take("victim_age"),
        "victim_sex": Take("victim_sex"),
        "victim_ethnicity": Take("victim_ethnicity"),
        "suspect_id": Pseudonym("suspect_ref", "person"),
        "suspect_age": Take("suspect_age"),
        "suspect_sex": Take("suspect_sex"),
        "suspect_ethnicity": Take("suspect_ethnicity"),
    }
