"""Reading what two boards have in common to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from headwater.web.accounts.models import User
from headwater.web.governance.models import AgendaItem, Board, WorkStep
from headwater.web.governance.rules.subjects import Subject, shared
from headwater.web.governance.selectors.duties import PlanLine, work_plan
from headwater.web.governance.selectors.meetings import items, open_boards

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class InCommon:
    """Subjects on both boards' agendas or backlogs in a year, and steps that both are working on."""

    subjects: tuple[Subject, ...]
    steps: tuple[PlanLine, ...]


def in_common(first: Board, second: Board, user: User, at: datetime) -> InCommon | None:
    """What both boards have to talk about; None where this person may not see the meetings of both."""
    if open_boards(user).filter(pk__in=(first.pk, second.pk)).count() < 2:
        return None
    return InCommon(
        shared(_items(first, user, at), _items(second, user, at)),
        tuple(
            one
            for one, other in zip(work_plan(first), work_plan(second), strict=True)
            if one.state == other.state == WorkStep.State.WORKING
        ),
    )


def _items(board: Board, user: User, at: datetime) -> list[AgendaItem]:
    recent = Q(meeting=None) | Q(meeting__starts__gte=at - YEAR)
    return list(items(user).filter(recent, board=board, withdrawn=""))
