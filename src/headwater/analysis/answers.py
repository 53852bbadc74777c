"""One indicator, asked one way: what `headwater show` and a notebook ask."""

from __future__ import annotations

from headwater.analysis.compute import by_age, by_month, by_place, by_value
from headwater.analysis.deprivation import by_deprivation
from headwater.analysis.indicator import Indicator
from headwater.analysis.released import Released
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.people import Role
from headwater.vocabulary.places import Level

FIELDS = {
    "setting": ("by kind of place", "Kind of place"),
    "weapon": ("by weapon", "Weapon"),
    "harm": ("by injury", "Worst injury"),
    "behaviour": ("by kind", "Kind"),
    "outcome": ("by outcome", "Outcome"),
    "theme": ("by theme", "Theme"),
}
WAYS = ("month", "place", "age", "sex", "ethnicity", "deprivation", *FIELDS)


def answer(bench: Workbench, indicator: type[Indicator], by: str, level: Level) -> Released:
    """An indicator by month, place, age, sex, ethnicity, deprivation or a field of the dataset.

    Raises: UsageError for a way that is not known, or that the source cannot tell.
    """
    if by == "month":
        return by_month(bench, indicator)
    if by == "place":
        return by_place(bench, indicator, level)
    if by == "deprivation":
        return by_deprivation(bench, indicator)
    role = indicator.role or Role.VICTIM
    source = bench.source_of(indicator)
    column = f"{role.value}_{by}" if by in ("age", "sex", "ethnicity") else by
    if by not in WAYS:
        raise UsageError(f"“{by}” is not a way to ask. Choose one of: {', '.join(WAYS)}.")
    if source is not None and column not in source.minimum:
        raise UsageError(f"{source.title} does not record {by}, so it cannot be shown by {by}.")
    if by == "age":
        return by_age(bench, indicator, role)
    if by in FIELDS:
        return by_value(bench, indicator, by, *FIELDS[by])
    return by_value(bench, indicator, column, f"{role.value}s by {by}", by.capitalize())
