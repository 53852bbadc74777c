"""The tests of an issue: is it for the Board at all, is it narrow enough, was it said before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.vocabulary.harms import BEHAVIOURS, ROOT, ancestors, branch
from headwater.web.issues.models import Issue

FEWEST_AGENCIES = 2
ALIKE = 0.34
"""The share of words that two titles must have in common to be held alike."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "their",
        "to",
        "who",
        "with",
    ]
)


@dataclass(frozen=True)
class Eligibility:
    """Whether a behaviour is for the Board (ToR 1.3): the answer, and every reason for it."""

    passes: bool
    reasons: tuple[str, ...]
    single: bool = False
    """True where one agency alone could prevent it: it is passed to that one."""


def eligibility(*, undermines: bool, agencies: int, complexity: str) -> Eligibility:
    """The Board's test: it undermines safety or wellbeing, needs several agencies, and is complex.

    >>> eligibility(undermines=True, agencies=1, complexity="high").single
    True
    """
    against = tuple(
        why
        for failed, why in (
            (not undermines, "It does not undermine the safety or wellbeing of a community."),
            (agencies < FEWEST_AGENCIES, "One agency alone can prevent it."),
            (complexity == Issue.Complexity.LOW, "It has one cause and one answer."),
        )
        if failed
    )
    if against:
        return Eligibility(False, against, undermines and agencies == 1)
    several = (
        f"It undermines safety or wellbeing, needs {agencies} agencies, and has several causes."
    )
    return Eligibility(True, (several,))


@dataclass(frozen=True)
class Specificity:
    """Whether a behaviour is named as narrowly as it can be (ToR 1.4), and the ways to narrow it."""

    path: tuple[str, ...]
    """Titles from the broadest to what was named."""
    kinds: tuple[tuple[str, str], ...]
    """Slug and title of its kinds."""
    within: bool
    """Whether a community is named."""

    @property
    def is_broad(self) -> bool:
        """True where it has kinds that could be named, or neither kind nor community narrows it."""
        return bool(self.kinds) or not self.within

    @property
    def advice(self) -> str:
        """What to do about it, empty where nothing is to be done."""
        if self.kinds and not self.within:
            return "This is broad. Name one of its kinds, or the community within which it happens."
        if self.kinds:
            return "It has kinds. If one of them is meant, name that one."
        return "" if self.within else "If it harms one community above all, name it."


def specificity(behaviour: str, *, communities: int) -> Specificity:
    """How narrowly a behaviour is named, walked down the tree: crime, a kind, a kind within a community."""
    chain = [*reversed(ancestors(behaviour)), behaviour] if behaviour in BEHAVIOURS else []
    kinds = tuple(
        (slug, node.title) for slug, node in BEHAVIOURS.items() if node.parent == behaviour
    )
    titles = tuple(BEHAVIOURS[slug].title for slug in chain if slug != ROOT)
    return Specificity(titles, kinds, bool(communities))


def words_of(title: str) -> frozenset[str]:
    """The words of a title that tell something, each without its ending."""
    found = re.findall(r"[a-z]+", title.lower())
    return frozenset(re.sub(r"(ing|ies|s|e)$", "", word) for word in found if word not in _SMALL)


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common, 0 to 1 (Jaccard).

    >>> likeness("Knife carrying by young people", "Young people who carry knives") > ALIKE
    True
    """
    a, b = words_of(one), words_of(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def alike(title: str, behaviour: str, others: Iterable[Issue]) -> list[Issue]:
    """Issues that may be the same, the likest first: of the same branch of the tree, or in like words."""

    def near(other: Issue) -> float:
        shared = likeness(title, other.title)
        related = behaviour in BEHAVIOURS and (
            behaviour in branch(other.behaviour) or other.behaviour in branch(behaviour)
        )
        narrow = behaviour != ROOT and other.behaviour != ROOT
        return shared + (0.25 if related and narrow and shared > 0 else 0.0)

    found = [(near(other), other) for other in others]
    return [o for n, o in sorted(found, key=lambda pair: -pair[0]) if n >= ALIKE]
