"""Names of places and agencies that exist nowhere."""

from __future__ import annotations

COUNTY = "Invenshire"
CITY = "Feignham"
SLUG = "invenshire"
PARTNERSHIP = "Feignham and Invenshire Violence Reduction Network"
BOARD = "Feignham and Invenshire Prevention Board"

CITY_CODE = "X06000001"
COUNTY_CODE = "X10000001"
DISTRICTS = (
    (CITY_CODE, CITY),
    ("X07000001", "Mockford"),
    ("X07000002", "Pretham"),
    ("X07000003", "Fablewick"),
    ("X07000004", "North Conjure"),
    ("X07000005", "Dreamley"),
    ("X07000006", "Supposing"),
    ("X07000007", "Legendon"),
    ("X07000008", "Makebury"),
)
"""Nine districts: the city, which is its own upper tier, and eight in the county."""
UPPER_TIERS = ((CITY_CODE, CITY), (COUNTY_CODE, COUNTY))
RISING, CLUSTERED = 1, 2
"""Positions of the districts with the planted rise and the planted hot spot."""

FORCE = "Invenshire Police"
AGENCIES = {
    "police-record-level": FORCE,
    "emergency-department": "Feignham Hospitals Trust",
    "hospital-admissions": "Feignham Hospitals Trust",
    "ambulance": "Invenshire Ambulance Service",
    "youth-justice": "Feignham and Invenshire Youth Justice Service",
}
"""Who sends each restricted source."""
SITES = ("XRF01", "XRF02")
"""Emergency departments: the city's, and the county's."""

_WARD_STARTS = (
    "Amber",
    "Bramble",
    "Candle",
    "Dapple",
    "Ember",
    "Fennel",
    "Gossamer",
    "Harrow",
    "Inkwell",
    "Juniper",
    "Kestrel",
    "Lantern",
    "Marl",
    "Nettle",
    "Otter",
    "Pebble",
    "Quill",
    "Rook",
    "Saffron",
    "Thimble",
)
_WARD_ENDS = ("gate", "mere", "side", "well", "field", "brook", "hill", "cross", "moor", "park")
_STREETS = (
    "Mill",
    "Station",
    "Church",
    "Chapel",
    "Orchard",
    "Victoria",
    "Albert",
    "King",
    "Queen",
    "Market",
    "High",
    "Meadow",
    "Grange",
    "Manor",
    "Park",
    "Spring",
    "Canal",
    "Foundry",
)
_STREET_ENDS = ("Street", "Road", "Lane", "Close", "Avenue", "Way", "Drive")


def ward_name(number: int) -> str:
    """The name of the n-th ward; two hundred before one comes back with a number.

    >>> ward_name(0), ward_name(21), ward_name(200)
    ('Ambergate', 'Bramblemere', 'Ambergate 2')
    """
    starts, ends = len(_WARD_STARTS), len(_WARD_ENDS)
    turn, within = divmod(number, starts * ends)
    end, start = divmod(within, starts)
    name = _WARD_STARTS[start] + _WARD_ENDS[end]
    return f"{name} {turn + 1}" if turn else name


def street_name(number: int) -> str:
    """A street for a map point; the same names come back all over the county, as streets do.

    >>> street_name(0), street_name(19)
    ('Mill Street', 'Station Road')
    """
    end, start = divmod(number, len(_STREETS))
    return f"{_STREETS[start]} {_STREET_ENDS[end % len(_STREET_ENDS)]}"
