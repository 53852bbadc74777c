"""The evidence an assessment cites: factors linked with violence, and approaches with how sure we are.

Each note is our own short reading of a public source, never the source's text. Where a statement
rests on general knowledge alone, `certainty` says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from headwater.vocabulary.lifestages import EcologicalLevel, LifeStage
from headwater.vocabulary.tiers import Tier

_ACES = "https://doi.org/10.1186/1741-7015-12-72"
_YEF = "https://youthendowmentfund.org.uk/toolkit/"
_INSIGHTS = (
    "https://youthendowmentfund.org.uk/three-insights-from-the-youth-endowment-fund-toolkit/"
)


@dataclass(frozen=True)
class Factor:
    """Something linked with more or less violence. `evidence` is a sentence; `source` a page."""

    title: str
    level: EcologicalLevel
    stage: LifeStage
    evidence: str
    protective: bool = False
    source: str = ""


@dataclass(frozen=True)
class Approach:
    """Something that can be done: its tier, what it is aimed at, its effect, and how sure that is."""

    title: str
    tier: Tier
    behaviours: tuple[str, ...]
    effect: str
    certainty: str
    source: str


FACTORS = (
    Factor(
        "Four or more adverse childhood experiences",
        EcologicalLevel.RELATIONSHIP,
        LifeStage.EARLY_YEARS,
        "England 2013, 3,885 adults: odds of having been violent 7.7 times those of people with none "
        "(4.9 to 12.1). A link in populations, not a prediction for a person.",
        source=_ACES,
    ),
    Factor(
        "Deprivation of the place",
        EcologicalLevel.SOCIETAL,
        LifeStage.ADULT,
        "Chapter 7 measures the gradient here, harm by harm.",
    ),
    Factor(
        "Exclusion and suspension from school",
        EcologicalLevel.COMMUNITY,
        LifeStage.SECONDARY,
        "Linked with later violence; partly a sign of earlier need. General knowledge: check locally.",
    ),
    Factor(
        "Persistent absence from school",
        EcologicalLevel.COMMUNITY,
        LifeStage.SECONDARY,
        "Linked with exploitation and offending. General knowledge: check locally.",
    ),
    Factor(
        "Not in education, employment or training",
        EcologicalLevel.COMMUNITY,
        LifeStage.YOUNG_ADULT,
        "Linked with offending among young adults. General knowledge: check locally.",
    ),
    Factor(
        "Harmful use of alcohol",
        EcologicalLevel.INDIVIDUAL,
        LifeStage.ADULT,
        "Acts together with childhood adversity in surveys of the United Kingdom.",
        source="https://bmjopen.bmj.com/content/8/12/e020591",
    ),
    Factor(
        "A trusted adult",
        EcologicalLevel.RELATIONSHIP,
        LifeStage.SECONDARY,
        "Softens the effect of adversity. General knowledge: check locally.",
        protective=True,
    ),
    Factor(
        "Cohesion and trust between neighbours",
        EcologicalLevel.COMMUNITY,
        LifeStage.ADULT,
        "Linked with less violence at equal deprivation. General knowledge: check locally.",
        protective=True,
    ),
)

APPROACHES = (
    Approach(
        "Focused deterrence with support",
        Tier.RESPONSE,
        ("violence-and-sexual-offences", "weapons-possession"),
        "Large reductions in the studies reviewed; hard to deliver well",
        "Good evidence, mostly from the United States",
        _INSIGHTS,
    ),
    Approach(
        "Hot-spot policing with problem-solving",
        Tier.RESPONSE,
        ("violence-and-sexual-offences", "robbery", "weapons-possession", "anti-social-behaviour"),
        "Moderate reductions where it is applied, without simple displacement",
        "Good evidence",
        _YEF,
    ),
    Approach(
        "Navigators in emergency departments",
        Tier.TARGETED,
        ("violence-and-sexual-offences",),
        "Promising: reaches people at a teachable moment",
        "Thin evidence: evaluate",
        "https://youthendowmentfund.org.uk/news/new-research-finds-promising-ways-of-preventing-violence/",
    ),
    Approach(
        "Cognitive behavioural therapy",
        Tier.TARGETED,
        ("violence-and-sexual-offences", "anti-social-behaviour"),
        "Can reduce offending by young people",
        "Good evidence",
        _YEF,
    ),
    Approach(
        "Mentoring",
        Tier.TARGETED,
        ("violence-and-sexual-offences", "anti-social-behaviour"),
        "Can reduce offending; depends on keeping the mentor",
        "Moderate evidence",
        _YEF,
    ),
    Approach(
        "Sharing of emergency department data (the Cardiff model)",
        Tier.UNIVERSAL,
        ("violence-and-sexual-offences",),
        "Fewer admissions for violence in Cardiff; benefits about 82 times the cost, 2003 to 2007",
        "One city, well studied",
        "https://injuryprevention.bmj.com/content/20/2/108",
    ),
    Approach(
        "Sports programmes",
        Tier.UNIVERSAL,
        (),
        "Can reduce offending where combined with support",
        "Moderate evidence",
        _YEF,
    ),
    Approach(
        "Prison awareness and shock visits",
        Tier.TARGETED,
        (),
        "Can do harm: more offending among those who took part. Do not commission",
        "Good evidence of harm",
        _INSIGHTS,
    ),
    Approach(
        "Community leadership and local area co-ordination",
        Tier.COMMUNITY,
        (),
        "Builds the ground that other work needs; effect on violence not yet measured",
        "Practice knowledge",
        "https://www.local.gov.uk/leicestershire-county-council-social-model-public-health",
    ),
)
