"""The core function, public-health advice, products, work plan and news both ways (HWB 5.5; ToR 3, 4.9)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.agencies import AgencyKind
from headwater.web.directory.models import Agency, Post
from headwater.web.governance.models import Board, Product
from headwater.web.governance.rules.compliance import is_late, standing
from headwater.web.governance.selectors import duties as selectors
from headwater.web.governance.services import boards, duties, meetings
from headwater.web.policy import Role
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by(person):
    return {"by": person(Role.PROGRAMME), "at": timezone.now()}


@pytest.fixture
def network(by) -> Board:
    return boards.add_board(
        name="Network",
        purpose="Prevent violence.",
        core_function="Lead, establish core membership and coordinate the local response.",
        rule_set="core-membership-2019",
        starts=date(2019, 9, 1),
        **by,
    )


@pytest.fixture
def seat(by):
    def make(on: Board, kind: AgencyKind, person: str, **fields):
        slug = kind.name.lower().replace("_", "-")
        agency = Agency.objects.create(slug=slug, name=kind.value, kind=kind.name)
        return boards.add_seat(
            board=on, agency=agency, person=person, starts=date(2019, 9, 1), **fields, **by
        )

    return make


def findings(board: Board) -> dict[str, bool]:
    return {one.title: one.met for one in selectors.compliance(board, timezone.now()).findings}


def advise(by, board: Board, kind: AgencyKind, days_ago: int):
    body = Agency.objects.filter(kind=kind.name).first() or Agency.objects.create(
        slug=kind.name.lower(), name=kind.value, kind=kind.name
    )
    day = timezone.localdate() - days_ago * DAY
    asked = duties.seek_advice(board=board, body=body, question="What works?", sought_on=day, **by)
    return duties.receive_advice(
        advice=asked, version=asked.version, answer="Mentoring.", received_on=day, **by
    )


def test_a_board_of_nobody_meets_no_condition_and_says_why(network, as_role):
    """HWB 5.5: leadership, membership, coordination and public-health advice are each evidenced."""
    assert findings(network) == {
        "Leadership": False,
        "Core membership": False,
        "Strategic coordination": False,
        "Public-health advice": False,
    }
    page = as_role(Role.BOARD_MEMBER).get(reverse("governance:compliance", args=[network.slug]))
    text = page.content.decode()
    assert "Conditions not met: 4 of 4." in text
    assert "Nobody chairs the board." in text
    assert "Lead, establish core membership" in text


def test_each_condition_is_met_by_what_is_recorded(network, seat, by):
    """HWB 5.5."""
    Post.objects.create(role="director", title="Strategic Director", holder="Imogen Vale")
    kinds = (
        AgencyKind.POLICE,
        AgencyKind.POLICING_BODY,
        AgencyKind.UPPER_TIER_COUNCIL,
        AgencyKind.INTEGRATED_CARE_BOARD,
        AgencyKind.NATIONAL_HEALTH_BODY,
        AgencyKind.YOUTH_JUSTICE,
        AgencyKind.EDUCATION,
    )
    for n, kind in enumerate(kinds):
        seat(network, kind, f"Person {n}", chairs=n == 0)
    plan = {"hour": time(0, 1), "length": 60, "months": 2, "count": 1, "place": "Hall"}
    today = timezone.localdate()
    held = meetings.plan_meetings(board=network, first=today - DAY, **plan, **by)[0]
    meetings.write_minutes(meeting=held, version=held.version, minutes="Met.", **by)
    assert not findings(network)["Strategic coordination"]
    meetings.plan_meetings(board=network, first=today + 30 * DAY, **plan, **by)
    advise(by, network, AgencyKind.NATIONAL_HEALTH_BODY, 10)
    assert set(findings(network).values()) == {True}


@pytest.mark.parametrize(
    ("kind", "days_ago", "met"),
    [
        (AgencyKind.NATIONAL_HEALTH_BODY, 365, True),
        (AgencyKind.NATIONAL_HEALTH_BODY, 366, False),
        (AgencyKind.PUBLIC_HEALTH, 1, False),
    ],
)
def test_advice_counts_for_a_year_and_only_from_the_national_body(network, by, kind, days_ago, met):
    """HWB 5.5: advice from Public Health England, or from who took its place."""
    advise(by, network, kind, days_ago)
    assert findings(network)["Public-health advice"] is met


def test_advice_is_not_received_before_it_was_sought(network, by):
    body = Agency.objects.create(slug="ohid", name="OHID", kind="NATIONAL_HEALTH_BODY")
    today = timezone.localdate()
    asked = duties.seek_advice(
        board=network, body=body, question="What works?", sought_on=today, **by
    )
    with pytest.raises(Refused, match="before it was sought"):
        duties.receive_advice(
            advice=asked, version=asked.version, answer="This.", received_on=today - DAY, **by
        )


@pytest.mark.parametrize(
    ("day", "said", "late"),
    [
        (date(2020, 3, 30), "Due on 31 March 2020: 1 day left.", False),
        (date(2020, 3, 31), "Due on 31 March 2020: 0 days left.", False),
        (date(2020, 4, 2), "Due on 31 March 2020: 2 days late.", True),
    ],
)
def test_a_product_counts_the_days_to_its_due_date(day, said, late):
    """HWB 5.5: both mandatory products inside the grant period, with the days left."""
    owed = Product(name="Response Strategy", due=date(2020, 3, 31))
    assert (standing(owed, day), is_late(owed, day)) == (said, late)


def test_a_product_that_is_not_yet_due_is_neither_met_nor_a_gap(network, by, as_role):
    """HWB 5.5."""
    due = timezone.localdate() + 5 * DAY
    duties.owe_product(board=network, name="Response Strategy", due=due, **by)
    report = selectors.compliance(network, timezone.now())
    (one,) = (f for f in report.findings if f.title == "Response Strategy")
    assert (one.met, one.pending, report.unmet) == (False, True, 4)
    page = as_role(Role.BOARD_MEMBER).get(reverse("governance:compliance", args=[network.slug]))
    assert "Not yet due" in page.content.decode()


def test_a_product_delivered_late_stays_late(network, by, as_role):
    due = date(2020, 3, 31)
    owed = duties.owe_product(board=network, name="Strategic Needs Assessment", due=due, **by)
    client = as_role(Role.PROGRAMME)
    address = reverse("governance:deliver", args=[owed.pk])
    typed = {"version": owed.version, "delivered_on": "2020-04-01"}
    assert "Say where it is" in client.post(address, {**typed, "evidence": ""}).content.decode()
    client.post(address, {**typed, "evidence": "Document 3."})
    assert findings(network)["Strategic Needs Assessment"] is False
    owed.refresh_from_db()
    assert standing(owed, date(2021, 1, 1)) == "Delivered on 1 April 2020, 1 day late."


def test_the_work_plan_has_seven_steps_and_each_keeps_its_state(network, as_role):
    """ToR 3.2-3.8: seven steps with state; step 3 asks for issues reported by communities."""
    client = as_role(Role.PROGRAMME)
    plan = selectors.work_plan(network)
    assert [line.number for line in plan] == [1, 2, 3, 4, 5, 6, 7]
    assert {line.state for line in plan} == {"waiting"}
    assert "reported by local communities" in plan[2].title
    address = reverse("governance:step", args=[network.slug, 3])
    client.post(address, {"version": 0, "state": "done", "note": "Agreed in May."})
    stale = client.post(address, {"version": 0, "state": "working", "note": "Not yet."})
    assert "Agreed in May." in stale.content.decode()
    assert "Not yet." in stale.content.decode()
    assert selectors.work_plan(network)[2].state == "done"
    assert client.get(reverse("governance:step", args=[network.slug, 8])).status_code == 404


def test_health_representatives_carry_news_both_ways_and_gaps_show(by, seat, as_role):
    """ToR 4.9: news of their bodies in, and the work of the board out."""
    board = boards.add_board(
        name="Prevention Board",
        purpose="Strategies.",
        rule_set="prevention-board",
        starts=date(2019, 9, 1),
        **by,
    )
    hospital = seat(board, AgencyKind.HOSPITAL_TRUST, "Edie Rowan")
    seat(board, AgencyKind.FIRE, "Ember Coal")
    client, address = as_role(Role.BOARD_MEMBER), reverse("governance:brief", args=[board.slug])
    typed = {"seat": hospital.pk, "body": "wellbeing", "on": "2026-02-02", "text": "A new plan."}
    assert "Choose which way the news went" in client.post(address, typed).content.decode()
    client.post(address, {**typed, "way": "in"})
    (one,) = selectors.representatives(board, timezone.localdate())
    assert (one.seat, one.last_in, one.last_out) == (hospital, date(2026, 2, 2), None)
    page = client.get(reverse("governance:briefings", args=[board.slug])).content.decode()
    assert "A new plan." in page
    assert "Never" in page
