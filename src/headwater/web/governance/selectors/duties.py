"""Reading compliance, work plans and briefings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from headwater.web.directory.selectors.agencies import agencies
from headwater.web.directory.selectors.team import director
from headwater.web.governance.models import (
    Action,
    Advice,
    Board,
    Briefing,
    Decision,
    Meeting,
    Product,
    Seat,
    WorkStep,
)
from headwater.web.governance.rules.boards import holds
from headwater.web.governance.rules.compliance import YEAR, Facts, Finding, assess, standing
from headwater.web.governance.rules.seats import membership
from headwater.web.governance.selectors.boards import seats
from headwater.web.governance.selectors.meetings import next_meeting
from headwater.web.governance.selectors.rulesets import rule_sets


@dataclass(frozen=True)
class Compliance:
    """A board held against its core function, with the advice and products that it rests on."""

    board: Board
    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...]
    products: tuple[tuple[Product, str], ...]

    @property
    def unmet(self) -> int:
        """How many conditions are not met; what is not yet due is not counted."""
        return sum(not one.met and not one.pending for one in self.findings)


def facts(board: Board, at: datetime) -> Facts:
    """What is known of a board."""
    day = timezone.localdate(at)
    sitting = [seat for seat in seats(board) if holds(seat, day)]
    known = rule_sets().get(board.rule_set)
    held = board.meetings.filter(state=Meeting.State.HELD, starts__lte=at).order_by("starts").last()
    ahead = next_meeting(board, at)
    decided = Decision.objects.filter(
        meeting__board=board, meeting__starts__gte=at - timedelta(days=YEAR)
    )
    late = Action.objects.filter(meeting__board=board, closed_on__isnull=True, due__lt=day)
    return Facts(
        day,
        board.months,
        next((seat.person for seat in sitting if seat.chairs), ""),
        director(day),
        membership(known, sitting, agencies(), day) if known else None,
        timezone.localdate(held.starts) if held else None,
        timezone.localdate(ahead.starts) if ahead else None,
        decided.count(),
        late.count(),
        tuple(board.advice.select_related("body")),
        tuple(board.products.all()),
    )


def compliance(board: Board, at: datetime) -> Compliance:
    """The report on the core function (HWB 5.5)."""
    found = facts(board, at)
    said = tuple((one, standing(one, found.day)) for one in found.products)
    return Compliance(board, assess(found), tuple(found.advice), said)


@dataclass(frozen=True)
class PlanLine:
    """A step of the work plan and what is recorded about it, if anything is."""

    number: int
    title: str
    recorded: WorkStep | None

    @property
    def state(self) -> str:
        """Its state; one that nobody recorded has not started."""
        return self.recorded.state if self.recorded else WorkStep.State.WAITING.value

    @property
    def state_name(self) -> str:
        """The printed name of its state."""
        return str(WorkStep.State(self.state).label)


def work_plan(board: Board) -> tuple[PlanLine, ...]:
    """The seven steps (ToR 3.2-3.8)."""
    recorded = {one.step: one for one in board.steps.all()}
    return tuple(
        PlanLine(int(step), str(step.label), recorded.get(int(step))) for step in WorkStep.Step
    )


@dataclass(frozen=True)
class Representative:
    """A health representative: when they last brought news in, and last took news out."""

    seat: Seat
    last_in: date | None
    last_out: date | None


def briefing_agencies(board: Board) -> tuple[str, ...]:
    """Kinds of agencies whose people carry news both ways, by the board's rule set."""
    known = rule_sets().get(board.rule_set)
    classes = known.classes if known else ()
    return tuple(kind for one in classes if one.briefs for kind in one.kinds)


def representatives(board: Board, day: date) -> tuple[Representative, ...]:
    """Who carries news both ways today (ToR 4.9)."""
    kinds = briefing_agencies(board)
    log = list(board.briefings.all())
    return tuple(
        Representative(seat, _last(log, seat, Briefing.Way.IN), _last(log, seat, Briefing.Way.OUT))
        for seat in seats(board)
        if seat.agency.kind in kinds and holds(seat, day)
    )


def _last(log: Sequence[Briefing], seat: Seat, way: str) -> date | None:
    return max((b.on for b in log if b.agency_id == seat.agency_id and b.way == way), default=None)
