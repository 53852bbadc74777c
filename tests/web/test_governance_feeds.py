"""A board's meetings in one's own calendar: a secret link that ends at once (HWB 5.8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Board, CalendarFeed, Meeting, Seat
from headwater.web.governance.selectors.feeds import hashed
from headwater.web.governance.services.feeds import make_feed
from headwater.web.policy import Role

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def board() -> Board:
    made = Board.objects.create(slug="panel", name="Panel", purpose="Talk", starts=LONG_AGO)
    starts = timezone.now() + timedelta(days=7)
    Meeting.objects.create(board=made, starts=starts, place="The town hall")
    return made


@pytest.fixture
def seat(board, person) -> Seat:
    agency = Agency.objects.create(slug="residents", name="Residents", kind="COMMUNITY")
    user = person(Role.COMMUNITY_MEMBER)
    return Seat.objects.create(
        board=board, agency=agency, person="Hari", user=user, starts=LONG_AGO
    )


def link(user, board) -> str:
    return reverse("governance:feed", args=[make_feed(board=board, by=user, at=timezone.now())])


def test_a_link_shows_the_meetings_to_a_program_that_is_not_signed_in(board, seat):
    answer = Client().get(link(seat.user, board))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"The town hall" in answer.content
    assert CalendarFeed.objects.get().used_on == timezone.localdate()


def test_only_a_hash_of_the_secret_is_kept_and_it_is_shown_once(board, seat, as_role):
    client = as_role(Role.COMMUNITY_MEMBER)
    address = reverse("governance:subscribe", args=["panel"])
    shown = client.post(address).content.decode()
    secret = shown.split("/boards/feeds/")[1].split(".ics")[0]
    assert CalendarFeed.objects.get().secret_hash == hashed(secret)
    assert secret not in client.get(address).content.decode()
    assert not Entry.objects.filter(detail__icontains=secret).exists()


def test_a_new_link_ends_the_one_before_and_a_revoked_one_is_not_found(board, seat, as_role):
    first, second = link(seat.user, board), link(seat.user, board)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    as_role(Role.COMMUNITY_MEMBER).post(reverse("governance:unsubscribe", args=["panel"]))
    assert Client().get(second).status_code == 404
    assert list(Entry.objects.values_list("action", flat=True))[:1] == ["calendar.link-revoked"]


def test_a_link_shows_nothing_once_its_person_may_not_see_the_board(board, seat):
    found = link(seat.user, board)
    seat.ends = timezone.localdate() - timedelta(days=1)
    seat.save()
    assert Client().get(found).status_code == 404


def test_a_link_shows_nothing_once_the_account_is_closed(board, seat):
    found = link(seat.user, board)
    seat.user.is_active = False
    seat.user.save()
    assert Client().get(found).status_code == 404


def test_nobody_gets_a_link_to_a_board_they_do_not_sit_on(board, as_role):
    answer = as_role(Role.COMMUNITY_MEMBER).post(reverse("governance:subscribe", args=["panel"]))
    assert answer.status_code == 404
    assert not CalendarFeed.objects.exists()


def test_two_links_of_one_person_to_one_board_cannot_live_at_once(board, seat):
    link(seat.user, board)
    with pytest.raises(IntegrityError):
        CalendarFeed.objects.create(
            user=seat.user, board=board, secret_hash=hashed("x"), made_at=timezone.now()
        )
