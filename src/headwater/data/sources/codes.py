"""Code lists that several agencies share: how sex, ethnicity, weapons and places are written."""

from __future__ import annotations

from headwater.vocabulary.incidents import Harm, Setting, Weapon
from headwater.vocabulary.people import Ethnicity, Sex

SEX = {
    "F": Sex.FEMALE.value,
    "M": Sex.MALE.value,
    "Female": Sex.FEMALE.value,
    "Male": Sex.MALE.value,
    "Other": Sex.OTHER.value,
    "Indeterminate": Sex.OTHER.value,
    "I": Sex.OTHER.value,
    "Unknown": Sex.NOT_RECORDED.value,
    "U": Sex.NOT_RECORDED.value,
    "Not known": Sex.NOT_RECORDED.value,
    "Not recorded": Sex.NOT_RECORDED.value,
    "": Sex.NOT_RECORDED.value,
}
"""As police, youth justice and ambulance services write it."""

NHS_SEX = {
    "1": Sex.MALE.value,
    "2": Sex.FEMALE.value,
    "9": Sex.OTHER.value,
    "0": Sex.NOT_RECORDED.value,
    "X": Sex.NOT_RECORDED.value,
    **SEX,
}
"""The NHS Data Dictionary's person stated gender code (9 is indeterminate), and words."""

_SELF_DEFINED = {
    Ethnicity.WHITE: ("W1", "W2", "W3", "W4", "W9", "White"),
    Ethnicity.MIXED: ("M1", "M2", "M3", "M9", "Mixed"),
    Ethnicity.ASIAN: ("A1", "A2", "A3", "A4", "A9", "Asian"),
    Ethnicity.BLACK: ("B1", "B2", "B9", "Black"),
    Ethnicity.OTHER: ("O1", "O2", "O9", "Other"),
    Ethnicity.REFUSED: ("N1", "Refused", "Declined"),
    Ethnicity.NOT_RECORDED: (
        "NS",
        "N2",
        "N3",
        "Unknown",
        "Not known",
        "Not recorded",
        "Not stated",
        "",
    ),
}
ETHNICITY = {
    **{code: group.value for group, codes in _SELF_DEFINED.items() for code in codes},
    **{group.value: group.value for group in Ethnicity},
}
"""The self-defined codes of the 16+1 system and its later additions, broad words, Census groups."""

_NHS = {
    Ethnicity.WHITE: ("A", "B", "C"),
    Ethnicity.MIXED: ("D", "E", "F", "G"),
    Ethnicity.ASIAN: ("H", "J", "K", "L", "R"),
    Ethnicity.BLACK: ("M", "N", "P"),
    Ethnicity.OTHER: ("S",),
    Ethnicity.REFUSED: ("Z",),
    Ethnicity.NOT_RECORDED: ("99", "X"),
}
NHS_ETHNICITY = {
    **{code: group.value for group, codes in _NHS.items() for code in codes},
    **{group.value: group.value for group in Ethnicity},
    "": Ethnicity.NOT_RECORDED.value,
}
"""The NHS ethnic category code. R is Chinese, which the Census counts as Asian; Z is not stated."""

WEAPON = {
    "None": Weapon.NONE.value,
    "No weapon": Weapon.NONE.value,
    "Body part": Weapon.BODY.value,
    "Bodily force": Weapon.BODY.value,
    "Knife": Weapon.KNIFE.value,
    "Sharp object": Weapon.KNIFE.value,
    "Bladed article": Weapon.KNIFE.value,
    "Blunt object": Weapon.BLUNT.value,
    "Blunt instrument": Weapon.BLUNT.value,
    "Firearm": Weapon.FIREARM.value,
    "Corrosive substance": Weapon.CORROSIVE.value,
    "Acid": Weapon.CORROSIVE.value,
    "Other": Weapon.OTHER.value,
    "Unknown": Weapon.NOT_RECORDED.value,
    "Not recorded": Weapon.NOT_RECORDED.value,
    "": Weapon.NOT_RECORDED.value,
}

LOCATION = {
    "Dwelling": Setting.DWELLING.value,
    "Home": Setting.DWELLING.value,
    "Street": Setting.STREET.value,
    "Open space": Setting.STREET.value,
    "Park": Setting.STREET.value,
    "Public house": Setting.NIGHT_TIME_ECONOMY.value,
    "Nightclub": Setting.NIGHT_TIME_ECONOMY.value,
    "Licensed premises": Setting.NIGHT_TIME_ECONOMY.value,
    "School": Setting.EDUCATION.value,
    "College": Setting.EDUCATION.value,
    "Hospital": Setting.HEALTH.value,
    "Care home": Setting.HEALTH.value,
    "Bus or train": Setting.TRANSPORT.value,
    "Station": Setting.TRANSPORT.value,
    "Shop": Setting.RETAIL.value,
    "Workplace": Setting.WORKPLACE.value,
    "Custody": Setting.CUSTODY.value,
    "Prison": Setting.CUSTODY.value,
    "Other": Setting.OTHER.value,
    "Unknown": Setting.NOT_RECORDED.value,
    "Not recorded": Setting.NOT_RECORDED.value,
    "": Setting.NOT_RECORDED.value,
}

INJURY = {
    "Fatal": Harm.DEATH.value,
    "Serious": Harm.SERIOUS.value,
    "Minor": Harm.MINOR.value,
    "None": Harm.NONE.value,
    "No injury": Harm.NONE.value,
    "Unknown": Harm.NOT_RECORDED.value,
    "Not recorded": Harm.NOT_RECORDED.value,
    "": Harm.NOT_RECORDED.value,
}

PUBLIC_PLACE = {s.value: s.is_public for s in Setting if s.is_public is not None}
"""Whether each setting is a public place, where it says."""
