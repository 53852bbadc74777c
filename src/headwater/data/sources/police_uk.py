"""Street-level crime as published by data.police.uk."""

from __future__ import annotations

from headwater.data.source import (
    Column,
    Constant,
    IfBlank,
    Kind,
    Lookup,
    MonthOf,
    Pseudonym,
    Sensitivity,
    Source,
    Take,
)
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.periods import TimePrecision
from headwater.vocabulary.places import PlacePrecision

CRIME_TYPES = {
    "Anti-social behaviour": "anti-social-behaviour",
    "Bicycle theft": "bicycle-theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "criminal-damage-and-arson",
    "Drugs": "drug-offences",
    "Other crime": "other-crime",
    "Other theft": "other-theft",
    "Possession of weapons": "weapons-possession",
    "Public order": "public-order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft-from-the-person",
    "Vehicle crime": "vehicle-crime",
    "Violence and sexual offences": "violence-and-sexual-offences",
}


class PoliceUkStreetCrime(Source):
    """One row per recorded crime or incident, placed at an anonymous map point."""

    slug = "police-uk-street-crime"
    title = "Street-level crime"
    publisher = "Home Office, data.police.uk"
    agency = AgencyKind.POLICE
    licence = "Open Government Licence v3.0"
    where = "data.police.uk/data: choose the force and months, tick “Include crime data”."
    adds = "recorded crime and anti-social behaviour by month and small area"
    sensitivity = Sensitivity.PUBLIC
    unit = "recorded crime"
    key = ("crime_id",)
    slices = ("site", "month")
    row_meaning = (
        "Month only, no day or hour. Places are the nearest of a published list of map points. All "
        "violence and sexual offences are one type: no offence code, age or knife flag."
    )
    agency_question = "download the file again from data.police.uk without opening it in Excel"

    crime_id = Column("Crime ID", Kind.IDENTIFIER)
    month = Column("Month", Kind.MONTH, filled=True)
    reported_by = Column("Reported by", required=False)
    falls_within = Column("Falls within", filled=True)
    longitude = Column("Longitude", Kind.NUMBER, low=-9, high=3)
    latitude = Column("Latitude", Kind.NUMBER, low=49, high=61)
    location = Column("Location", Kind.DROPPED, required=False)
    lsoa_code = Column("LSOA code", Kind.SMALL_AREA)
    lsoa_name = Column("LSOA name", Kind.DROPPED, required=False)
    crime_type = Column("Crime type", Kind.CODE, filled=True, codes=CRIME_TYPES)
    outcome = Column("Last outcome category", required=False)
    context = Column("Context", Kind.DROPPED, required=False)

    minimum = {
        "record": Pseudonym("crime_id", "record"),
        "month": MonthOf("month"),
        "time_precision": Constant(TimePrecision.MONTH.value),
        "lsoa": Take("lsoa_code"),
        "place_precision": IfBlank(
            "lsoa_code", PlacePrecision.NONE.value, PlacePrecision.SNAPPED.value
        ),
        "place_confidence": IfBlank("lsoa_code", None, None),
        "behaviour": Take("crime_type"),
        "outcome": Take("outcome"),
        "site": Take("falls_within"),
    }


SEARCH_OBJECTS = {"Offensive weapons": "weapons-possession", "Firearms": "weapons-possession"}


class PoliceUkStopAndSearch(Source):
    """One row per person or vehicle searched. Loaded only when a Board decision is recorded."""

    slug = "police-uk-stop-and-search"
    title = "Stop and search"
    publisher = "Home Office, data.police.uk"
    agency = AgencyKind.POLICE
    licence = "Open Government Licence v3.0"
    where = "data.police.uk/data: choose the force and months, tick “Include stop and search data”."
    adds = "who is stopped and searched, for the chapter on disproportionality"
    sensitivity = Sensitivity.PUBLIC
    unit = "search"
    barred = "Searches measure police activity, not violence, and can mislead about who commits it."
    required_decision = True
    slices = ("month",)
    row_meaning = "A search is police activity; it is never counted as violence."
    agency_question = "download the file again from data.police.uk without opening it in Excel"

    kind = Column("Type", filled=True)
    date = Column("Date", Kind.MOMENT, filled=True)
    operation = Column("Part of a policing operation", Kind.DROPPED, required=False)
    operation_name = Column("Policing operation", Kind.DROPPED, required=False)
    latitude = Column("Latitude", Kind.NUMBER, low=49, high=61)
    longitude = Column("Longitude", Kind.NUMBER, low=-9, high=3)
    gender = Column(
        "Gender",
        Kind.CODE,
        codes={"Male": "male", "Female": "female", "Other": "other", "": "not recorded"},
    )
    age_range = Column("Age range", personal=True)
    self_defined = Column("Self-defined ethnicity", Kind.DROPPED, required=False)
    officer_defined = Column("Officer-defined ethnicity")
    legislation = Column("Legislation", Kind.DROPPED, required=False)
    object_of_search = Column("Object of search")
    outcome = Column("Outcome")
    linked = Column("Outcome linked to object of search", Kind.DROPPED, required=False)
    clothing = Column("Removal of more than just outer clothing", Kind.DROPPED, required=False)

    minimum = {
        "month": MonthOf("date"),
        "occurred": Take("date"),
        "time_precision": Constant(TimePrecision.MINUTE.value),
        "place_precision": Constant(PlacePrecision.SNAPPED.value),
        "behaviour": Constant("harmful-behaviour"),
        "outcome": Take("outcome"),
        "suspect_sex": Take("gender"),
        "suspect_age_low": Lookup(
            "age_range",
            {"under 10": "0", "10-17": "10", "18-24": "18", "25-34": "25", "over 34": "35"},
        ),
        "suspect_age_high": Lookup(
            "age_range",
            {"under 10": "9", "10-17": "17", "18-24": "24", "25-34": "34", "over 34": "120"},
        ),
        "suspect_ethnicity": Lookup(
            "officer_defined",
            {
                "Asian": "Asian, Asian British or Asian Welsh",
                "Black": "Black, Black British, Black Welsh, Caribbean or African",
                "White": "White",
                "Mixed": "Mixed or Multiple ethnic groups",
                "Other": "Other ethnic group",
            },
            "not recorded",
        ),
        "theme": Take("object_of_search"),
    }
