"""What two boards both have on their minds: the list for their joint forum (SPB 6.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.web.governance.models import AgendaItem

ALIKE = 0.5
"""Share of the telling words of two titles that must be the same."""
_SAYS_NOTHING = frozenset(
    [
        "a",
        "about",
        "after",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "new",
        "next",
        "not",
        "of",
        "on",
        "or",
        "our",
        "over",
        "plan",
        "review",
        "report",
        "should",
        "that",
        "the",
        "their",
        "this",
        "to",
        "update",
        "we",
        "what",
        "when",
        "which",
        "who",
        "why",
        "will",
        "with",
        "year",
    ]
)


@dataclass(frozen=True)
class Subject:
    """Something that both boards talk about: an item of each, and how one can tell."""

    first: AgendaItem
    second: AgendaItem
    by: str


def telling(title: str) -> frozenset[str]:
    """The words of a title that say what it is about, without endings of number.

    >>> sorted(telling("Review of the youth workers' plan"))
    ['worker', 'youth']
    """
    words = re.findall(r"[a-z0-9]+", title.casefold().replace("'", "").replace("’", ""))
    return frozenset(
        word.rstrip("s") if len(word) > 3 else word
        for word in words
        if word not in _SAYS_NOTHING and len(word) > 1
    )


def likeness(one: str, other: str) -> float:
    """The share of telling words that two titles have in common, 0 to 1.

    >>> likeness("Knife crime in schools", "Schools and knife crime: next steps")
    0.75
    """
    first, second = telling(one), telling(other)
    every = first | second
    return len(first & second) / len(every) if every else 0.0


def shared(first: Sequence[AgendaItem], second: Sequence[AgendaItem]) -> tuple[Subject, ...]:
    """Items of two boards about one thing: a paper that went from one to the other, or like titles."""
    found = []
    for one in first:
        for other in second:
            if _papers(one) & _papers(other):
                found.append(Subject(one, other, "A paper went from one to the other"))
            elif likeness(one.title, other.title) >= ALIKE:
                found.append(Subject(one, other, "Their titles are alike"))
    return tuple(found)


def _papers(item: AgendaItem) -> set[int]:
    """The papers of an item and those they carry on from, as keys."""
    keys: Iterable[int | None] = (
        key for paper in item.papers.all() for key in (paper.pk, paper.follows_id)
    )
    return {key for key in keys if key is not None}
