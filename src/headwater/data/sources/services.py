"""The map of services: what is provided, for whom, at which tier and at what cost."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from headwater.data.headings import plain
from headwater.data.source import ReferenceSource, Shape, Tidied
from headwater.data.sources.published_cells import number_or_status, table_of
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import BEHAVIOURS
from headwater.vocabulary.lifestages import LifeStage
from headwater.vocabulary.tiers import DEFAULT_TITLES, NUMBERED_FROM_0, Tier

ORIENTATIONS = ("control", "rehabilitation", "both", "resilience")
_ALIASES = {
    "service": ("servicereference", "serviceref", "serviceid", "reference"),
    "name": ("servicename", "name", "service"),
    "provider": ("provider", "organisation", "agency"),
    "tier": ("tier",),
    "behaviour": ("behaviour", "harmfulbehaviour", "issue"),
    "life_stage": ("lifestage", "agegroup"),
    "place": ("placecode", "districtcode", "wardcode", "place"),
    "annual_cost": ("annualcost", "cost", "annualcostpounds", "budget"),
    "statutory": ("statutory", "requiredbylaw"),
    "orientation": ("orientation", "approach"),
    "funding_ends": ("fundingends", "fundingend", "fundedto", "fundinguntil"),
}
_TIERS = {
    **{tier.value: tier for tier in Tier},
    **{plain(title): tier for tier, title in DEFAULT_TITLES.items()},
    **{f"{word}{NUMBERED_FROM_0.number(tier)}": tier for tier in Tier for word in ("", "tier")},
}
_BEHAVIOURS = {
    **{plain(slug): slug for slug in BEHAVIOURS},
    **{plain(node.title): slug for slug, node in BEHAVIOURS.items()},
}
_STAGES = {
    **{plain(stage.value): stage.name for stage in LifeStage},
    **{plain(stage.name): stage.name for stage in LifeStage},
}
_ANY_AGE = frozenset({"", "all", "allages", "wholelife"})
_YES_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


class Services(ReferenceSource):
    """One row per service or community asset."""

    slug = "services"
    title = "Map of services"
    publisher = "The partnership"
    agency = AgencyKind.POLICING_BODY
    licence = "The partnership's own"
    where = (
        "Kept by the partnership: ask each agency for its services, tier, cost and end of funding."
    )
    adds = (
        "where services are missing, doubled or about to end, and how money lies across the tiers"
    )
    shape = Shape.SERVICES
    unit = "service"
    agency_question = "give each service a tier from 0 to 3 (or its name), a yearly cost in pounds and an end date"

    @classmethod
    def matches(cls, headings: tuple[str, ...], name: str) -> bool:
        at = _positions(headings)
        return {"name", "provider", "tier"} <= at.keys() and bool(
            {"annual_cost", "life_stage"} & at.keys()
        )

    @classmethod
    def tidy(cls, table: pa.Table, name: str) -> Tidied:
        at = _positions(table.column_names)
        cells = {item: table.column(i).cast(pa.string()).to_pylist() for item, i in at.items()}
        rows: list[tuple[object, ...]] = []
        bad: list[tuple[int, str, str]] = []
        for i in range(table.num_rows):
            row = {item: (column[i] or "").strip() for item, column in cells.items()}
            wrong = _wrong(row)
            if wrong:
                bad.extend((i + 2, table.column_names[at[item]], why) for item, why in wrong)
            else:
                rows.append(_row(row, i))
        return Tidied(table_of(Shape.SERVICES, rows), table.num_rows, tuple(bad))


def _positions(headings: list[str] | tuple[str, ...]) -> dict[str, int]:
    """Where each field is, each heading used once, in order of declaration."""
    known = {plain(h): i for i, h in reversed(list(enumerate(headings)))}
    found: dict[str, int] = {}
    for item, names in _ALIASES.items():
        place = next((known[n] for n in names if n in known), None)
        if place is not None and place not in found.values():
            found[item] = place
    return found


def _wrong(row: dict[str, str]) -> list[tuple[str, str]]:
    """What cannot be used in a row, by field."""
    checks = (
        ("name", not row["name"], "is blank"),
        ("tier", plain(row["tier"]) not in _TIERS, "is not a tier from 0 to 3 or its name"),
        (
            "behaviour",
            bool(row.get("behaviour")) and plain(row["behaviour"]) not in _BEHAVIOURS,
            "is not on the tree of harmful behaviours",
        ),
        (
            "life_stage",
            plain(row.get("life_stage", "")) not in {*_STAGES, *_ANY_AGE},
            "is not a life stage",
        ),
        (
            "annual_cost",
            bool(row.get("annual_cost")) and number_or_status(row["annual_cost"])[0] is None,
            "is not an amount in pounds",
        ),
        (
            "orientation",
            bool(row.get("orientation")) and row["orientation"].casefold() not in ORIENTATIONS,
            "is not control, rehabilitation, both or resilience",
        ),
        (
            "funding_ends",
            bool(row.get("funding_ends")) and _day(row["funding_ends"]) is None,
            "is not a date",
        ),
    )
    return [(item, why) for item, wrong, why in checks if wrong]


def _row(row: dict[str, str], number: int) -> tuple[object, ...]:
    cost = row.get("annual_cost", "")
    return (
        row.get("service", "") or f"S{number + 1:04}",
        row["name"],
        row["provider"],
        _TIERS[plain(row["tier"])].value,
        _BEHAVIOURS.get(plain(row.get("behaviour", "")), ""),
        _STAGES.get(plain(row.get("life_stage", "")), ""),
        row.get("place", ""),
        number_or_status(cost)[0] if cost else None,
        _YES_NO.get(row.get("statutory", "").casefold()),
        row.get("orientation", "").casefold(),
        _day(row.get("funding_ends", "")),
    )


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
