"""Direct identifiers that slipped in: found by their shape, told by column, never repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

SHARE = 0.3
"""A column is refused when this share of its filled cells looks like an identifier."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+44\s?|0)(?:\d[\s-]?){9,10}")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"\d{3}[\s-]?\d{3}[\s-]?\d{4}")
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[a-z'’-]+(?:[ ,]+[a-z'’.-]+){1,3}", re.IGNORECASE
)
_PLACES = frozenset(
    [
        "road",
        "street",
        "avenue",
        "close",
        "lane",
        "drive",
        "way",
        "court",
        "house",
        "park",
        "gardens",
        "square",
        "terrace",
        "place",
        "hill",
        "st",
        "saint",
        "school",
        "academy",
        "college",
        "university",
        "church",
        "hospital",
        "surgery",
        "centre",
        "center",
        "club",
        "hotel",
        "inn",
        "arms",
        "estate",
        "ward",
        "north",
        "south",
        "east",
        "west",
        "the",
        "of",
        "and",
        "or",
        "near",
        "police",
        "council",
        "trust",
    ]
)
"""Words that make a place or a body of what has a forename in it."""
_NAME_HEADINGS = re.compile(
    r"\b(?:sur|fore|first|last|given|family|middle|full|maiden|patient|victim|suspect|offender|child"
    r"|mother|father|parent|carer|person|client|pupil|student)?[\s_]*names?\b|\bd\.?o\.?b\.?\b"
    r"|\bdate[\s_]*of[\s_]*birth\b|\baddress\b|\bnhs[\s_]*(?:no|number)\b|\bn\.?i\.?[\s_]*(?:no|number)\b"
    r"|\bnational[\s_]*insurance\b|\bpassport\b|\bdriving[\s_]*licen[cs]e\b",
    re.IGNORECASE,
)
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D]", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"\b(?:name)s?\b.*\b(?:lsoa|msoa|ward|district|area|school|site|provider|local|council|force|trust"
    r"|practice|ethnic|group|indicator|measure|file|street|road)\b"
    r"|\b(?:lsoa|msoa|ward|district|area|school|site|provider|council|authority|force|region|country"
    r"|file|sheet|table|column|category|group|team|project|la|ltla|utla|icb|sicbl|trust|local|practice|hospital|station|beat|service|operation|street|road|indicator|measure)"
    r"\b.*\bname",
    re.IGNORECASE,
)
COMMON_FORENAMES = frozenset(
    [
        "oliver",
        "jack",
        "harry",
        "george",
        "noah",
        "charlie",
        "jacob",
        "alfie",
        "freddie",
        "oscar",
        "leo",
        "logan",
        "theo",
        "archie",
        "arthur",
        "muhammad",
        "mohammed",
        "mohammad",
        "ahmed",
        "ali",
        "omar",
        "yusuf",
        "ibrahim",
        "hassan",
        "hussain",
        "olivia",
        "amelia",
        "isla",
        "ava",
        "mia",
        "isabella",
        "sophia",
        "grace",
        "lily",
        "emily",
        "chloe",
        "ella",
        "charlotte",
        "poppy",
        "daisy",
        "evie",
        "freya",
        "alice",
        "phoebe",
        "florence",
        "james",
        "john",
        "robert",
        "michael",
        "william",
        "david",
        "richard",
        "thomas",
        "christopher",
        "daniel",
        "matthew",
        "anthony",
        "mark",
        "donald",
        "steven",
        "paul",
        "andrew",
        "joshua",
        "kenneth",
        "kevin",
        "brian",
        "edward",
        "ronald",
        "timothy",
        "jason",
        "jeffrey",
        "ryan",
        "jacob",
        "gary",
        "nicholas",
        "eric",
        "jonathan",
        "stephen",
        "larry",
        "justin",
        "scott",
        "brandon",
        "benjamin",
        "samuel",
        "gregory",
        "mary",
        "patricia",
        "jennifer",
        "linda",
        "elizabeth",
        "barbara",
        "susan",
        "jessica",
        "sarah",
        "karen",
        "lisa",
        "nancy",
        "betty",
        "margaret",
        "sandra",
        "ashley",
        "kimberly",
        "donna",
        "emma",
        "carol",
        "michelle",
        "amanda",
        "dorothy",
        "melissa",
        "deborah",
        "stephanie",
        "rebecca",
        "laura",
        "helen",
        "sharon",
        "cynthia",
        "kathleen",
        "amy",
        "angela",
        "anna",
        "ruth",
        "brenda",
        "pamela",
        "nicole",
        "katherine",
        "samantha",
        "christine",
        "catherine",
        "virginia",
        "rachel",
        "janet",
        "maria",
        "heather",
        "diane",
        "julie",
        "joyce",
        "victoria",
        "kelly",
        "lauren",
        "priya",
        "anjali",
        "raj",
        "amit",
        "sanjay",
        "sunita",
        "fatima",
        "aisha",
        "zainab",
        "khadija",
        "maryam",
        "amina",
        "leila",
        "yasmin",
        "simran",
        "gurpreet",
        "harpreet",
        "jaspreet",
        "manpreet",
        "kyle",
        "liam",
        "connor",
        "callum",
        "ethan",
        "dylan",
        "luke",
        "aaron",
        "adam",
        "jordan",
        "nathan",
        "tyler",
        "megan",
        "bethany",
        "hannah",
        "caitlin",
        "shannon",
        "jade",
        "paige",
        "courtney",
        "georgia",
        "abigail",
        "holly",
        "sean",
        "patrick",
        "declan",
        "niamh",
        "siobhan",
        "ciara",
        "piotr",
        "tomasz",
        "agnieszka",
        "katarzyna",
        "ivan",
        "elena",
        "jan",
        "peter",
        "alan",
        "simon",
        "ian",
        "neil",
        "stuart",
        "graham",
        "keith",
        "roger",
        "trevor",
        "colin",
        "nigel",
        "dean",
        "craig",
        "lee",
        "wayne",
        "darren",
        "claire",
        "louise",
        "joanne",
        "tracey",
        "dawn",
        "gemma",
        "kerry",
        "leanne",
        "zoe",
        "natasha",
        "kirsty",
        "hayley",
        "stacey",
        "carly",
    ]
)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the NHS check digit (modulus 11).

    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    if not _TEN_DIGITS.fullmatch(text.strip()):
        return False
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def _is_name(text: str) -> bool:
    words = re.findall(r"[a-z'’-]+", text.casefold())
    if not 1 <= len(words) <= 4 or _PLACES & set(words):
        return False
    return bool(COMMON_FORENAMES & set(words)) and (len(words) == 1 or bool(_NAME.fullmatch(text)))


def looks_like(heading: str, cells: Sequence[str]) -> str | None:
    """What kind of direct identifier a column holds, or None. The answer never holds a value.

    Judged from the heading, and from a sample of cells: the NHS number by its check digit (a tenth
    of random ten-digit numbers pass it, so three in ten must), e-mail addresses, telephone numbers,
    full postcodes, National Insurance numbers, and names by a list of common forenames.
    """
    filled = [c.strip() for c in cells if c and c.strip()]
    if not filled:
        return None
    need = max(1, int(len(filled) * SHARE))

    def most(test: Callable[[str], object]) -> bool:
        return sum(1 for c in filled if test(c)) >= need

    if most(is_nhs_number):
        return "NHS numbers"
    if most(_EMAIL.fullmatch):
        return "e-mail addresses"
    if most(_NINO.fullmatch):
        return "National Insurance numbers"
    if most(_PHONE.fullmatch):
        return "telephone numbers"
    if most(_POSTCODE.fullmatch):
        return "full postcodes"
    if most(_is_name):
        return "names of people"
    words = re.sub(r"[_\d]+|(?<=[a-z])(?=[A-Z])", " ", heading)
    if _NAME_HEADINGS.search(words) and not _NOT_NAMES.search(words):
        return "personal details, by its heading"
    return None
