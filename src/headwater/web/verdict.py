"""Yes, or no with the sentence to show: what every rule of every room answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule. `reason` is a sentence for the person who asked, empty where it is yes."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """A refusal with its sentence."""
    return Verdict(False, reason)


def first_refusal(*checks: tuple[bool, str]) -> Verdict:
    """The first check that fails, as a refusal; yes where none does.

    >>> first_refusal((True, "a"), (False, "You are not a member.")).reason
    'You are not a member.'
    """
    return next((no(why) for passed, why in checks if not passed), YES)


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A rule said no. The message is the sentence to show."""


def require(verdict: Verdict) -> None:
    """Go on only where the answer is yes. Raises Refused with the sentence to show."""
    if not verdict:
        raise Refused(verdict.reason)
