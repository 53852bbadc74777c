"""Any breakdown that somebody asks for in a meeting: as a question, as an answer, as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.analysis import compute
from headwater.analysis.answers import answer
from headwater.analysis.changes import by_period, years
from headwater.analysis.cross import PLACES, check, cross
from headwater.analysis.gazetteer import Gazetteer, gazetteer
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.errors import HeadwaterError, UsageError
from headwater.vocabulary.places import Level, Place
from headwater.web.sharing.selectors.kept import Edition, Unknown

if TYPE_CHECKING:
    from headwater.analysis.released import Released

BETWEEN = "-by-"
_NAME = re.compile(r"[\w-]{1,40}")
MONTH, YEAR = "month", "year"
BOXES = ("by", "and", "also")
"""The names of the boxes of the form."""


def _plain(text: str) -> str:
    """What a box can hold: a name or a code. Anything else was typed into the address, and is nothing."""
    return text if _NAME.fullmatch(text) else ""


@dataclass(frozen=True)
class Breakdown:
    """One to three fields, and the code of the place to look within ("" for the whole area)."""

    fields: tuple[str, ...] = ()
    within: str = ""

    @classmethod
    def of_form(cls, given: Mapping[str, str]) -> Breakdown:
        """As the boxes of the page were filled."""
        chosen = (_plain(given.get(box, "")) for box in BOXES)
        return cls(tuple(field for field in chosen if field), _plain(given.get("in", "")))

    @classmethod
    def of_address(cls, name: str, within: str = "") -> Breakdown:
        """As a file's address names it, for example `age-by-sex`."""
        return cls(tuple(name.split(BETWEEN)), _plain(within))

    @property
    def name(self) -> str:
        """As it is named in an address."""
        return BETWEEN.join(self.fields)

    @property
    def query(self) -> str:
        """The place to look within, as an address ends."""
        return f"?in={self.within}" if self.within else ""

    @property
    def boxes(self) -> tuple[str, ...]:
        """What each box of the form holds."""
        return (*self.fields, *("" for _ in BOXES))[: len(BOXES)]


NOTHING = Breakdown()


def places(edition: Edition) -> Gazetteer:
    """The partnership's places."""
    return edition.ask(("places",), gazetteer)


def answered(edition: Edition, slug: str, asked: Breakdown) -> Released | str:
    """The released table of a breakdown, or the sentence that says why there is none.

    Raises Unknown where there is no indicator of the name.
    """
    indicator = all_indicators().get(slug)
    if indicator is None:
        raise Unknown
    within = places(edition).find(asked.within) if asked.within else None
    if asked.within and within is None:
        return "That place is not in this partnership. Choose one from the list."
    question = ("breakdown", slug, asked.fields, within.code if within else "")
    return edition.ask(question, lambda bench: _answer(bench, indicator, asked.fields, within))


def _answer(
    bench: Workbench, indicator: type[Indicator], fields: tuple[str, ...], within: Place | None
) -> Released | str:
    whole = within is None or within.level is Level.PARTNERSHIP
    try:
        if fields == (MONTH,):
            return compute.by_month(bench, indicator, place=None if whole else within)
        if fields == (YEAR,):
            return _by_year(bench, indicator, None if whole else within)
        if {MONTH, YEAR} & set(fields):
            raise UsageError(
                "Months and years can be shown alone, of the whole area or of a place."
            )
        check(bench, indicator, fields)
        if len(fields) == 1 and whole:
            (field,) = fields
            level = PLACES.get(field, Level.DISTRICT)
            return answer(bench, indicator, "place" if field in PLACES else field, level)
        return cross(bench, indicator, fields, None if whole else within)
    except HeadwaterError as refused:
        return str(refused)


def _by_year(bench: Workbench, indicator: type[Indicator], place: Place | None) -> Released | str:
    source = bench.source_of(indicator)
    if source is None or (place is not None and "lsoa" not in source.minimum):
        return "Its source does not say where, so it cannot be shown within a place."
    return by_period(bench, indicator, years(bench, source.slug), place=place)
