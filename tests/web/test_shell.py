"""The hall: home, search, help, statements, complaints, errors and health."""

from __future__ import annotations

import ast
import os
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.functional.axe import TAGS

from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.policy import TABLE, Role
from headwater.web.runs.services import BEAT, beat
from headwater.web.shell import services
from headwater.web.shell.models import Complaint
from headwater.web.shell.selectors import health as looking
from headwater.web.shell.selectors import waiting
from headwater.web.shell.selectors.guide import GUIDES, guides
from headwater.web.shell.selectors.partnership import Named
from headwater.web.shell.selectors.statement import STATEMENT
from headwater.web.ui.rooms import Task

pytestmark = pytest.mark.django_db
GIVEN = {"about": "data", "text": "My ward is named.", "contact": "someone@example.org"}


def text(response) -> str:
    return response.content.decode()


# Home and search


def test_home_shows_what_is_urgent_first_and_then_what_is_due_next(person, monkeypatch):
    soon, later = timezone.localdate() + timedelta(3), timezone.localdate() + timedelta(30)
    tasks = [
        Task("Some day", "/a"),
        Task("Later", "/b", due=later),
        Task("Soon", "/c", due=soon),
        Task("Urgent", "/d", urgent=True),
    ]

    class Opened:
        def tasks(self, user):
            return tasks

    monkeypatch.setattr(waiting, "open_rooms", lambda user: [Opened()])
    found = waiting.waiting(person(Role.ANALYST))
    assert [task.title for task in found] == ["Urgent", "Soon", "Later", "Some day"]


def test_home_says_by_when(as_role):
    services.complain(**GIVEN, at=timezone.now() - timedelta(days=40))
    services.complain(**GIVEN, at=timezone.now())
    shown = text(as_role(Role.INFORMATION_GOVERNANCE).get(reverse("shell:home")))
    assert shown.index("Overdue") < shown.index(">By ")
    assert "Acknowledge complaint" in shown


def test_a_search_counts_by_kind_and_pages_what_it_finds(as_role):
    for number in range(30):
        Agency.objects.create(slug=f"a{number}", name=f"Vale agency {number}", kind="POLICE")
    client, address = as_role(Role.ANALYST), reverse("shell:search")
    first = text(client.get(address, {"words": "vale"}))
    assert "30 found for" in first
    assert "Agency (30)" in first
    assert first.count('class="govuk-hint">Agency') == 25
    second = text(client.get(address, {"words": "vale", "kind": "Agency", "page": 2}))
    assert second.count('class="govuk-hint">Agency') == 5
    assert "Nothing was found" in text(client.get(address, {"words": "zzz"}))


# Help and statements


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.title)
def test_help_sends_nobody_where_their_role_may_not_go(guide, as_role):
    roles = [role for role in Role if guide.is_for(role)]
    assert roles
    for role in roles:
        assert as_role(role).get(reverse(guide.begins)).status_code == 200, role


def test_help_has_something_for_every_role_and_all_of_it_for_a_visitor(client):
    assert all(len(guides(role)) >= 2 for role in Role)
    shown = text(client.get(reverse("shell:help")))
    assert all(guide.title in shown for guide in GUIDES)


def test_the_accessibility_statement_says_what_the_checks_do():
    source = Path(__file__).parents[1] / "functional" / "test_rooms.py"
    found = re.search(r"^WIDE, PHONE = (.+)$", source.read_text("utf-8"), re.MULTILINE)
    assert ast.literal_eval(found[1]) == STATEMENT.widths
    assert tuple(TAGS) == STATEMENT.rules
    assert STATEMENT.prepared <= date.today()  # noqa: DTZ011 - the day the checks run


# Complaints


def test_anybody_can_complain_and_is_told_by_when_they_hear(client):
    address = reverse("shell:your-data")
    answer = client.post(address, GIVEN, follow=True)
    made = Complaint.objects.get()
    assert f"{made.due:%-d %B %Y}" in text(answer)
    assert made.due == timezone.localdate() + timedelta(days=30)
    entry = Entry.objects.get(action="complaint.made")
    assert (entry.actor, entry.detail) == ("system", {})


def test_a_complaint_says_what_happened_and_how_to_answer(client):
    page = text(client.post(reverse("shell:your-data"), {"about": "data"}))
    assert "Write what happened" in page
    assert "Enter an e-mail address, a telephone number or an address" in page
    assert not Complaint.objects.exists()


def test_a_flood_of_complaints_is_not_taken(client, monkeypatch):
    monkeypatch.setattr("headwater.web.shell.rules.MOST", 2)
    for _ in range(3):
        page = client.post(reverse("shell:your-data"), GIVEN)
    assert "Too many came just now" in text(page)
    assert Complaint.objects.count() == 2


def test_the_lead_acknowledges_and_answers_and_the_record_keeps_it(as_role):
    made = services.complain(**GIVEN, at=timezone.now())
    lead = as_role(Role.INFORMATION_GOVERNANCE)
    lead.post(reverse("shell:acknowledge", args=[made.pk]), {"version": 1})
    made.refresh_from_db()
    assert made.state == "Acknowledged"
    words = {"answer": "We took it off the map.", "version": made.version}
    lead.post(reverse("shell:answer", args=[made.pk]), words)
    made.refresh_from_db()
    assert (made.state, made.answer) == ("Answered", "We took it off the map.")
    said = list(Entry.objects.values_list("action", flat=True))
    assert {"complaint.acknowledged", "complaint.answered"} <= set(said)
    assert "We took it off the map." in text(lead.get(reverse("shell:complaint", args=[made.pk])))


def test_a_complaint_is_removed_three_years_after_its_answer(person):
    lead, now = person(Role.INFORMATION_GOVERNANCE), timezone.now()
    long_ago = now - services.KEPT - timedelta(days=1)
    old = services.complain(**GIVEN, at=long_ago)
    services.answer(complaint=old, version=1, answer="Done.", by=lead, at=long_ago)
    kept = services.complain(**GIVEN, at=now)
    assert list(Complaint.objects.all()) == [kept]
    assert Entry.objects.filter(action="complaint.removed", verb="erasure").count() == 1


def test_complaints_are_the_leads_alone():
    may = {role for role, resource, action in TABLE if resource == "complaint"}
    assert may == {Role.INFORMATION_GOVERNANCE}


# Health


@pytest.fixture
def working():
    beat()


def test_health_is_well_where_every_part_answers(client, working):
    answer = client.get(reverse("shell:health"))
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "parts": dict.fromkeys(("database", "store", "worker", "disk"), "ok"),
    }


def failing(client) -> list[str]:
    answer = client.get(reverse("shell:health"))
    assert answer.status_code == 503
    return [name for name, state in answer.json()["parts"].items() if state != "ok"]


def test_health_says_when_the_worker_was_not_heard_of(client, partnership, working):
    old = time.time() - 120
    os.utime(partnership / BEAT, (old, old))
    assert failing(client) == ["worker"]


def test_health_says_when_the_store_cannot_be_read(client, partnership, working):
    for file in (partnership / "store").glob("*.sqlite*"):
        file.write_bytes(b"not a register" * 100)
    assert failing(client) == ["store"]


def test_health_says_when_the_disk_is_nearly_full(client, working, monkeypatch):
    monkeypatch.setattr(looking, "LEAST", 10**18)
    assert failing(client) == ["disk"]


def test_health_says_when_the_database_does_not_answer(client, working, monkeypatch):
    class Down:
        def cursor(self):
            raise OperationalError("secret-password at db.internal")

    monkeypatch.setattr(looking, "connection", Down())
    answer = client.get(reverse("shell:health"))
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == "failing"
    assert "secret" not in text(answer)


# Errors


def test_a_fault_shows_a_page_even_where_the_database_is_down(monkeypatch, settings):
    def down(*_, **__):
        raise OperationalError("down")

    monkeypatch.setattr("headwater.web.shell.views.pages.look", down)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", down)
    client = Client(raise_request_exception=False)
    answer = client.get(reverse("shell:health"))
    assert answer.status_code == 500
    assert "there is a problem with the service" in text(answer)


def test_a_form_from_elsewhere_is_refused_in_our_own_words():
    answer = Client(enforce_csrf_checks=True).post(reverse("shell:your-data"), GIVEN)
    assert answer.status_code == 403
    assert "The page was open too long" in text(answer)


def test_what_is_not_there_is_said_to_a_visitor_and_to_somebody_signed_in(client, as_role):
    assert "if you have an account" in text(client.get("/nowhere"))
    assert "what needs you" in text(as_role(Role.ANALYST).get("/nowhere"))


def test_the_marking_on_paper_is_the_partnerships_own_words_and_nothing_but_words(
    client, monkeypatch
):
    own = Named("Network", 'A"} body {x', invented=False)
    monkeypatch.setattr("headwater.web.shell.views.pages.named", lambda: own)
    answer = client.get(reverse("shell:marking"))
    assert answer.headers["Content-Type"].startswith("text/css")
    assert text(answer).count("{") == text(answer).count("}") == 2
    assert text(answer).count('"') == 2
