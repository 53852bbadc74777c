"""Meetings, agendas, papers, decisions and actions (HWB 3.1, 4.1, 5.8, 5.14, 7; SPB 6.2; ToR 4.9)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from headwater.vocabulary.agencies import AgencyKind
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Action, AgendaItem, Board, Decision, Meeting, Paper
from headwater.web.governance.rules.actions import ESCALATED_AFTER, Age, aged
from headwater.web.governance.rules.recurrence import recurring
from headwater.web.governance.selectors import meetings as selectors
from headwater.web.governance.services import agenda, boards, meetings
from headwater.web.policy import Role
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@pytest.fixture
def by(person):
    return {"by": person(Role.PROGRAMME), "at": timezone.now()}


@pytest.fixture
def board(by):
    def make(name: str = "Programme Board", **fields) -> Board:
        fields = {"purpose": "Run it.", "starts": date(2019, 9, 1), **fields}
        return boards.add_board(name=name, **fields, **by)

    return make


@pytest.fixture
def meeting(by):
    def make(on: Board, days: int = -1) -> Meeting:
        day = timezone.localdate() + days * DAY
        return meetings.plan_meetings(
            board=on,
            first=day,
            hour=time(0, 1),
            length=60,
            months=2,
            count=1,
            place="County Hall",
            **by,
        )[0]

    return make


@pytest.fixture
def item(by):
    def make(on: Board, when: Meeting | None = None, title: str = "Project plans") -> AgendaItem:
        made = agenda.add_item(board=on, title=title, **by)
        if when:
            agenda.place_item(item=made, version=made.version, meeting=when, **by)
        return made

    return make


@pytest.fixture
def action(by):
    def make(when: Meeting, overdue: int, **fields) -> Action:
        due = timezone.localdate() - overdue * DAY
        fields = {"what": "Name a champion.", "owner": "Pat Sorrel", **fields}
        return meetings.add_action(meeting=when, due=due, **fields, **by)

    return make


def paper(by, on: AgendaItem, **fields) -> Paper:
    fields = {
        "title": "Plan",
        "author": "Pat Sorrel",
        "recommendation": "agree",
        "asks": "Agree the plan.",
        "text": "The plan.",
        **fields,
    }
    return agenda.add_paper(item=on, **fields, **by)


def decide(by, on: AgendaItem, outcome: str = "agreed") -> Decision:
    return agenda.decide(
        item=on, version=on.version, outcome=outcome, text="Agreed.", reason="it fits.", **by
    )


def test_meetings_every_two_months_keep_their_weekday_over_the_end_of_a_year():
    """HWB 7: every two months; the interval is a rule that can be changed."""
    days = recurring(date(2025, 11, 7), 2, 4)
    assert [d.isoformat() for d in days] == ["2025-11-07", "2026-01-02", "2026-03-06", "2026-05-01"]
    assert recurring(date(2026, 1, 30), 1, 2)[1] == date(2026, 2, 27)


def test_back_to_back_meetings_keep_their_local_hour_when_the_clocks_change(board, by):
    """HWB 5.14: the Prevention Board meets right after, with much the same members."""
    one, two = board("Programme Board"), board("Prevention Board")
    made = meetings.plan_meetings(
        board=one,
        first=date(2026, 2, 6),
        hour=time(14),
        length=90,
        months=2,
        count=2,
        place="County Hall",
        pair=two,
        **by,
    )
    assert [m.board for m in made] == [one, two, one, two]
    local = [m.starts.astimezone(LONDON).strftime("%-d %b %H:%M") for m in made]
    assert local == ["6 Feb 14:00", "6 Feb 15:30", "3 Apr 14:00", "3 Apr 15:30"]
    assert made[1].follows == made[0]
    with pytest.raises(Refused, match="already meets on 6 February 2026"):
        meetings.plan_meetings(
            board=two,
            first=date(2026, 2, 6),
            hour=time(9),
            length=60,
            months=1,
            count=1,
            place="Elsewhere",
            **by,
        )


def test_a_calendar_has_when_and_where_and_nothing_of_what_it_is_about(
    board, meeting, item, by, as_role
):
    """Feed per board: read back by a program that did not write it."""
    one = board()
    when = meeting(one, 5)
    item(one, when, "A secret topic")
    response = as_role(Role.BOARD_MEMBER).get(reverse("governance:calendar", args=[one.slug]))
    assert response["Content-Type"].startswith("text/calendar")
    assert b"secret" not in response.content
    event = Calendar.from_ical(response.content).events[0]
    assert event["summary"] == "Programme Board"
    assert event["location"] == "County Hall"
    assert when.starts == event.DTSTART
    assert event["status"] == "CONFIRMED"
    meetings.change_meeting(
        meeting=when,
        version=when.version,
        day=timezone.localdate(when.starts),
        hour=time(0, 1),
        length=60,
        place="County Hall",
        cancelled=True,
        **by,
    )
    again = as_role(Role.BOARD_MEMBER).get(reverse("governance:calendar", args=[one.slug]))
    event = Calendar.from_ical(again.content).events[0]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)


def test_any_member_of_a_board_fills_its_backlog_and_nobody_from_outside_sees_it(
    board, by, as_role, person
):
    """Any member fills the agenda; unknown and forbidden look alike."""
    one = board("Community Advisory Panel")
    address = reverse("governance:add-item", args=[one.slug])
    client = as_role(Role.COMMUNITY_MEMBER)
    assert client.get(address).status_code == 404
    residents = Agency.objects.create(
        slug="residents", name="Residents", kind=AgencyKind.COMMUNITY.name
    )
    boards.add_seat(
        board=one,
        agency=residents,
        person="A member",
        user=person(Role.COMMUNITY_MEMBER),
        starts=date(2020, 1, 1),
        **by,
    )
    assert b"Say what the board should talk about" in client.post(address, {}).content
    client.post(address, {"title": "Lighting in the underpass"})
    added = AgendaItem.objects.get()
    page = reverse("governance:item", args=[added.pk])
    assert b"Waiting for an agenda" in client.get(page).content
    assert as_role(Role.ZONE_COORDINATOR).get(page).status_code == 404
    assert b"Lighting" in as_role(Role.BOARD_MEMBER).get(page).content


def test_an_item_goes_on_an_agenda_and_back_when_the_meeting_is_cancelled(board, meeting, item, by):
    one = board()
    when = meeting(one, 5)
    first, second = item(one, when, "First"), item(one, when, "Second")
    assert list(when.items.all()) == [first, second]
    meetings.change_meeting(
        meeting=when,
        version=when.version,
        day=timezone.localdate(when.starts),
        hour=time(0, 1),
        length=60,
        place="County Hall",
        cancelled=True,
        **by,
    )
    assert list(AgendaItem.objects.filter(meeting__isnull=True)) == [first, second]
    first.refresh_from_db()
    with pytest.raises(Refused, match="Only a planned meeting"):
        agenda.place_item(item=first, version=first.version, meeting=when, **by)


def test_a_paper_keeps_the_trail_of_what_other_bodies_decided(board, meeting, item, by, as_role):
    """HWB 4.1: prior decisions by meeting and date; SPB 6.2: a paper goes to several boards."""
    one, two = board("Strategic Board"), board("Wellbeing Board")
    on = item(one, meeting(one))
    first = paper(by, on)
    day = date(2019, 9, 24)
    agenda.add_prior(paper=first, body="Police and Crime Panel", on=day, outcome="Noted", **by)
    decide(by, on)
    second = agenda.route_paper(paper=first, to=two, **by)
    steps = [(step.body, step.on) for step in selectors.trail(second)]
    assert steps == [
        ("Police and Crime Panel", day),
        ("Strategic Board", timezone.localdate() - DAY),
    ]
    assert second.item.board == two
    page = as_role(Role.BOARD_MEMBER).get(reverse("governance:paper", args=[second.pk]))
    text = page.content.decode()
    assert "Police and Crime Panel, 24 September 2019." in text
    assert "Wellbeing Board is asked to agree" in text


def test_a_decision_has_a_reason_is_made_once_and_not_before_the_meeting(
    board, meeting, item, by, as_role
):
    """HWB 5.8: the Programme Board met and approved project plans."""
    one = board()
    with pytest.raises(Refused, match="has not begun"):
        decide(by, item(one, meeting(one, 5)))
    with pytest.raises(Refused, match="on the agenda of a meeting first"):
        decide(by, item(one, title="Other plans"))
    on = item(one, meeting(one))
    address = reverse("governance:decide", args=[on.pk])
    page = as_role(Role.PROGRAMME).post(
        address, {"version": on.version, "outcome": "agreed", "text": "Plans approved."}
    )
    assert "Say why the board decided so" in page.content.decode()
    assert "Plans approved." in page.content.decode()
    decide(by, on)
    with pytest.raises(Refused, match="already recorded"):
        decide(by, on)
    assert Entry.objects.filter(action="decision.recorded").count() == 1


def test_what_a_meeting_did_is_not_undone_by_moving_it(board, meeting, item, by):
    one = board()
    held, coming = meeting(one), meeting(one, 5)
    on = item(one, held)
    decide(by, on)
    with pytest.raises(Refused, match="stays on that agenda"):
        agenda.place_item(item=on, version=on.version, meeting=coming, **by)
    meetings.write_minutes(meeting=held, version=held.version, minutes="Held.", **by)
    with pytest.raises(Refused, match="was held"):
        meetings.change_meeting(
            meeting=held,
            version=held.version,
            day=timezone.localdate(held.starts),
            hour=time(0, 1),
            length=60,
            place="Hall",
            cancelled=True,
            **by,
        )


def test_what_is_put_off_waits_for_an_agenda_again(board, meeting, item, by):
    one = board()
    on = item(one, meeting(one))
    decide(by, on, "deferred")
    assert on.meeting is None
    assert on.decisions.get().outcome == "deferred"


@pytest.mark.parametrize(
    ("overdue", "age"),
    [
        (-1, Age.OPEN),
        (0, Age.OPEN),
        (1, Age.OVERDUE),
        (ESCALATED_AFTER, Age.OVERDUE),
        (ESCALATED_AFTER + 1, Age.ESCALATED),
    ],
)
def test_an_action_ages_from_the_day_after_it_was_due(overdue, age):
    day = date(2026, 3, 2)
    assert aged(Action(due=day - overdue * DAY), day).age is age


def test_overdue_actions_return_to_the_next_agenda_and_old_ones_reach_the_board_above(
    board, meeting, action, by, person
):
    """Actions age, escalate and return to the agenda by themselves."""
    above, below = board("Strategic Board"), board("Programme Board")
    boards.add_line(board=below, to=above, relation="under", starts=date(2020, 1, 1), **by)
    held, upper, lower = meeting(below, -60), meeting(above, 20), meeting(below, 10)
    later = meeting(below, 70)
    action(held, -3, what="Not due.")
    action(held, 3, what="Late.")
    action(held, 40, what="Very late.")

    def back(on: Meeting) -> list[str]:
        page = selectors.meeting_page(on, person(Role.BOARD_MEMBER), timezone.now())
        return [one.action.what for one in page.returning]

    assert back(lower) == ["Very late.", "Late."]
    assert back(upper) == ["Very late."]
    assert back(later) == back(held) == []


def test_an_action_is_closed_by_its_owner_with_evidence_and_by_nobody_else(
    board, meeting, action, person, as_role
):
    one = board()
    owner = person(Role.BOARD_MEMBER)
    taken = action(meeting(one), 2, user=owner)
    address = reverse("governance:close", args=[taken.pk])
    refused = as_role(Role.ANALYST).post(address, {"version": 1, "evidence": "I say so."})
    assert "Only its owner or the programme manager" in refused.content.decode()
    client = as_role(Role.BOARD_MEMBER)
    assert "Name a champion." in client.get(reverse("shell:home")).content.decode()
    empty = client.post(address, {"version": taken.version, "evidence": " "})
    assert "Say what shows that it was done" in empty.content.decode()
    client.post(address, {"version": taken.version, "evidence": "Letter of 3 March."})
    taken.refresh_from_db()
    assert taken.closed_on == timezone.localdate()
    assert "Name a champion." not in client.get(reverse("shell:home")).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=taken.pk).update(evidence="")


def test_minutes_saved_twice_at_once_lose_nothing(board, meeting, as_role):
    when = meeting(board())
    address, client = reverse("governance:minutes", args=[when.pk]), as_role(Role.PROGRAMME)
    client.post(address, {"version": when.version, "minutes": "Pat was there."})
    page = client.post(address, {"version": when.version, "minutes": "Ash was there."})
    assert "Pat was there." in page.content.decode()
    assert "Ash was there." in page.content.decode()
    when.refresh_from_db()
    assert (when.minutes, when.state) == ("Pat was there.", Meeting.State.HELD)


def test_a_meeting_within_a_week_without_an_agenda_is_a_task_until_it_has_one(
    board, meeting, item, as_role
):
    one = board()
    when = meeting(one, 3)
    meeting(one, 30)
    home, client = reverse("shell:home"), as_role(Role.PROGRAMME)
    assert client.get(home).content.decode().count("has no agenda") == 1
    assert "has no agenda" not in as_role(Role.BOARD_MEMBER).get(home).content.decode()
    on = item(one)
    client.post(
        reverse("governance:place", args=[on.pk]), {"version": on.version, "meeting": when.pk}
    )
    assert "has no agenda" not in client.get(home).content.decode()


def test_a_secretary_sets_up_a_meeting_takes_a_decision_and_an_action(board, by, as_role):
    """The whole way through pages alone."""
    one, client = board(), as_role(Role.PROGRAMME)
    today = timezone.localdate().isoformat()
    plan = {"first": today, "hour": "00:00", "length": 60, "place": "Hall", "count": 1, "months": 2}
    page = client.post(reverse("governance:plan", args=[one.slug]), {**plan, "hour": "25:00"})
    assert "Write a time, such as 14:30" in page.content.decode()
    client.post(reverse("governance:plan", args=[one.slug]), plan)
    when = Meeting.objects.get()
    client.post(reverse("governance:add-item", args=[one.slug]), {"title": "Project plans"})
    on = AgendaItem.objects.get()
    typed = {"title": "Plans", "author": "Pat", "asks": "Agree.", "text": "Seven projects."}
    wrong = client.post(reverse("governance:add-paper", args=[on.pk]), typed)
    assert "Choose what the board is asked to do" in wrong.content.decode()
    client.post(reverse("governance:add-paper", args=[on.pk]), {**typed, "recommendation": "agree"})
    client.post(
        reverse("governance:place", args=[on.pk]), {"version": on.version, "meeting": when.pk}
    )
    on.refresh_from_db()
    decision = {
        "version": on.version,
        "outcome": "agreed",
        "text": "Approved.",
        "reason": "It is ready.",
    }
    client.post(reverse("governance:decide", args=[on.pk]), decision)
    client.post(
        reverse("governance:add-action", args=[when.pk]),
        {"what": "Publish the plans.", "owner": "Pat", "due": "2030-01-01"},
    )
    text = client.get(reverse("governance:meeting", args=[when.pk])).content.decode()
    for said in ("Paper to agree", "Approved.", "Publish the plans.", "Write the minutes"):
        assert said in text
    board_page = client.get(reverse("governance:board", args=[one.slug])).content.decode()
    assert "Reason: It is ready." in board_page
    found = client.get(reverse("shell:search"), {"words": "plans"}).content.decode()
    assert "Agenda item" in found
    assert "Paper" in found


def test_times_are_shown_as_local_and_kept_as_universal(board, by, as_role):
    one = board()
    when = meetings.plan_meetings(
        board=one,
        first=date(2026, 7, 3),
        hour=time(14),
        length=60,
        months=2,
        count=1,
        place="Hall",
        **by,
    )[0]
    assert when.starts == datetime(2026, 7, 3, 13, tzinfo=UTC)
    page = as_role(Role.BOARD_MEMBER).get(reverse("governance:meeting", args=[when.pk]))
    assert "Friday 3 July 2026, 14:00 to 15:00" in page.content.decode()


def test_a_pack_holds_agenda_papers_trail_late_actions_and_the_last_minutes(
    board, meeting, item, action, by, as_role
):
    """HWB 3.1, 4.1: what a member reads before a meeting is on one page."""
    one = board()
    before, when = meeting(one, -10), meeting(one, 5)
    meetings.write_minutes(meeting=before, version=before.version, minutes="All were there.", **by)
    action(before, 3, what="Late thing.")
    written = paper(by, item(one, when), resources="From the grant.")
    day = date(2019, 9, 20)
    agenda.add_prior(paper=written, body="Safer Communities Board", on=day, outcome="", **by)
    address = reverse("governance:pack", args=[when.pk])
    text = as_role(Role.BOARD_MEMBER).get(address).content.decode()
    for said in (
        "Project plans",
        "is asked to agree",
        "From the grant.",
        "Safer Communities Board, 20 September 2019.",
        "Late thing.",
        "All were there.",
    ):
        assert said in text


def test_a_second_click_adds_nothing(board, meeting, item, action, by):
    one, two = board(), board("Wellbeing Board")
    held = meeting(one)
    first = item(one)
    with pytest.raises(Refused, match="is there already"):
        item(one)
    written = paper(by, first)
    with pytest.raises(Refused, match="is there already"):
        paper(by, first)
    agenda.route_paper(paper=written, to=two, **by)
    with pytest.raises(Refused, match="is there already"):
        agenda.route_paper(paper=written, to=two, **by)
    action(held, 1)
    with pytest.raises(Refused, match="is there already"):
        action(held, 1)


@pytest.mark.parametrize("role", [Role.COMMUNITY_MEMBER, Role.ZONE_COORDINATOR, Role.DATA_PROVIDER])
def test_nothing_of_a_board_that_somebody_does_not_sit_on_opens(
    board, meeting, item, action, by, as_role, role
):
    """Unknown and forbidden look alike on every address of a meeting, an item, a paper, an action."""
    one = board()
    when = meeting(one)
    on = item(one, when, "Something unsaid elsewhere")
    written, taken = paper(by, on, title="Something unsaid elsewhere"), action(when, 3)
    client = as_role(role)
    for name, key in (
        ("meeting", when.pk),
        ("pack", when.pk),
        ("item", on.pk),
        ("add-paper", on.pk),
        ("paper", written.pk),
        ("add-prior", written.pk),
        ("route", written.pk),
        ("close", taken.pk),
        ("calendar", one.slug),
        ("add-item", one.slug),
        ("briefings", one.slug),
    ):
        assert client.get(reverse(f"governance:{name}", args=[key])).status_code == 404, name
    page = client.get(reverse("governance:board", args=[one.slug])).content.decode()
    assert "Something unsaid elsewhere" not in page
    assert "Name a champion." not in client.get(reverse("governance:actions")).content.decode()
    found = client.get(reverse("shell:search"), {"words": "unsaid"}).content.decode()
    assert "Something unsaid elsewhere" not in found
