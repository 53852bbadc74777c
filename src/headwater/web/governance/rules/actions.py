"""How an action ages: open, overdue and back on the agenda, escalated, closed. Never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Action
from headwater.web.policy import Scope, scope_of
from headwater.web.verdict import Verdict, first_refusal

ESCALATED_AFTER = 28
"""Days past its due date after which an action also goes to the board above."""


class Age(Enum):
    """Where an action stands; value is the printed name."""

    OPEN = "Open"
    OVERDUE = "Overdue"
    ESCALATED = "Escalated"
    CLOSED = "Closed"


@dataclass(frozen=True)
class Aged:
    """An action and where it stands on a day. `days` is how long it is overdue; negative before."""

    action: Action
    age: Age
    days: int

    @property
    def returns(self) -> bool:
        """True where it goes back on the board's next agenda."""
        return self.age in (Age.OVERDUE, Age.ESCALATED)

    @property
    def escalated(self) -> bool:
        """True where the board above hears of it too."""
        return self.age is Age.ESCALATED


def aged(action: Action, day: date) -> Aged:
    """Where an action stands on a day: overdue from the day after it was due."""
    days = (day - action.due).days
    if action.closed_on is not None and action.closed_on <= day:
        return Aged(action, Age.CLOSED, days)
    if days > ESCALATED_AFTER:
        return Aged(action, Age.ESCALATED, days)
    return Aged(action, Age.OVERDUE if days > 0 else Age.OPEN, days)


def returned(own: Iterable[Action], below: Iterable[Action], day: date) -> tuple[Aged, ...]:
    """What comes back to a board's next agenda: its own overdue actions, and escalated ones from below."""
    mine = [one for one in (aged(action, day) for action in own) if one.returns]
    theirs = [one for one in (aged(action, day) for action in below) if one.escalated]
    return tuple(sorted([*mine, *theirs], key=lambda one: -one.days))


def may_close(user: User, action: Action, evidence: str) -> Verdict:
    """Whether somebody may close an action: its owner or the programme, and only with evidence."""
    granted = accounts.may(user, "action", "close")
    if not granted:
        return granted
    theirs = scope_of(user.in_role, "action", "close") is Scope.ALL or action.user_id == user.pk
    return first_refusal(
        (theirs, "Only its owner or the programme manager can close an action."),
        (action.closed_on is None, "This action is closed already."),
        (bool(evidence.strip()), "Say what shows that it was done."),
    )
