"""What waits for a person here, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Decision, Meeting
from headwater.web.governance.rules.actions import aged
from headwater.web.governance.selectors import boards
from headwater.web.governance.selectors.meetings import (
    actions,
    items,
    meetings,
    open_boards,
    papers,
)
from headwater.web.ui.rooms import Hit, Task

SOON = timedelta(days=7)


def tasks(user: User) -> Iterable[Task]:
    """One's own actions, latest first, and for the programme a meeting within a week without an agenda."""
    day = timezone.localdate()
    for action in actions(user).filter(user=user, closed_on__isnull=True):
        one = aged(action, day)
        late = f"{one.days} days overdue" if one.days > 1 else "1 day overdue"
        hint = late if one.returns else f"Due {action.due:%-d %B %Y}"
        address = reverse("governance:close", args=[action.pk])
        about = f"{action.meeting.board}: {hint}"
        yield Task(str(action), address, about, one.returns, action.due)
    if accounts.may(user, "meeting", "change"):
        now = timezone.now()
        soon = meetings(user).filter(
            state=Meeting.State.PLANNED, starts__gte=now, starts__lte=now + SOON
        )
        for meeting in soon.filter(items__isnull=True):
            address = reverse("governance:meeting", args=[meeting.pk])
            day = timezone.localdate(meeting.starts)
            yield Task(f"{meeting} has no agenda", address, "Within a week", True, day)
        for meeting in soon.filter(items__isnull=False, pack_sent_at=None).distinct():
            address = reverse("governance:send-pack", args=[meeting.pk])
            day = timezone.localdate(meeting.starts)
            yield Task(f"Send the pack of {meeting}", address, "It was not sent yet", True, day)
    yield from _to_read(user)


def _to_read(user: User) -> Iterable[Task]:
    """The packs that were sent for meetings to come, on the boards this person sits on."""
    now, day = timezone.now(), timezone.localdate()
    ahead = meetings(user).filter(board__in=boards.boards_of(user, day), starts__gte=now)
    for meeting in ahead.filter(state=Meeting.State.PLANNED, pack_sent_at__isnull=False):
        address = reverse("governance:pack", args=[meeting.pk])
        when = timezone.localtime(meeting.starts)
        hint = f"You meet on {when:%-d %B %Y at %H:%M}"
        yield Task(f"Read the papers of {meeting.board}", address, hint, False, when.date())


def find(user: User, words: str) -> Iterable[Hit]:
    """Boards, and agenda items, papers and decisions of the boards this person may see."""
    yield from boards.find(user, words)
    for item in items(user).filter(Q(title__icontains=words) | Q(detail__icontains=words)):
        address = reverse("governance:item", args=[item.pk])
        yield Hit(item.title, address, "Agenda item", item.board.name)
    for paper in papers(user).filter(Q(title__icontains=words) | Q(text__icontains=words)):
        address = reverse("governance:paper", args=[paper.pk])
        yield Hit(paper.title, address, "Paper", paper.item.board.name)
    for action in actions(user).filter(what__icontains=words):
        address = reverse("governance:meeting", args=[action.meeting_id])
        yield Hit(str(action), address, "Action", f"{action.owner}, {action.meeting.board}")
    decided = Decision.objects.filter(meeting__board__in=open_boards(user))
    for one in decided.filter(text__icontains=words).select_related("item", "meeting__board"):
        address = reverse("governance:item", args=[one.item_id])
        yield Hit(str(one), address, "Decision", str(one.meeting))
