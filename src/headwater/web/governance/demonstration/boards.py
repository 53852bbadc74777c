"""Setting up the invented boards and what they do. Dates follow today's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.governance.demonstration.seats import (
    FORUM,
    GROUP,
    PANEL,
    PLACE,
    PREVENTION,
    PROGRAMME,
    SEATS,
    STRATEGIC,
)
from headwater.web.governance.models import AgendaItem, Board, Meeting, Seat
from headwater.web.governance.services import agenda, boards, duties, meetings

DAY = timedelta(days=1)
CORE = (
    "Provide leadership, establish a core membership, and co-ordinate strategically the local "
    "response to serious violence with every relevant agency."
)


def months_from(day: date, months: int) -> date:
    """The first of a month so many months away.

    >>> months_from(date(2026, 1, 20), -2).isoformat()
    '2025-11-01'
    """
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


class Who(TypedDict):
    """Who does something, and when."""

    by: User
    at: datetime


@dataclass
class Furnishing:
    """Who furnishes, when, and what stands so far."""

    by: User
    at: datetime
    made: dict[str, Board] = field(default_factory=dict)

    @property
    def who(self) -> Who:
        """For every service."""
        return {"by": self.by, "at": self.at}

    @property
    def today(self) -> date:
        """The day of the furnishing."""
        return timezone.localdate(self.at)

    def month(self, months: int) -> date:
        """The first of a month so many months from now."""
        return months_from(self.today, months)


def furnish_boards(*, by: User, at: datetime) -> None:
    """Fill the boards of an invented partnership, by its programme manager."""
    work = Furnishing(by, at)
    _boards(work)
    _lines(work)
    _seats(work)
    held, group = _meetings(work)
    _business(work, held)
    _ahead(work, group)
    _duties(work)


def _boards(work: Furnishing) -> None:
    plan: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        (STRATEGIC, "Minimise harmful behaviours in communities.", -36, {"months": 3}),
        (PLACE, "Oversee the People Zones and prevent harmful behaviours.", -36, {}),
        (
            PROGRAMME,
            "Run the Violence Reduction Network: its seven projects, its grant and its risks.",
            -14,
            {
                "core_function": CORE,
                "rule_set": "core-membership-2019",
                "merger_review": work.month(6),
            },
        ),
        (
            PREVENTION,
            "Make strategies that prevent harmful behaviours by the Public Health Model.",
            -10,
            {"rule_set": "prevention-board", "merger_review": work.month(6)},
        ),
        (GROUP, "Champions of the agencies, who carry the network into their own.", -13, {}),
        (PANEL, "Members of the community, who shape what the network does.", -12, {}),
        (FORUM, "Once a year, what the boards for safety and for health share.", -12, {}),
    )
    for name, purpose, starts, more in plan:
        aliases = ["Community Panel"] if name == PANEL else []
        months = {"months": 12} if name == FORUM else {}
        fields: dict[str, Any] = {
            "purpose": purpose,
            "starts": work.month(starts),
            **months,
            **more,
        }
        work.made[name] = boards.add_board(name=name, aliases=aliases, **work.who, **fields)


def _lines(work: Furnishing) -> None:
    beside = "They meet back to back with much the same members."
    for name, to, relation, months, reason in (
        (PLACE, STRATEGIC, "under", -36, ""),
        (PROGRAMME, STRATEGIC, "under", -14, ""),
        (PREVENTION, STRATEGIC, "under", -10, ""),
        (GROUP, PROGRAMME, "under", -13, ""),
        (PANEL, PROGRAMME, "under", -12, ""),
        (FORUM, STRATEGIC, "beside", -12, ""),
        (PROGRAMME, PREVENTION, "beside", -10, beside),
        (PROGRAMME, PREVENTION, "under", 6, "The grant then no longer asks for two boards."),
    ):
        boards.add_line(
            board=work.made[name],
            to=work.made[to],
            relation=relation,
            starts=work.month(months),
            reason=reason,
            **work.who,
        )
    new, old = work.made[PREVENTION], work.made[PLACE]
    boards.replace_board(
        board=new,
        version=new.version,
        old=old,
        on=work.month(-10),
        **work.who,
    )


def _seats(work: Furnishing) -> None:
    agencies = {one.slug: one for one in Agency.objects.all()}
    users = {one.full_name: one for one in User.objects.all()}
    for name, people in SEATS.items():
        for n, (slug, person, post) in enumerate(people):
            board = work.made[name]
            boards.add_seat(
                board=board,
                agency=agencies[slug],
                person=person,
                post=post,
                user=users.get(person),
                chairs=n == 0,
                starts=board.starts,
                **work.who,
            )


def _workday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day if day.weekday() < 5 else day + (7 - day.weekday()) * DAY


def _plan(
    work: Furnishing, name: str, first: date, hour: int, count: int, pair: str = ""
) -> list[Meeting]:
    board = work.made[name]
    return meetings.plan_meetings(
        board=board,
        first=first,
        hour=time(hour),
        length=90,
        months=board.months,
        count=count,
        place="County Hall, Pretham, and online",
        pair=work.made[pair] if pair else None,
        **work.who,
    )


def _meetings(work: Furnishing) -> tuple[list[Meeting], Meeting]:
    """The back-to-back run with its first pair already held, and the group's next meeting."""
    week = work.today - 49 * DAY
    friday = week - ((week.weekday() - 4) % 7) * DAY
    pairs = _plan(work, PROGRAMME, friday, 13, 4, PREVENTION)
    _plan(work, STRATEGIC, _workday(work.today + 21 * DAY), 10, 4)
    _plan(work, PANEL, _workday(work.today + 16 * DAY), 18, 6)
    _plan(work, FORUM, _workday(work.today + 100 * DAY), 10, 2)
    group = _plan(work, GROUP, _workday(work.today + 4 * DAY), 15, 6)[0]
    return pairs[:4], group


def _item(
    work: Furnishing, name: str, title: str, detail: str, meeting: Meeting | None = None
) -> AgendaItem:
    item = agenda.add_item(
        board=work.made[name],
        title=title,
        detail=detail,
        **work.who,
    )
    if meeting is not None:
        # A meeting of the past is given its agenda as it was, which nobody may do afterwards.
        AgendaItem.objects.filter(pk=item.pk).update(
            meeting=meeting, place=meeting.items.count() + 1
        )
        item.refresh_from_db()
    return item


def _business(work: Furnishing, held: list[Meeting]) -> None:
    programme, prevention = held[0], held[1]
    who = work.who
    plans = _item(work, PROGRAMME, "Project plans", "The seven projects.", programme)
    paper = agenda.add_paper(
        item=plans,
        title="Plans of the seven projects",
        author="Imogen Vale",
        agency=Agency.objects.get(slug="unit"),
        recommendation="agree",
        asks="Agree the plans of the seven projects.",
        text="Each project has a lead, milestones and a budget. One fifth of the grant goes to interventions.",
        resources="From the grant; no other money is asked for.",
        equality="An assessment of each project is under way.",
        background="None.",
        **who,
    )
    agenda.add_prior(
        paper=paper,
        body="Police and Crime Panel",
        on=programme.starts.date() - 38 * DAY,
        outcome="Noted.",
        **who,
    )
    _decide(work, plans, "agreed", "The plans are approved.", "They meet the terms of the grant.")
    agenda.route_paper(paper=paper, to=work.made[STRATEGIC], **who)
    behaviours = _item(work, PREVENTION, "Which behaviours first", "From the log.", prevention)
    said = "Mental distress that drives emergency demand is looked at first."
    _decide(work, behaviours, "changed", said, "Every agency meets it and none can solve it alone.")
    for meeting, present in ((programme, "Nine members"), (prevention, "Fifteen members")):
        meetings.write_minutes(
            meeting=meeting,
            version=meeting.version,
            minutes=f"{present} were there. The notes of the meeting before were agreed.\nPapers were taken as read.",
            **who,
        )
    _actions(work, programme, prevention)


def _decide(work: Furnishing, item: AgendaItem, outcome: str, text: str, reason: str) -> None:
    agenda.decide(
        item=item,
        version=item.version,
        outcome=outcome,
        text=text,
        reason=reason,
        **work.who,
    )


def _actions(work: Furnishing, programme: Meeting, prevention: Meeting) -> None:
    users = {one.full_name: one for one in User.objects.all()}
    for meeting, what, owner, days in (
        (programme, "Find a head teacher for the schools' seat.", "Una Fairlie", -35),
        (prevention, "Say which frequent callers the wards know.", "Edie Rowan", -5),
        (programme, "Send the project plans to every partner.", "Bram Oakhurst", 10),
        (prevention, "Ask the fire service for its strategic lead.", "Bram Oakhurst", -2),
    ):
        meetings.add_action(
            meeting=meeting,
            what=what,
            owner=owner,
            user=users.get(owner),
            due=work.today + days * DAY,
            **work.who,
        )
    done = meetings.add_action(
        meeting=programme,
        what="Publish who sits on the board.",
        owner="Noor Tansy",
        due=work.today - 20 * DAY,
        **work.who,
    )
    meetings.close_action(
        action=done,
        version=done.version,
        evidence="On the partnership's page since the week of the meeting.",
        **work.who,
    )


def _ahead(work: Furnishing, group: Meeting) -> None:
    """What is still to come; the group's meeting is left without an agenda on purpose."""
    coming = work.made[PROGRAMME].meetings.filter(state="planned", starts__gte=work.at).first()
    _item(work, PROGRAMME, "Who has signed the sharing agreements", "By agency.", coming)
    if coming is not None:
        Meeting.objects.filter(pk=coming.pk).update(pack_sent_at=work.at)
    _item(work, PROGRAMME, "Risks that grew since the last meeting", "From the register.")
    _item(work, PREVENTION, "A standard for what every district should have", "Lower tiers.")
    member = User.objects.filter(full_name="Hari Sedge").first()
    agenda.add_item(
        board=work.made[PANEL],
        title="Lighting in the underpass at Harrowwell",
        detail="Young people go round it after dark.",
        by=member or work.by,
        at=work.at,
    )


def _duties(work: Furnishing) -> None:
    who = work.who
    programme, prevention = work.made[PROGRAMME], work.made[PREVENTION]
    body = Agency.objects.get(slug="ohid")
    for question, days in (
        ("Which lessons of other networks hold here?", 80),
        ("How should the effect of mentoring be measured?", 12),
    ):
        asked = duties.seek_advice(
            board=programme, body=body, question=question, sought_on=work.today - days * DAY, **who
        )
        if days > 30:
            duties.receive_advice(
                advice=asked,
                version=asked.version,
                answer="Those that begin with mentoring and work with families.",
                received_on=work.today - 60 * DAY,
                acted="Written into the plan of project five.",
                **who,
            )
    year = work.today.year + (work.today > date(work.today.year, 3, 31))
    for name, parts in (
        ("Strategic Needs Assessment", "drivers of serious violence; cohorts most affected"),
        ("Response Strategy", "the multi-agency response; what the network adds to it"),
    ):
        duties.owe_product(board=programme, name=name, parts=parts, due=date(year, 3, 31), **who)
    for step, state, note in (
        (1, "done", "Agreed at the first meeting."),
        (2, "done", "Every member can add to the log."),
        (3, "working", "Reports from residents are in the draft."),
        (4, "working", ""),
    ):
        duties.set_step(board=prevention, step=step, version=0, state=state, note=note, **who)
    seat = Seat.objects.get(board=prevention, agency__slug="hospital")
    for way, to, text in (
        ("in", "own", "A team for people who come often opens in the emergency department."),
        ("out", "wellbeing", "The behaviours that the board looks at first."),
    ):
        duties.brief(seat=seat, way=way, body=to, on=work.today - 30 * DAY, text=text, **who)
