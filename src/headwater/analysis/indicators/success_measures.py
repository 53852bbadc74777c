"""The three Home Office success measures of violence reduction units.

They can be computed only from record-level police and hospital extracts: open data carries neither
an age, a knife flag, an offence code nor a cause of admission.
"""

from headwater.analysis.indicator import Indicator, Where
from headwater.vocabulary.people import UNDER_25, Role

KNIFE_FLAG_OFFENCES = (
    "homicide",
    "attempted-murder",
    "violence-with-injury",
    "threats-to-kill",
    "robbery",
    "rape",
    "other-sexual-offences",
)
"""The seven offences that can carry the knife flag (Home Office, knife-enabled crime)."""


class SharpObjectAdmissions(Indicator):
    """Measure 1."""

    slug = "sharp-object-admissions"
    impact = 4
    title = "Hospital admissions for assault with a knife or sharp object"
    short = "Admissions for knife assault"
    meaning = "Finished admission episodes with the external cause ICD-10 X99."
    sources = ("hospital-admissions",)
    behaviours = ("sharp-object-assault",)
    role = Role.PATIENT
    per = 100_000
    noun = "admissions"
    success_measure = 1


class SharpObjectAdmissionsUnder25(SharpObjectAdmissions):
    """Measure 1 for people aged under 25."""

    slug = "sharp-object-admissions-under-25"
    impact = 0
    title = "Hospital admissions for assault with a knife or sharp object, under 25"
    short = "Admissions for knife assault, under 25"
    ages = UNDER_25


class KnifeEnabledSeriousViolence(Indicator):
    """Measure 2."""

    slug = "knife-enabled-serious-violence"
    impact = 4
    title = "Knife-enabled serious violence"
    short = "Knife-enabled violence"
    meaning = "The seven offences that can carry the knife flag, where it is set."
    sources = ("police-record-level",)
    behaviours = KNIFE_FLAG_OFFENCES
    where = (Where("knife", (True,)),)
    per = 100_000
    noun = "recorded offences"
    success_measure = 2
    note = "Possession of a knife is not knife-enabled violence and is counted elsewhere."


class KnifeEnabledSeriousViolenceUnder25(KnifeEnabledSeriousViolence):
    """Measure 2 for victims aged under 25."""

    slug = "knife-enabled-serious-violence-under-25"
    impact = 0
    title = "Knife-enabled serious violence, victims under 25"
    short = "Knife-enabled violence, under 25"
    role = Role.VICTIM
    ages = UNDER_25


class NonDomesticHomicide(Indicator):
    """Measure 3."""

    slug = "non-domestic-homicide"
    title = "Non-domestic homicide"
    short = "Non-domestic homicide"
    meaning = "Homicides not flagged as domestic abuse."
    sources = ("police-record-level",)
    behaviours = ("homicide",)
    where = (Where("domestic", (False,)),)
    per = 1_000_000
    noun = "homicides"
    success_measure = 3
    note = "From the police extract; the Home Office uses its Homicide Index, which is revised."
