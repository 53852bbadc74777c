"""Filling the backlog, making agendas, adding papers and recording decisions."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.governance.models import (
    AgendaItem,
    Board,
    Decision,
    Meeting,
    Paper,
    PriorDecision,
)
from headwater.web.governance.rules import meetings as rules
from headwater.web.governance.selectors.boards import boards_open_to
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


def _open(user: User, at: datetime) -> list[int]:
    found = boards_open_to(user, "agenda", "add", timezone.localdate(at))
    return list(found.values_list("pk", flat=True))


@transaction.atomic
def add_item(*, board: Board, title: str, detail: str = "", by: User, at: datetime) -> AgendaItem:
    """Put something in a board's backlog; any member may."""
    require(rules.may_add_item(by, board, _open(by, at)))
    # One at a time, so that two clicks are one item.
    Board.objects.select_for_update().get(pk=board.pk)
    waiting = board.items.filter(meeting__isnull=True, withdrawn="", title__iexact=title)
    require(rules.is_new(title, waiting.exists()))
    made = add(AgendaItem(board=board, title=title, detail=detail, added_by=by, added_at=at))
    record("agenda.item-added", Verb.COLLECTION, by=by, on=f"item {made.pk}", at=at)
    return made


@transaction.atomic
def add_to_agenda(
    *, meeting: Meeting, title: str, detail: str = "", by: User, at: datetime
) -> AgendaItem:
    """Put something new at the end of a meeting's agenda."""
    made = add_item(board=meeting.board, title=title, detail=detail, by=by, at=at)
    return place_item(item=made, version=made.version, meeting=meeting, by=by, at=at)


@transaction.atomic
def place_item(
    *, item: AgendaItem, version: int, meeting: Meeting | None, by: User, at: datetime
) -> AgendaItem:
    """Put an item at the end of a meeting's agenda, or back in the backlog."""
    decided = item.decisions.filter(meeting=item.meeting).exists() if item.meeting else False
    require(rules.may_place(by, item, meeting, decided))
    last = meeting.items.aggregate(last=Max("place"))["last"] if meeting else 0
    save_over(item, version, meeting=meeting, place=(last or 0) + 1 if meeting else 0)
    on = f"meeting {meeting.pk}" if meeting else "the backlog"
    record("agenda.item-placed", Verb.ALTERATION, by=by, on=f"item {item.pk}", at=at, to=on)
    return item


@transaction.atomic
def withdraw_item(
    *, item: AgendaItem, version: int, reason: str, by: User, at: datetime
) -> AgendaItem:
    """Take an item out of the backlog, with the reason."""
    require(rules.may_withdraw(by, item, reason))
    save_over(item, version, withdrawn=reason)
    record("agenda.item-withdrawn", Verb.ALTERATION, by=by, on=f"item {item.pk}", at=at)
    return item


@transaction.atomic
def add_paper(*, item: AgendaItem, by: User, at: datetime, **fields: object) -> Paper:
    """Add a paper to an item. `fields` are the paper's own: title, author, recommendation and text."""
    require(rules.may_add_item(by, item.board, _open(by, at)))
    title = str(fields.get("title", ""))
    require(rules.is_new(title, item.papers.filter(title__iexact=title).exists()))
    made = add(Paper(item=item, added_at=at, **fields))
    record("paper.added", Verb.COLLECTION, by=by, on=f"paper {made.pk}", at=at, item=item.pk)
    return made


@transaction.atomic
def add_prior(
    *, paper: Paper, body: str, on: date, outcome: str, by: User, at: datetime
) -> PriorDecision:
    """Say what another body decided about a paper before (HWB 4.1)."""
    require(rules.may_add_item(by, paper.item.board, _open(by, at)))
    made = add(PriorDecision(paper=paper, body=body, on=on, outcome=outcome))
    record("paper.prior-added", Verb.COLLECTION, by=by, on=f"paper {paper.pk}", at=at)
    return made


PARTS = (
    "title",
    "author",
    "agency",
    "recommendation",
    "asks",
    "text",
    "resources",
    "equality",
    "background",
)


@transaction.atomic
def route_paper(*, paper: Paper, to: Board, by: User, at: datetime) -> Paper:
    """Send a paper on to another board, where it waits in the backlog with its trail (SPB 6.2)."""
    require(rules.may_add_item(by, to, _open(by, at)))
    sent_before = paper.followed_by.filter(item__board=to)
    require(rules.is_new(paper.title, sent_before.exists()))
    sent = f"Sent on by {paper.item.board}."
    item = add(AgendaItem(board=to, title=paper.title, detail=sent, added_by=by, added_at=at))
    parts = {name: getattr(paper, name) for name in PARTS}
    made = add(Paper(item=item, added_at=at, follows=paper, **parts))
    record("paper.routed", Verb.DISCLOSURE, by=by, on=f"paper {paper.pk}", at=at, to=to.slug)
    return made


@transaction.atomic
def decide(
    *, item: AgendaItem, version: int, outcome: str, text: str, reason: str, by: User, at: datetime
) -> Decision:
    """Record what the meeting decided about an item; what is put off goes back to the backlog."""
    meeting = item.meeting
    decided = meeting is not None and item.decisions.filter(meeting=meeting).exists()
    require(rules.may_decide(by, item, decided, at))
    made = add(
        Decision(
            item=item,
            meeting=meeting,
            outcome=outcome,
            text=text,
            reason=reason,
            recorded_by=by,
            recorded_at=at,
        )
    )
    put_off = outcome == Decision.Outcome.DEFERRED
    save_over(item, version, **({"meeting": None, "place": 0} if put_off else {}))
    record(
        "decision.recorded",
        Verb.APPROVAL,
        by=by,
        on=f"item {item.pk}",
        at=at,
        meeting=made.meeting_id,
        outcome=outcome,
    )
    return made
