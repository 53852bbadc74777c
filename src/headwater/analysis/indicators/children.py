"""Children in trouble, by record-level feeds."""

from headwater.analysis.indicator import Indicator
from headwater.vocabulary.people import YOUTH_JUSTICE_AGES, Role


class YouthJusticeOffences(Indicator):
    """Offences by children known to youth justice."""

    slug = "youth-justice-offences"
    title = "Offences by children in the youth justice caseload"
    short = "Offences by children"
    meaning = "Offences that led to a youth justice disposal."
    sources = ("youth-justice",)
    behaviours = ("harmful-behaviour",)
    role = Role.SUSPECT
    ages = YOUTH_JUSTICE_AGES
    noun = "offences"
    theme = "children"
    per = 1_000


class CommunityReports(Indicator):
    """Concerns that residents reported (ToR 3.4)."""

    slug = "community-reports"
    title = "Concerns reported by residents"
    short = "Concerns of residents"
    meaning = "Issues that residents and community leaders reported to the partnership."
    sources = ("community-reports",)
    behaviours = ("harmful-behaviour",)
    noun = "reports"
    theme = "community"
    polarity = "neutral"
    note = "More reports can mean more trust in being heard as well as more harm."
