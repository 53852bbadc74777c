"""An open scheme for putting harmful behaviours in order: what is scored, and what each score means.

Harm, likelihood and confidence make the order; capacity stands beside it, because what nobody can
answer is not less harmful. Every score is defined, so that members who score apart mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Factor(Enum):
    """What is multiplied; capacity is shown beside the product and is no part of it."""

    HARM = "Harm"
    LIKELIHOOD = "Likelihood"
    CONFIDENCE = "Confidence"
    CAPACITY = "Capacity"

    @property
    def counts(self) -> bool:
        """Whether it is part of the order."""
        return self is not Factor.CAPACITY


@dataclass(frozen=True)
class Criterion:
    """One question to the members. `levels` say what the scores 1, 2, … mean; the last is the most."""

    slug: str
    title: str
    factor: Factor
    levels: tuple[str, ...]
    weight: float = 1.0

    def share(self, score: int) -> float:
        """A score as a share of the most there is, so that criteria with fewer levels count alike.

        >>> CRITERIA["physical"].share(5), CRITERIA["physical"].share(1)
        (1.0, 0.2)
        """
        return score / len(self.levels)


CRITERIA: dict[str, Criterion] = {
    one.slug: one
    for one in (
        Criterion(
            "physical",
            "Bodily harm to a person",
            Factor.HARM,
            (
                "None, or a fright",
                "Injury that needs no treatment",
                "Injury that needs treatment",
                "Injury that changes a life",
                "Death",
            ),
        ),
        Criterion(
            "psychological",
            "Harm to a person's mind and life",
            Factor.HARM,
            (
                "Passing distress",
                "Distress for weeks",
                "Work, school or home suffers for months",
                "Lasting harm, or harm passed on to children",
                "A life taken over by it",
            ),
        ),
        Criterion(
            "community",
            "Harm to the community around",
            Factor.HARM,
            (
                "Hardly noticed",
                "Noticed by those nearby",
                "People change where and when they go",
                "Trust between people, or in services, is lost",
                "A place or a community is left behind",
            ),
        ),
        Criterion(
            "frequency",
            "How often it happens",
            Factor.LIKELIHOOD,
            (
                "A few times in ten years",
                "A few times a year",
                "Every month",
                "Every week",
                "Every day",
            ),
        ),
        Criterion(
            "direction",
            "Where it is going",
            Factor.LIKELIHOOD,
            ("Falling", "Much the same", "Not known", "Rising", "Rising fast"),
        ),
        Criterion(
            "vulnerability",
            "How exposed those harmed are",
            Factor.LIKELIHOOD,
            (
                "Able to avoid it",
                "Mostly able to avoid it",
                "Some cannot avoid it",
                "Most cannot avoid it",
                "Children, or adults who depend on those who harm them",
            ),
        ),
        Criterion(
            "confidence",
            "How sure we are",
            Factor.CONFIDENCE,
            (
                "One person's impression",
                "Several people say so, without figures",
                "Figures of one agency",
                "Figures of two agencies agree",
                "Figures of several agencies, and what residents say, agree",
            ),
        ),
        Criterion(
            "capacity",
            "What we could do about it now",
            Factor.CAPACITY,
            (
                "Nobody has the people or the means",
                "Means would have to be taken from elsewhere",
                "Something could be done with what there is",
                "Much could be done with what there is",
                "Ready to begin",
            ),
        ),
    )
}
COUNTED = tuple(one for one in CRITERIA.values() if one.factor.counts)
"""The criteria that make the order."""
