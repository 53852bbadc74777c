"""Who sends what and how well, what was asked of whom, and the tasks that come of it (HWB 7, ToR 2.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.test_sharing_agreements import HELD
from tests.web.test_sharing_deliveries import extract, post

from headwater.data.agreements import FILE
from headwater.web.directory.models import Agency
from headwater.web.policy import Role
from headwater.web.runs.services import take, work
from headwater.web.sharing.models import Agreement, InformationRequest
from headwater.web.sharing.selectors.deliveries import all_sent
from headwater.web.sharing.selectors.scoreboard import feeds, later
from headwater.web.sharing.services import agreements, requests
from headwater.web.verdict import Refused
from headwater.web.work import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ambulance(partnership, person) -> Agency:
    (partnership / FILE).write_text(HELD, "utf-8")
    agreements.adopt(at=timezone.now())
    agency = Agreement.objects.get().provider
    person(Role.DATA_PROVIDER, agency=agency.slug)
    return agency


def asked(person, agency: Agency, days: int = 10) -> InformationRequest:
    return requests.ask(
        agency=agency,
        what="Services that work with young people",
        why="The map of services",
        due=timezone.localdate() + timedelta(days=days),
        by=person(Role.ANALYST),
        at=timezone.now(),
    )


def home(as_role, role: Role) -> str:
    return as_role(role).get(reverse("shell:home")).content.decode()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
    ],
)
def test_a_feed_is_due_on_the_same_day_some_months_later(day, months, expected):
    assert later(day, months) == expected


def test_a_feed_that_never_came_is_late_from_its_first_due_day(ambulance, person, as_role):
    start = later(timezone.localdate(), -4)
    Agreement.objects.update(starts=start, every_months=3)
    (feed,) = feeds(person(Role.PROGRAMME))
    assert feed.days_late == (timezone.localdate() - later(start, 3)).days > 0
    assert "days late" in home(as_role, Role.ANALYST)
    assert "days late" in home(as_role, Role.DATA_PROVIDER)
    assert "days late" not in home(as_role, Role.BOARD_MEMBER)


def test_the_scoreboard_counts_files_quarantine_and_receipts(ambulance, person, as_role):
    bad = "A9,2026-03-01 20:00,Assault,V1,abc,1,Public house,E01013600,N,"
    post(as_role(Role.DATA_PROVIDER), extract(9, bad))
    work(take(), jobs())
    (feed,) = feeds(person(Role.BOARD_MEMBER))
    assert (feed.files, feed.confirmed, feed.percent) == (1, 0, "10.0%")
    assert feed.due == later(timezone.localdate(), 3)
    assert feed.days_late == 0
    name = all_sent()[0].delivery.id
    assert "Confirm the receipt" in home(as_role, Role.DATA_PROVIDER)
    as_role(Role.DATA_PROVIDER).post(
        reverse("sharing:answer", args=[name]), {"version": 0, "decision": "confirm"}
    )
    assert "Confirm the receipt" not in home(as_role, Role.DATA_PROVIDER)
    page = as_role(Role.BOARD_MEMBER).get(reverse("sharing:scoreboard")).content.decode()
    assert "1 of 1 confirmed" in page


def test_an_agency_sees_its_own_feeds_and_requests_alone(ambulance, person, as_role):
    one = asked(person, ambulance)
    user = person(Role.DATA_PROVIDER)
    assert one.what in as_role(Role.DATA_PROVIDER).get(reverse("sharing:requests")).content.decode()
    Agency.objects.create(slug="other", name="Other", kind="FIRE")
    user.agency = "other"
    user.save()
    client = as_role(Role.DATA_PROVIDER)
    assert not feeds(user)
    assert one.what not in client.get(reverse("sharing:requests")).content.decode()
    assert client.get(reverse("sharing:request", args=[one.pk])).status_code == 404


def test_an_overdue_request_is_a_task_until_what_came_is_written_down(ambulance, person, as_role):
    one = asked(person, ambulance, days=-1)
    for role in (Role.ANALYST, Role.DATA_PROVIDER):
        assert "Request overdue" in home(as_role, role)
    address = reverse("sharing:receive", args=[one.pk])
    client = as_role(Role.ANALYST)
    future = (timezone.localdate() + timedelta(days=2)).strftime("%d/%m/%Y")
    page = client.post(address, {"version": 1, "on": future, "quality": "good"}).content.decode()
    assert "must not be in the future" in page
    today = timezone.localdate().strftime("%d/%m/%Y")
    assert client.post(address, {"version": 1, "on": today, "quality": "poor"}).status_code == 302
    assert "Request overdue" not in home(as_role, Role.ANALYST)
    one.refresh_from_db()
    with pytest.raises(Refused, match="has come already"):
        requests.receive(
            request=one,
            version=2,
            on=timezone.localdate(),
            quality="good",
            note="",
            by=person(Role.ANALYST),
            at=timezone.now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.objects.update(quality="")


def test_a_request_is_typed_once_however_often_it_is_sent(ambulance, as_role):
    given = {"agency": ambulance.slug, "what": "Counts of calls", "due": "31/3/2027"}
    for _ in range(2):
        as_role(Role.PROGRAMME).post(reverse("sharing:ask"), given)
    assert InformationRequest.objects.count() == 1
    page = as_role(Role.PROGRAMME).post(reverse("sharing:ask"), {**given, "due": "31/2/2027"})
    assert b"Enter a real day" in page.content
    assert b"Counts of calls" in page.content


def test_an_agreement_that_ends_soon_or_waits_for_a_signature_is_a_task(ambulance, as_role):
    Agreement.objects.update(ends=timezone.localdate() + timedelta(days=20))
    for role in (Role.PROGRAMME, Role.INFORMATION_GOVERNANCE, Role.DATA_PROVIDER):
        assert "Renew agreement" in home(as_role, role)
    assert "Renew agreement" not in home(as_role, Role.ANALYST)
    Agreement.objects.get().signatures.filter(agency=ambulance).delete()
    assert "Sign agreement" in home(as_role, Role.DATA_PROVIDER)
    assert "Sign agreement" not in home(as_role, Role.INFORMATION_GOVERNANCE)


def test_a_search_finds_what_this_person_may_see(ambulance, person, as_role):
    asked(person, ambulance)
    post(as_role(Role.DATA_PROVIDER), extract())
    work(take(), jobs())
    find = lambda role, words: as_role(role).get("/search", {"words": words}).content.decode()  # noqa: E731
    assert "ambulance-2026-q1.csv" in find(Role.ANALYST, "2026-q1")
    assert "/sharing/deliveries/" not in find(Role.BOARD_MEMBER, "2026-q1")
    assert "/sharing/agreements/ambulance-2026" in find(Role.BOARD_MEMBER, "ambulance-2026")
    assert "/sharing/requests/" in find(Role.ANALYST, "young people")
    assert "/sharing/requests/" not in find(Role.BOARD_MEMBER, "young people")
