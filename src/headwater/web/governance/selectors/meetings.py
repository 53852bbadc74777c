"""Reading meetings, agendas, papers with their trail, and actions as they age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.governance.models import Action, AgendaItem, Board, Decision, Meeting, Paper
from headwater.web.governance.rules import meetings as rules
from headwater.web.governance.rules.actions import Aged, aged, returned
from headwater.web.governance.rules.boards import UNDER, holds
from headwater.web.governance.selectors.boards import boards_open_to, lines
from headwater.web.verdict import Verdict


def open_boards(user: User) -> QuerySet[Board]:
    """The boards whose meetings this person may see."""
    return boards_open_to(user, "meeting", "view", timezone.localdate())


def meetings(user: User) -> QuerySet[Meeting]:
    """The meetings this person may see."""
    found = Meeting.objects.filter(board__in=open_boards(user))
    return found.select_related("board", "follows__board")


def items(user: User) -> QuerySet[AgendaItem]:
    """The items this person may see, in a backlog or on an agenda."""
    found = AgendaItem.objects.filter(board__in=open_boards(user))
    return found.select_related("board", "meeting__board", "added_by").prefetch_related("papers")


def papers(user: User) -> QuerySet[Paper]:
    """The papers this person may see."""
    found = Paper.objects.filter(item__board__in=open_boards(user))
    return found.select_related("item__board", "item__meeting", "agency", "follows")


def actions(user: User) -> QuerySet[Action]:
    """The actions this person may see: of boards open to them, and their own."""
    found = Action.objects.filter(meeting__board__in=open_boards(user))
    mine = Action.objects.filter(user=user)
    return (found | mine).distinct().select_related("meeting__board", "agency", "user")


STATES = (("open", "Open"), ("late", "Overdue"), ("closed", "Closed"))
"""In which state an action can be asked for."""


def aged_actions(
    user: User, day: date, *, state: str = "open", board: Board | None = None, mine: bool = False
) -> list[Aged]:
    """The actions this person may see on a day, first what is due first."""
    found = actions(user)
    if state:
        found = found.filter(closed_on__isnull=state != "closed")
    if state == "late":
        found = found.filter(due__lt=day)
    if board:
        found = found.filter(meeting__board=board)
    if mine:
        found = found.filter(user=user)
    return [aged(action, day) for action in found]


def decisions(board: Board, words: str = "") -> QuerySet[Decision]:
    """The decisions of a board, newest first, narrowed by words."""
    found = Decision.objects.filter(meeting__board=board).select_related("item", "meeting")
    held = Q(text__icontains=words) | Q(reason__icontains=words) | Q(item__title__icontains=words)
    return found.filter(held).order_by("-meeting__starts", "pk")


def next_meeting(board: Board, at: datetime) -> Meeting | None:
    """The board's next planned meeting."""
    planned = board.meetings.filter(state=Meeting.State.PLANNED, starts__gte=at)
    return planned.order_by("starts").first()


def returning(board: Board, day: date) -> tuple[Aged, ...]:
    """Actions that come back to the board's next agenda by themselves."""
    under = [line.board_id for line in lines().filter(to=board, relation=UNDER) if holds(line, day)]
    every = Action.objects.filter(closed_on__isnull=True).select_related("meeting__board")
    own, below = every.filter(meeting__board=board), every.filter(meeting__board__in=under)
    return returned(own, below, day)


@dataclass(frozen=True)
class MeetingPage:
    """One meeting: agenda, what comes back to it, backlog, decisions, actions, and what may be done."""

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    returning: tuple[Aged, ...]
    backlog: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Aged, ...]
    arrange: Verdict
    minute: Verdict
    today: date

    @property
    def undecided(self) -> tuple[AgendaItem, ...]:
        """Items on the agenda without a decision."""
        decided = {one.item_id for one in self.decisions}
        return tuple(item for item in self.items if item.pk not in decided)


def meeting_page(meeting: Meeting, user: User, at: datetime) -> MeetingPage:
    """Everything the page of a meeting shows."""
    day = timezone.localdate(at)
    upcoming = next_meeting(meeting.board, at)
    is_next = upcoming is not None and upcoming.pk == meeting.pk
    seen = items(user)
    backlog = seen.filter(board=meeting.board, meeting__isnull=True, withdrawn="")
    taken = meeting.actions.select_related("agency", "user", "meeting__board")
    return MeetingPage(
        meeting,
        tuple(seen.filter(meeting=meeting)),
        returning(meeting.board, day) if is_next else (),
        tuple(backlog) if meeting.state == Meeting.State.PLANNED else (),
        tuple(meeting.decisions.select_related("item")),
        tuple(aged(action, day) for action in taken),
        rules.may_arrange(user),
        rules.may_minute(user, meeting, at),
        day,
    )


@dataclass(frozen=True)
class Pack:
    """What a member reads before a meeting: agenda, papers with their trail, late actions, last minutes."""

    meeting: Meeting
    items: tuple[tuple[AgendaItem, tuple[tuple[Paper, tuple[Step, ...]], ...]], ...]
    returning: tuple[Aged, ...]
    before: Meeting | None


def pack(meeting: Meeting, at: datetime) -> Pack:
    """The pack of a meeting."""
    found = meeting.items.prefetch_related("papers__prior", "papers__agency")
    held = meeting.board.meetings.filter(starts__lt=meeting.starts).exclude(minutes="")
    upcoming = next_meeting(meeting.board, at)
    is_next = upcoming is not None and upcoming.pk == meeting.pk
    return Pack(
        meeting,
        tuple((item, tuple((one, trail(one)) for one in item.papers.all())) for item in found),
        returning(meeting.board, timezone.localdate(at)) if is_next else (),
        held.order_by("starts").last(),
    )


@dataclass(frozen=True)
class Business:
    """What a board is at: meetings before and after now, backlog, decisions and open actions."""

    next: Meeting | None
    later: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    backlog: tuple[AgendaItem, ...]
    returning: tuple[Aged, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Aged, ...]


def business(board: Board, user: User, at: datetime) -> Business | None:
    """What a board is at; None where this person may not see its meetings."""
    if not open_boards(user).filter(pk=board.pk).exists():
        return None
    day = timezone.localdate(at)
    own = meetings(user).filter(board=board)
    later = own.filter(starts__gte=at).exclude(state=Meeting.State.CANCELLED)
    still = actions(user).filter(meeting__board=board, closed_on__isnull=True)
    return Business(
        next_meeting(board, at),
        tuple(later),
        tuple(own.filter(starts__lt=at).order_by("-starts")[:6]),
        tuple(items(user).filter(board=board, meeting__isnull=True, withdrawn="")),
        returning(board, day),
        tuple(decisions(board)[:10]),
        tuple(aged(action, day) for action in still),
    )


@dataclass(frozen=True)
class Step:
    """One step of a paper's way: which body, when, what came of it."""

    body: str
    on: date
    outcome: str
    reason: str = ""


def trail(paper: Paper) -> tuple[Step, ...]:
    """What was decided about a paper before and here, oldest first (HWB 4.1)."""
    steps: list[Step] = []
    at: Paper | None = paper
    seen: set[int] = set()
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        steps += [Step(one.body, one.on, one.outcome) for one in at.prior.all()]
        for one in at.item.decisions.select_related("meeting__board"):
            day = timezone.localdate(one.meeting.starts)
            said = f"{one.get_outcome_display()}: {one.text}"
            steps.append(Step(one.meeting.board.name, day, said, one.reason))
        at = at.follows
    return tuple(sorted(steps, key=lambda step: step.on))
