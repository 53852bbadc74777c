"""A document that lives: what would be different today, why, and how long there is (HWB 5.5)."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.test_publications import built, moved
from tests.web.test_sharing_deliveries import (  # noqa: F401 - a fixture
    ambulance,
    confirm,
    extract,
    post,
    worked,
)

from headwater.products.passages import Passage
from headwater.products.vintage import Vintage as Frozen
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.records.claim import ClaimRecord
from headwater.web.policy import Role
from headwater.web.publications.models import Deadline, Vintage
from headwater.web.publications.selectors.changes import compare
from headwater.web.publications.selectors.deadlines import in_words
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors.deliveries import all_sent
from headwater.web.sharing.selectors.grounds import grounds

pytestmark = pytest.mark.django_db
CLAIM = ClaimRecord(
    120, "offences", "robbery", "Robbery", "d 1", "Ash", "2025", ("police-1",), "house", "ok"
)


def vintage_of(*claims: ClaimRecord, chapter: str = "4 Scale") -> Frozen:
    passages = tuple(Passage(chapter, "Trend", "Robbery rose.", (c.id,)) for c in claims)
    return Frozen("sna", "Needs", date(2026, 1, 1), claims, passages)


def named(deliveries) -> list[str]:
    return sorted({d.partition("-")[0].capitalize() for d in deliveries})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"deliveries": ("police-1", "police-2")}, "Data changed: Police"),
        (
            {"deliveries": ("ambulance-3",), "period": "2026"},
            "Data changed: 2026 from Ambulance and Police, was 2025",
        ),
        ({"definition": "d 2"}, "Definition changed: d 2, was d 1"),
        ({"policy": "stricter"}, "Disclosure rule changed: stricter, was house"),
        ({}, "Computed anew from the same files"),
    ],
)
def test_a_changed_number_is_told_with_both_values_and_the_reason(change, why):
    then, now = vintage_of(CLAIM), vintage_of(replace(CLAIM, value=125, **change))
    (part,) = compare(then, now, named)
    assert part.chapter == "4 Scale"
    (one,) = part.changes
    assert (one.what, one.before, one.now) == ("Robbery, Ash", "120 offences", "125 offences")
    assert one.why == why


def test_what_is_new_and_what_is_no_longer_printed_is_counted_by_chapter():
    elm = replace(CLAIM, place="Elm")
    (part,) = compare(vintage_of(CLAIM), vintage_of(elm), named)
    assert (part.changes, part.new, part.gone) == ((), 1, 1)
    assert compare(vintage_of(CLAIM), vintage_of(CLAIM), named) == ()


def test_this_year_is_compared_with_this_year_and_last_with_last():
    year = lambda v, p: replace(CLAIM, value=v, period=p)  # noqa: E731
    then = vintage_of(year(100, "2024"), year(120, "2025"))
    now = vintage_of(year(120, "2025"), year(Mark.HIDDEN, "2026"))
    (part,) = compare(then, now, named)
    assert [(c.before, c.now) for c in part.changes] == [
        ("100 offences", "120 offences"),
        ("120 offences", "fewer than 8 offences"),
    ]


@pytest.fixture
def standing_on_ambulance(ambulance, as_role, person, partnership) -> Vintage:  # noqa: F811
    """A published vintage, one of whose numbers was made from a delivery of the ambulance service."""
    post(as_role(Role.DATA_PROVIDER), extract())
    worked()
    confirm(as_role(Role.DATA_PROVIDER))
    one = moved(person, built(person), "submit", "approve", "publish")
    delivery = all_sent()[0].delivery.id
    assert one.stood_on == [delivery]
    frozen = vintage_of(replace(CLAIM, deliveries=(delivery,)), chapter="9 Health view")
    plain = {
        "slug": frozen.slug,
        "title": frozen.title,
        "issued": "2026-01-01",
        "claims": [dataclasses.asdict(c) for c in frozen.claims],
        "passages": [dataclasses.asdict(p) for p in frozen.passages],
    }
    path = partnership / "documents" / one.folder / "claims.json"
    path.write_text(json.dumps(plain), "utf-8")
    return one


def test_nothing_is_flagged_while_nothing_has_changed(standing_on_ambulance, as_role, client):
    address = reverse("publications:vintage", args=[standing_on_ambulance.pk])
    page = as_role(Role.ANALYST).get(address).content.decode()
    assert "Nothing that it stands on has changed" in page
    public = reverse("publications:public-vintage", args=[standing_on_ambulance.pk])
    assert "may no longer be used" not in client.get(public).content.decode()


def test_newer_data_flags_the_passages_it_would_change_once_it_counts(
    standing_on_ambulance, as_role
):
    address = reverse("publications:vintage", args=[standing_on_ambulance.pk])
    agency, analyst = as_role(Role.DATA_PROVIDER), as_role(Role.ANALYST)
    post(agency, extract(40), name="ambulance-2026-q2.csv")
    worked()
    assert "Newer data has arrived" not in analyst.get(address).content.decode()
    newest = all_sent()[0].delivery.id
    agency.post(reverse("sharing:answer", args=[newest]), {"version": 0, "decision": "confirm"})
    worked()
    page = analyst.get(address).content.decode()
    assert "Newer data has arrived" in page
    assert "One file came to count since" in page
    assert "9 Health view, Trend: “Robbery rose.”" in page


def test_an_agreement_that_ends_flags_what_stood_on_it_and_the_public_release_stays(
    standing_on_ambulance, as_role, client
):
    """T18: public releases stay, flagged."""
    Agreement.objects.update(revoked_on=timezone.localdate())
    one = standing_on_ambulance
    page = (
        as_role(Role.BOARD_MEMBER)
        .get(reverse("publications:vintage", args=[one.pk]))
        .content.decode()
    )
    assert "Some figures rest on data that may no longer be used" in page
    assert "was revoked on" in page
    assert "“Robbery rose.”" in page
    for address in (
        reverse("publications:public"),
        reverse("publications:public-vintage", args=[one.pk]),
    ):
        told = client.get(address).content.decode()
        assert "from The Ambulance Service may no longer be used" in told
        assert "9 Health view" in told
        assert "Read it as a page" in told
    file = reverse("publications:public-file", args=[one.pk, "html"])
    assert client.get(file).status_code == 200
    assert all(ground.reason for ground in grounds().values())


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (126, "126 days left"),
        (1, "one day left"),
        (0, "due today"),
        (-1, "one day overdue"),
        (-2431, "2,431 days overdue"),
    ],
)
def test_a_deadline_says_how_far_off_it_is(days, words):
    today = date(2026, 11, 25)
    assert in_words(today + timedelta(days=days), today) == words


def set_deadline(as_role, day: date) -> Deadline:
    given = {
        "product": "Strategic Needs Assessment",
        "due": f"{day:%d/%m/%Y}",
        "source": "Home Office grant",
    }
    client = as_role(Role.PROGRAMME)
    for _ in range(2):
        assert client.post(reverse("publications:set-deadline"), given).status_code == 302
    return Deadline.objects.get(due=day)


def test_a_deadline_lists_what_is_missing_until_the_document_is_published(
    ambulance,  # noqa: F811
    person,
    as_role,
):
    """HWB 5.5: both products are due by the end of the grant, and the check names what is missing."""
    today = timezone.localdate()
    due = set_deadline(as_role, today + timedelta(days=20))
    Agreement.objects.update(ends=today + timedelta(days=10))
    address = reverse("publications:deadline", args=[due.pk])
    page = lambda: as_role(Role.BOARD_MEMBER).get(address).context["page"]  # noqa: E731
    assert page().days == "20 days left"
    assert page().missing == (
        "Build it",
        "Ask for what has not come",
        "Renew agreements that end before it is due",
        "Hand it in",
        "Have a second person approve it",
        "Publish it",
    )
    shown = as_role(Role.BOARD_MEMBER).get(address).content.decode()
    assert "Ambulance incidents from The Ambulance Service" in shown
    assert "ambulance-2026, on" in shown
    post(as_role(Role.DATA_PROVIDER), extract())
    worked()
    confirm(as_role(Role.DATA_PROVIDER))
    Agreement.objects.update(ends=date(2099, 1, 1))
    one = built(person)
    assert page().missing == ("Hand it in", "Have a second person approve it", "Publish it")
    moved(person, one, "submit", "return")
    assert page().missing == ("Hand it in", "Have a second person approve it", "Publish it")
    moved(person, one, "submit", "approve")
    assert page().missing == ("Publish it",)
    moved(person, one, "publish")
    due.refresh_from_db()
    assert (due.met_by, due.met_on) == (one, today)
    assert page().days == "met"
    assert page().steps == ()


def test_the_manager_is_told_of_what_is_due_soon_or_overdue(as_role):
    set_deadline(as_role, timezone.localdate() + timedelta(days=200))
    home = lambda role: as_role(role).get("/").content.decode()  # noqa: E731
    assert "due on" not in home(Role.PROGRAMME)
    set_deadline(as_role, date(2020, 3, 31))
    told = home(Role.PROGRAMME)
    assert "Strategic Needs Assessment, due on 31 March 2020" in told
    assert "days overdue. Still to do: build it" in told
    assert "due on 31 March 2020" not in home(Role.ANALYST)


def test_a_deadline_that_was_met_elsewhere_is_written_down_once(as_role, person):
    due = set_deadline(as_role, date(2020, 3, 31))
    client, address = as_role(Role.PROGRAMME), reverse("publications:meet", args=[due.pk])
    assert (
        b"must not be in the future"
        in client.post(address, {"version": 1, "on": "1/1/2199"}).content
    )
    for _ in range(2):
        page = client.post(address, {"version": 1, "on": "27/3/2020"}, follow=True).content.decode()
        assert "It is written down as met" in page
    assert client.post(address, {"version": 1, "on": "28/3/2020"}, follow=True).status_code == 200
    due.refresh_from_db()
    assert due.met_on == date(2020, 3, 27)
    later = set_deadline(as_role, date(2020, 12, 31))
    one = moved(person, built(person), "submit", "approve", "publish")
    later.refresh_from_db()
    assert later.met_by == one
