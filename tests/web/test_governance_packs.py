"""The pack's link is sent to the members of a board, and the record says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.governance.models import AgendaItem, Board, Meeting, Paper, Seat
from headwater.web.governance.rules.subjects import likeness
from headwater.web.governance.selectors.subjects import in_common
from headwater.web.governance.selectors.tasks import tasks
from headwater.web.policy import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(person) -> Meeting:
    board = Board.objects.create(slug="b", name="Board", purpose="x", starts=date(2020, 1, 1))
    agency = Agency.objects.create(slug="police", name="Police", kind="POLICE")
    first = {"board": board, "agency": agency, "starts": date(2020, 1, 1)}
    Seat.objects.create(person="Edie", user=person(Role.BOARD_MEMBER), **first)
    Seat.objects.create(person="Nobody Here", **first)
    Seat.objects.create(person="Gone", user=person(Role.ANALYST), ends=date(2020, 2, 1), **first)
    return Meeting.objects.create(
        board=board, starts=timezone.now() + timedelta(days=3), place="Town hall"
    )


def send(client, meeting, **fields):
    return client.post(reverse("governance:send-pack", args=[meeting.pk]), fields)


def test_the_page_says_who_gets_the_link_and_who_has_no_account(meeting, as_role):
    page = as_role(Role.PROGRAMME).get(reverse("governance:send-pack", args=[meeting.pk]))
    shown = page.content.decode()
    assert f"/boards/meetings/{meeting.pk}/pack" in shown
    assert "A Board member" in shown
    assert "A Analyst" not in shown
    assert "Nobody Here (Police)" in shown


def test_each_member_gets_a_message_of_their_own_and_the_record_keeps_it(meeting, as_role, person):
    edie = person(Role.BOARD_MEMBER)
    answer = send(as_role(Role.PROGRAMME), meeting, people=[edie.pk], note="Bring the map.")
    assert answer.status_code == 302
    (letter,) = mail.outbox
    assert letter.to == [edie.username]
    assert f"/boards/meetings/{meeting.pk}/pack" in letter.body
    assert "Bring the map." in letter.body
    entry = Entry.objects.get(action="pack.sent")
    assert (entry.verb, entry.detail) == ("disclosure", {"people": 1})
    meeting.refresh_from_db()
    assert meeting.pack_sent_at is not None


def test_nobody_who_does_not_sit_on_the_board_is_sent_it(meeting, as_role, person):
    send(as_role(Role.PROGRAMME), meeting, people=[person(Role.ANALYST).pk])
    assert mail.outbox == []
    assert not Entry.objects.filter(action="pack.sent").exists()


def test_where_post_cannot_go_nothing_is_recorded(meeting, as_role, person, monkeypatch):
    def fails(self, letters):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
    page = send(as_role(Role.PROGRAMME), meeting, people=[person(Role.BOARD_MEMBER).pk])
    assert "The post cannot be reached" in page.content.decode()
    assert not Entry.objects.filter(action="pack.sent").exists()


def test_what_two_boards_both_talk_about_is_listed_for_their_joint_forum(meeting, person):
    """SPB 6.3: an annual joint forum on what overlaps."""
    user = person(Role.PROGRAMME)
    other = Board.objects.create(slug="o", name="Other", purpose="x", starts=date(2020, 1, 1))
    said = {"added_by": user, "added_at": timezone.now()}
    item = AgendaItem.objects.create(board=meeting.board, title="Knife crime in schools", **said)
    AgendaItem.objects.create(board=meeting.board, title="Budget", **said)
    sent = AgendaItem.objects.create(board=meeting.board, title="Alcohol", **said)
    alike = AgendaItem.objects.create(board=other, title="Schools and knife crime", **said)
    came = AgendaItem.objects.create(board=other, title="A paper from the other board", **said)
    first = Paper.objects.create(item=sent, title="P", added_at=timezone.now())
    Paper.objects.create(item=came, title="P", follows=first, added_at=timezone.now())
    found = in_common(meeting.board, other, user, timezone.now())
    assert {(s.first, s.second) for s in found.subjects} == {(item, alike), (sent, came)}
    assert in_common(meeting.board, other, person(Role.COMMUNITY_MEMBER), timezone.now()) is None


def test_titles_without_a_telling_word_are_not_alike():
    assert likeness("Review of the plan", "Update on the report") == 0.0


def test_a_pack_that_was_not_sent_is_the_secretarys_task_and_then_the_members(
    meeting, person, as_role
):
    secretary, member = person(Role.PROGRAMME), person(Role.BOARD_MEMBER)
    said = {"added_by": secretary, "added_at": timezone.now()}
    AgendaItem.objects.create(board=meeting.board, meeting=meeting, title="Budget", **said)
    assert [t.title for t in tasks(secretary)] == [f"Send the pack of {meeting}"]
    assert [t.title for t in tasks(member)] == []
    send(as_role(Role.PROGRAMME), meeting, people=[member.pk])
    assert [t.title for t in tasks(secretary)] == []
    (task,) = tasks(member)
    assert task.title == "Read the papers of Board"
    assert task.due == timezone.localdate(meeting.starts)
    assert as_role(Role.BOARD_MEMBER).get(task.address).status_code == 200


def test_something_new_goes_straight_on_the_agenda_of_a_meeting(meeting, as_role):
    address = reverse("governance:add-to-agenda", args=[meeting.pk])
    as_role(Role.PROGRAMME).post(address, {"title": "Hospital data", "detail": ""})
    assert list(meeting.items.values_list("title", "place")) == [("Hospital data", 1)]
