"""Violence as health services see it."""

from headwater.analysis.indicator import Indicator
from headwater.vocabulary.people import Role

VIOLENCE = ("violence-and-sexual-offences",)


class EmergencyDepartmentAssaults(Indicator):
    """Assaults treated in emergency departments (ISTV)."""

    slug = "emergency-department-assaults"
    impact = 3
    title = "Assaults treated in emergency departments"
    short = "Assaults seen in emergency departments"
    meaning = "Attendances that staff recorded as following an assault."
    sources = ("emergency-department",)
    behaviours = VIOLENCE
    per = 100_000
    noun = "attendances"
    theme = "health"


class AmbulanceAssaults(Indicator):
    """Assaults attended by ambulance crews."""

    slug = "ambulance-assaults"
    impact = 3
    title = "Assaults attended by ambulance"
    short = "Assaults seen by ambulance"
    meaning = "Incidents that the ambulance service recorded as an assault."
    sources = ("ambulance",)
    behaviours = VIOLENCE
    role = Role.PATIENT
    per = 100_000
    noun = "incidents"
    theme = "health"


class ViolenceAdmissions(Indicator):
    """Hospital admissions for violence of any kind."""

    slug = "violence-admissions"
    impact = 4
    title = "Hospital admissions for violence"
    short = "Admissions for violence"
    meaning = "Admissions with an external cause of assault, ICD-10 X85 to Y09."
    sources = ("hospital-admissions",)
    behaviours = VIOLENCE
    role = Role.PATIENT
    per = 100_000
    noun = "admissions"
    theme = "health"


class AmbulanceSelfHarm(Indicator):
    """Self-harm and overdose attended by ambulance crews."""

    slug = "ambulance-self-harm"
    impact = 3
    title = "Self-harm and overdose attended by ambulance"
    short = "Self-harm and overdose"
    meaning = "Incidents that the ambulance service recorded as self-harm or overdose."
    sources = ("ambulance",)
    behaviours = ("self-harm", "overdose")
    role = Role.PATIENT
    per = 100_000
    noun = "incidents"
    theme = "health"
