"""Violence as the police record it."""

from headwater.analysis.indicator import Indicator, Where

POLICE = ("police-record-level", "police-uk-street-crime")


class DefinedViolence(Indicator):
    """Everything the definition in force counts."""

    slug = "defined-violence"
    title = "Violence within the partnership's definition"
    short = "Violence within the definition"
    meaning = "Incidents recorded by the police that the partnership's definition counts."
    sources = POLICE
    follows_definition = True
    noun = "recorded offences"


class RecordedViolence(Indicator):
    """Violence and sexual offences."""

    slug = "recorded-violence"
    impact = 3
    title = "Violence and sexual offences recorded by the police"
    short = "Violence and sexual offences"
    meaning = "Every offence of violence against a person or sexual offence the police recorded."
    sources = POLICE
    behaviours = ("violence-and-sexual-offences",)
    noun = "recorded offences"


class ViolenceWithInjury(Indicator):
    """Violence that injured someone, by offence code."""

    slug = "violence-with-injury"
    impact = 3
    title = "Violence with injury recorded by the police"
    short = "Violence with injury"
    meaning = "Recorded offences in which someone was injured, by Home Office offence code."
    sources = ("police-record-level",)
    behaviours = ("homicide", "attempted-murder", "violence-with-injury")
    noun = "recorded offences"


class DomesticViolence(Indicator):
    """Violence flagged as domestic abuse."""

    slug = "domestic-violence"
    impact = 3
    title = "Domestic violence recorded by the police"
    short = "Domestic violence"
    meaning = "Recorded violence that the police flagged as domestic abuse."
    sources = ("police-record-level",)
    behaviours = ("violence-and-sexual-offences",)
    where = (Where("domestic", (True,)),)
    noun = "recorded offences"


class SexualOffences(Indicator):
    """Rape and other sexual offences."""

    slug = "sexual-offences"
    impact = 4
    title = "Sexual offences recorded by the police"
    short = "Sexual offences"
    meaning = "Rape and other sexual offences the police recorded, by Home Office offence code."
    sources = ("police-record-level",)
    behaviours = ("sexual-offences",)
    noun = "recorded offences"
    note = "More recording can mean more trust in the police as well as more harm."


class Robbery(Indicator):
    """Robbery of people and businesses."""

    slug = "robbery"
    impact = 3
    title = "Robbery recorded by the police"
    short = "Robbery"
    meaning = "Theft with force or the threat of force, from a person or a business."
    sources = POLICE
    behaviours = ("robbery",)
    noun = "recorded offences"


class WeaponsPossession(Indicator):
    """Carrying of knives and other weapons."""

    slug = "weapons-possession"
    impact = 3
    title = "Possession of weapons recorded by the police"
    short = "Possession of weapons"
    meaning = "Offences of carrying a knife or other weapon."
    sources = POLICE
    behaviours = ("weapons-possession",)
    noun = "recorded offences"
    note = "Possession is found by looking: a rise may mean more searches. It is not knife-enabled crime."


class AntiSocialBehaviour(Indicator):
    """Anti-social behaviour reported to the police."""

    slug = "anti-social-behaviour"
    impact = 1
    title = "Anti-social behaviour reported to the police"
    short = "Anti-social behaviour"
    meaning = "Reports of anti-social behaviour, which are incidents and not crimes."
    sources = ("police-uk-street-crime", "police-record-level")
    behaviours = ("anti-social-behaviour",)
    theme = "context"
    noun = "reports"


class PublicOrder(Indicator):
    """Public order offences."""

    slug = "public-order"
    impact = 2
    title = "Public order offences recorded by the police"
    short = "Public order offences"
    meaning = "Offences of causing fear, alarm, distress or disorder in public."
    sources = POLICE
    behaviours = ("public-order",)
    theme = "context"
    noun = "recorded offences"


class DrugOffences(Indicator):
    """Drug offences."""

    slug = "drug-offences"
    impact = 2
    title = "Drug offences recorded by the police"
    short = "Drug offences"
    meaning = "Possession and supply of controlled drugs."
    sources = POLICE
    behaviours = ("drug-offences",)
    theme = "context"
    noun = "recorded offences"
    note = "Found by looking: a rise may mean more police activity."


class CriminalDamage(Indicator):
    """Criminal damage and arson."""

    slug = "criminal-damage"
    impact = 1
    title = "Criminal damage and arson recorded by the police"
    short = "Criminal damage and arson"
    meaning = "Damage to property, including arson."
    sources = POLICE
    behaviours = ("criminal-damage-and-arson",)
    theme = "context"
    noun = "recorded offences"
