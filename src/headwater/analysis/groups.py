"""Groups of people: rates by sex and ethnic group, and the disparity between groups with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.analysis.compute import Asked
from headwater.analysis.indicator import Indicator
from headwater.analysis.release import share_in_words
from headwater.analysis.released import Released
from headwater.analysis.tally import label
from headwater.analysis.workbench import Workbench
from headwater.stats.rates import rate_ratio
from headwater.vocabulary.people import ALL_AGES, Ethnicity, Role, Sex
from headwater.vocabulary.records.claim import ClaimRecord

UNKNOWN = (Ethnicity.REFUSED.value, Ethnicity.NOT_RECORDED.value, Sex.NOT_RECORDED.value, "None")


@dataclass(frozen=True)
class Disparity:
    """The rate of one group divided by that of another, with its 95% limits, from released counts."""

    group: str
    reference: str
    ratio: float
    low: float
    high: float
    claim: ClaimRecord

    @property
    def is_finding(self) -> bool:
        """False where the interval holds 1: no difference."""
        return self.low > 1 or self.high < 1


def by_group(
    bench: Workbench, indicator: type[Indicator], role: Role, what: str
) -> Released | None:
    """People in one role by "sex" or "ethnicity", with the rate of each group's residents.

    Those whose group is not known are told in a caveat and are in no group. None where the source
    does not record it, or no residents by group have been gathered.
    """
    asked = Asked(bench, indicator, None)
    column = f"{role.value}_{what}"
    residents = _residents(bench, what)
    if column not in asked.source.minimum or not residents:
        return None
    window = bench.window(asked.source.slug)
    counts = asked.counts(column, window)
    total = sum(counts.values())
    unknown = sum(n for group, n in counts.items() if group in UNKNOWN)
    years = len(window) / 12
    deliveries = (
        bench.residents.sex_deliveries if what == "sex" else bench.residents.group_deliveries
    )
    groups = list(residents)
    caveats = (
        (
            f"{what.capitalize()} is not known for "
            f"{share_in_words(unknown, total, f'{role.value}s')}.",
        )
        if total and unknown
        else ()
    )
    return asked.tally(
        f"{indicator.title}: {role.value}s by {what}",
        (label(what, what.capitalize() if what == "sex" else "Ethnic group"),),
        [(group,) for group in groups],
        [counts.get(group, 0) for group in groups],
        window,
        population=[residents[group] * years for group in groups],
        unit=indicator.unit(),
        per=indicator.per,
        caveats=caveats,
        population_deliveries=deliveries,
    )


def _residents(bench: Workbench, what: str) -> Mapping[str, float]:
    if what == "sex":
        people = bench.residents.by_band((ALL_AGES,), Sex.FEMALE)[0]
        men = bench.residents.by_band((ALL_AGES,), Sex.MALE)[0]
        return {Sex.FEMALE.value: people, Sex.MALE.value: men} if people and men else {}
    return bench.residents.ethnic_groups()


def disparities(table: Released, reference: str) -> tuple[Disparity, ...]:
    """Every other group's rate against the reference group's, from released counts."""
    name = table.fields[0].name
    base = table.find(**{name: reference})
    found = []
    for row in table:
        group = str(row[name])
        a, n, b, m = row["events"], row["population"], base["events"], base["population"]
        usable = all(isinstance(x, int | float) for x in (a, n, b, m))
        if group == reference or not usable or not isinstance(row["value"], int | float):
            continue
        made = rate_ratio([float(str(a))], [float(str(n))], [float(str(b))], [float(str(m))])
        ratio, low, high = (float(x[0]) for x in (made.value, made.low, made.high))
        claim = table.derive(
            round(ratio, 2),
            f"times the rate of {reference}",
            low=round(low, 2),
            high=round(high, 2),
            note=group,
        )
        found.append(Disparity(group, reference, ratio, low, high, claim))
    return tuple(found)
