"""Children in trouble, by record-level feeds."""

from headwater.analysis.indicator import Indicator, Where
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


class FirstTimeEntrants(Indicator):
    """Children entering the youth justice system for the first time."""

    slug = "first-time-entrants"
    title = "First-time entrants to the youth justice system"
    short = "First-time entrants"
    meaning = "Children whose first offence led to a caution or a conviction."
    sources = ("youth-justice",)
    behaviours = ("harmful-behaviour",)
    where = (Where("first_time", (True,)),)
    role = Role.SUSPECT
    ages = YOUTH_JUSTICE_AGES
    noun = "first-time entrants"
    theme = "children"
    per = 100_000
    note = "Counted in the area's own caseload; the published rate is made from national records."


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
