"""Known events that a reader of a series must bear in mind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.vocabulary.periods import Month


@dataclass(frozen=True)
class Event:
    """Something that changed how people lived or how incidents were recorded, by months."""

    title: str
    first: Month
    last: Month

    def touches(self, months: Iterable[Month]) -> bool:
        """Whether any of these months lies within it."""
        return any(self.first <= month <= self.last for month in months)


EVENTS = (Event("restrictions during the COVID-19 pandemic", Month(2020, 3), Month(2021, 7)),)
"""National events. England's restrictions began on 23 March 2020 and most ended on 19 July 2021."""


def touching(months: Iterable[Month]) -> tuple[Event, ...]:
    """The events that touch any of these months.

    >>> [e.title for e in touching([Month(2021, 1)])]
    ['restrictions during the COVID-19 pandemic']
    """
    known = tuple(months)
    return tuple(event for event in EVENTS if event.touches(known))
