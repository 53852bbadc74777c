"""The invented partnership's boards fill every page (HWB 5.8, 5.14; ToR 4)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.completeness import gaps
from headwater.web import demonstration
from headwater.web.governance.demonstration.boards import months_from
from headwater.web.governance.models import Board
from headwater.web.governance.rules.actions import Age
from headwater.web.governance.selectors import boards as selectors
from headwater.web.governance.selectors import meetings
from headwater.web.issues.models import Issue
from headwater.web.policy import Role
from headwater.web.strategies.models import Strategy
from headwater.web.strategies.selectors import record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invented(partnership):
    profile = partnership / "headwater.toml"
    said = profile.read_text("utf-8").replace("[partnership]", "[partnership]\ninvented = true", 1)
    profile.write_text(said, "utf-8")


@pytest.fixture
def furnished(invented):
    demonstration.furnish()


def test_the_prevention_board_has_eighteen_seats_of_which_one_is_vacant(furnished):
    """ToR 4: two departments of public health, three of social care, and thirteen others."""
    board = Board.objects.get(slug="prevention-board")
    found = selectors.membership_of(board, board.rule_set, timezone.localdate())
    filled = sum(len(one.seats) for one in found.fillings)
    vacant = [agency.name for one in found.fillings for agency in one.vacant]
    assert (filled, vacant) == (17, ["Invenshire Fire and Rescue"])
    assert [gap.seat_class.source for gap in found.gaps] == ["ToR 4.10"]


def test_the_prevention_board_took_the_place_of_another_and_hears_public_health(furnished):
    """HWB 5.6: the Prevention Board was founded, and directors of public health are heard on it."""
    board = Board.objects.get(slug="prevention-board")
    assert board.replaces is not None
    assert board.replaced_on is not None
    posts = [seat.post for seat in board.seats.all()]
    assert posts.count("Director of public health") == 2


def test_residents_sit_on_the_board_and_what_they_raise_reaches_it(furnished, as_role):
    """HWB 6, ToR 2.9: a leader of residents has a seat, and what the panel raised became a priority."""
    board = Board.objects.get(slug="prevention-board")
    assert board.seats.filter(agency__slug="residents", post="Community leader").exists()
    raised = Issue.objects.filter(source=Issue.Source.PANEL, state=Issue.State.PRIORITY)
    assert raised.exists()
    page = as_role(Role.BOARD_MEMBER).get(reverse("issues:issue", args=[raised.first().pk]))
    assert "Residents, through the Community Advisory Panel" in page.content.decode()


def test_an_approved_strategy_says_how_those_most_affected_had_their_part(furnished):
    """HWB 6: community involvement is built into every element; SPB 5.3: behaviour, analysis, strategy."""
    approved = Strategy.objects.get(state=Strategy.State.APPROVED)
    assert approved.voice
    assert approved.analysis
    assert approved.issue.state == Issue.State.PRIORITY
    assert gaps(record_of(approved)) == ()


def test_no_page_of_a_board_is_empty(furnished, as_role):
    client, board = as_role(Role.PROGRAMME), Board.objects.get(slug="programme-board")
    named = ("board", "seats", "compliance", "work-plan", "briefings")
    for name in named:
        assert client.get(reverse(f"governance:{name}", args=[board.slug])).status_code == 200
    page = client.get(reverse("governance:board", args=[board.slug])).content.decode()
    for empty in ("No meeting is planned", "Nothing waits for an agenda", "Nobody sits"):
        assert empty not in page
    assert "Escalated" in page
    user = client.get("/").wsgi_request.user
    ages = {one.age for one in meetings.business(board, user, timezone.now()).actions}
    assert ages == {Age.ESCALATED, Age.OPEN}


@pytest.mark.parametrize(
    "day", [datetime(2027, 2, 28, 12, tzinfo=UTC), datetime(2026, 3, 31, 23, 30, tzinfo=UTC)]
)
def test_the_boards_can_be_furnished_on_any_day(day, invented, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: day)
    demonstration.furnish()
    assert Board.objects.count() == 7


def test_months_run_over_the_end_of_a_year():
    assert months_from(date(2026, 1, 31), -13) == date(2024, 12, 1)
    assert months_from(date(2026, 12, 31), 1) == date(2027, 1, 1)


def test_an_agencys_page_shows_its_seats_agreements_and_what_is_due(furnished, as_role):
    page = as_role(Role.PROGRAMME).get(reverse("directory:agency", args=["voluntary"]))
    shown = page.content.decode()
    for words in (
        "Ewan Sparrow, since",
        "It is party to no sharing agreement.",
        "Youth services that the alliance",
        "overdue",
    ):
        assert words in shown
    member = as_role(Role.COMMUNITY_MEMBER).get(reverse("directory:agency", args=["voluntary"]))
    assert "Youth services that the alliance" not in member.content.decode()


def test_the_lead_finds_complaints_to_acknowledge(furnished, as_role):
    shown = as_role(Role.INFORMATION_GOVERNANCE).get(reverse("shell:home")).content.decode()
    assert "Acknowledge complaint" in shown
