"""Agencies by kind, with the names and statutory classes the law gives them."""

from __future__ import annotations

from enum import Enum


class StatutoryClass(Enum):
    """Standing under the Serious Violence Duty (Police, Crime, Sentencing and Courts Act 2022)."""

    SPECIFIED = "specified authority"
    RELEVANT = "relevant authority"
    POLICING_BODY = "local policing body"
    PARTNER = "partner without a duty"


class AgencyKind(Enum):
    """What an agency is; value is the printed name."""

    POLICE = "Police"
    POLICING_BODY = "Office of the Police and Crime Commissioner"
    UPPER_TIER_COUNCIL = "Upper-tier council"
    DISTRICT_COUNCIL = "District council"
    PUBLIC_HEALTH = "Public health department"
    INTEGRATED_CARE_BOARD = "Integrated care board"
    HOSPITAL_TRUST = "Hospital trust"
    MENTAL_HEALTH_TRUST = "Mental health trust"
    AMBULANCE = "Ambulance service"
    FIRE = "Fire and rescue service"
    YOUTH_JUSTICE = "Youth justice service"
    PROBATION = "Probation service"
    PRISON = "Prison"
    EDUCATION = "School, college or education service"
    NATIONAL_HEALTH_BODY = "National public health body"
    NATIONAL_STATISTICS = "National statistics body"
    VOLUNTARY = "Voluntary, community or faith organisation"
    UNIVERSITY = "University"
    COMMUNITY = "Community group or residents"

    @property
    def statutory_class(self) -> StatutoryClass:
        """Standing under sections 8 to 16 of the 2022 Act."""
        return _CLASSES.get(self, StatutoryClass.PARTNER)

    @property
    def is_health_or_social_care(self) -> bool:
        """True where section 16 allows no personal information to be disclosed."""
        return self in _HEALTH_OR_CARE


_CLASSES = {
    AgencyKind.POLICE: StatutoryClass.SPECIFIED,
    AgencyKind.FIRE: StatutoryClass.SPECIFIED,
    AgencyKind.INTEGRATED_CARE_BOARD: StatutoryClass.SPECIFIED,
    AgencyKind.UPPER_TIER_COUNCIL: StatutoryClass.SPECIFIED,
    AgencyKind.DISTRICT_COUNCIL: StatutoryClass.SPECIFIED,
    AgencyKind.YOUTH_JUSTICE: StatutoryClass.SPECIFIED,
    AgencyKind.PROBATION: StatutoryClass.SPECIFIED,
    AgencyKind.EDUCATION: StatutoryClass.RELEVANT,
    AgencyKind.PRISON: StatutoryClass.RELEVANT,
    AgencyKind.POLICING_BODY: StatutoryClass.POLICING_BODY,
}

_HEALTH_OR_CARE = frozenset(
    {
        AgencyKind.INTEGRATED_CARE_BOARD,
        AgencyKind.HOSPITAL_TRUST,
        AgencyKind.MENTAL_HEALTH_TRUST,
        AgencyKind.AMBULANCE,
        AgencyKind.PUBLIC_HEALTH,
        AgencyKind.UPPER_TIER_COUNCIL,
    }
)
"""Upper-tier councils are here because they are the social care authority."""

FORMER_NAMES = {
    "Integrated care board": ("Clinical commissioning group", "until 30 June 2022"),
    "Office for Health Improvement and Disparities": (
        "Public Health England",
        "until 30 September 2021",
    ),
    "Youth justice service": ("Youth offending team", "usual name until about 2022"),
}
