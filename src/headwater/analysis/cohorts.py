"""Cohorts most affected (HWB 5.5): groups of people by age and circumstance, sized and followed."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.changes import Change, by_period, change_in, last_year
from headwater.analysis.indicator import Indicator, Where
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.people import (
    SERIOUS_YOUTH_VIOLENCE_AGES,
    UNDER_18,
    UNDER_25,
    AgeBand,
    Role,
)


@dataclass(frozen=True)
class Cohort:
    """A group: who they are, and which events of which indicator count them."""

    slug: str
    title: str
    meaning: str
    indicator: str
    role: Role
    ages: AgeBand | None = None
    where: tuple[Where, ...] = ()


COHORTS = (
    Cohort(
        "under-25-knife",
        "Victims of knife-enabled violence under 25",
        "People under 25 against whom a knife was used or threatened.",
        "knife-enabled-serious-violence",
        Role.VICTIM,
        UNDER_25,
    ),
    Cohort(
        "youth-violence-suspects",
        "Suspects of violence with injury aged 14 to 24",
        "The inspectorate's age group for serious youth violence.",
        "violence-with-injury",
        Role.SUSPECT,
        SERIOUS_YOUTH_VIOLENCE_AGES,
    ),
    Cohort(
        "children-harmed",
        "Children harmed by violence",
        "Victims of recorded violence under 18.",
        "recorded-violence",
        Role.VICTIM,
        UNDER_18,
    ),
    Cohort(
        "domestic-victims",
        "Victims of domestic violence",
        "Victims of violence that the police flagged as domestic abuse.",
        "domestic-violence",
        Role.VICTIM,
    ),
    Cohort(
        "weapon-carriers",
        "People under 25 found carrying a weapon",
        "Suspects of weapons possession under 25.",
        "weapons-possession",
        Role.SUSPECT,
        UNDER_25,
    ),
    Cohort(
        "sexual-offence-victims",
        "Victims of sexual offences under 25",
        "Victims of rape and other sexual offences under 25.",
        "sexual-offences",
        Role.VICTIM,
        UNDER_25,
    ),
)


@dataclass(frozen=True)
class CohortCard:
    """A cohort as it stands: events by period (the year before, then the year), and the change."""

    cohort: Cohort
    table: Released
    change: Change | None


def _narrowed(cohort: Cohort, indicator: type[Indicator]) -> type[Indicator]:
    """The indicator, counting only this cohort."""
    return type(
        f"{indicator.__name__}Of{cohort.role.name.title()}",
        (indicator,),
        {
            "role": cohort.role,
            "ages": cohort.ages or indicator.ages,
            "where": (*indicator.where, *cohort.where),
            "title": cohort.title,
        },
    )


def card(bench: Workbench, cohort: Cohort, indicator: type[Indicator]) -> CohortCard | None:
    """A cohort's card; None where the source has no ages for its role or fewer than two years came."""
    source = bench.source_of(indicator)
    if source is None or f"{cohort.role.value}_age" not in source.minimum:
        return None
    periods = last_year(bench, source.slug)
    if periods is None:
        return None
    table = by_period(bench, _narrowed(cohort, indicator), (periods.before, periods.now))
    return CohortCard(cohort, table, change_in(table, periods))
