"""Residents as released tables: by district, by age and sex, by ethnic group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.analysis.release import release
from headwater.analysis.released import Field, Kind, Released
from headwater.analysis.tally import Tally, label
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.people import FIVE_YEAR_BANDS, Sex
from headwater.vocabulary.places import Level

SOURCE = "Office for National Statistics, mid-year population estimates"
CENSUS = "Office for National Statistics, Census 2021"


@dataclass(frozen=True)
class Population:
    """Who lives in the area; a table is None where its source has not arrived."""

    year: int
    sex_year: int
    total: Released
    by_district: Released | None
    pyramid: Released | None
    groups: Released | None


def population(bench: Workbench) -> Population:
    """Residents of the partnership area. Published statistics, so they pass the gate untouched."""
    residents = bench.residents
    names = [p.name for p in bench.geography.places(Level.DISTRICT)]
    codes = [p.code for p in bench.geography.places(Level.DISTRICT)]
    by_code = residents.of(Level.DISTRICT)
    people = [by_code.get(c, 0.0) for c in codes]
    year = f"mid-{residents.year}"
    place = label("place", "District", Kind.PLACE)
    total = _table(
        bench,
        "Residents of the area",
        (label("place", "Place", Kind.PLACE),),
        [(bench.profile.area.name,)],
        [residents.total()],
        year,
        residents.deliveries,
    )
    districts = (
        _table(
            bench,
            "Residents by district",
            (place,),
            [(n,) for n in names],
            people,
            year,
            residents.deliveries,
        )
        if residents.known
        else None
    )
    return Population(
        residents.year, residents.sex_year, total, districts, _pyramid(bench), _groups(bench)
    )


def _pyramid(bench: Workbench) -> Released | None:
    residents = bench.residents
    if not residents.by_sex:
        return None
    keys: list[tuple[str, ...]] = []
    counts: list[float] = []
    for sex in (Sex.MALE, Sex.FEMALE):
        for band, people in zip(
            FIVE_YEAR_BANDS, residents.by_band(FIVE_YEAR_BANDS, sex), strict=True
        ):
            keys.append((band.title, sex.value))
            counts.append(people)
    return _table(
        bench,
        "Residents by age and sex",
        (label("age", "Age"), label("sex", "Sex")),
        keys,
        counts,
        f"mid-{residents.sex_year}",
        residents.sex_deliveries,
    )


def _groups(bench: Workbench) -> Released | None:
    groups = bench.residents.ethnic_groups()
    if not groups:
        return None
    ranked = sorted(groups.items(), key=lambda item: -item[1])
    return _table(
        bench,
        "Residents by ethnic group",
        (label("group", "Ethnic group"),),
        [(name,) for name, _ in ranked],
        [n for _, n in ranked],
        "Census 2021",
        bench.residents.group_deliveries,
        share=True,
    )


def _table(
    bench: Workbench,
    title: str,
    fields: tuple[Field, ...],
    keys: list[tuple[str, ...]],
    people: list[float],
    period: str,
    deliveries: tuple[str, ...],
    *,
    share: bool = False,
) -> Released:
    counts = np.rint(np.array(people, dtype=float))
    tally = Tally(
        indicator="residents",
        title=title,
        unit="per cent" if share else "residents",
        fields=fields,
        keys=tuple(keys),
        events=counts,
        definition="usual residents",
        period=period,
        sources=(CENSUS if share else SOURCE,),
        deliveries=deliveries,
        restricted=False,
        population=np.full(len(counts), counts.sum()) if share else None,
        share=share,
        noun="residents",
        polarity="neutral",
    )
    return release(tally, bench.ledger)
