"""A document from data to the public: two people, and nothing lost between them (HWB 5.5)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from headwater.web.audit.models import Entry
from headwater.web.policy import Role
from headwater.web.publications import services
from headwater.web.publications.models import Vintage
from headwater.web.runs.models import Run
from headwater.web.runs.services import STALE, take, work
from headwater.web.verdict import Refused
from headwater.web.work import jobs

pytestmark = pytest.mark.django_db


def built(person) -> Vintage:
    made = services.begin(by=person(Role.ANALYST), at=timezone.now())
    run = work(take(), jobs())
    assert run.state == Run.State.DONE, run.message
    made.refresh_from_db()
    return made


def moved(person, vintage: Vintage, *steps: str) -> Vintage:
    for step in steps:
        at = timezone.now()
        if step == "submit":
            by = person(Role.ANALYST)
            services.submit(vintage=vintage, version=vintage.version, by=by, at=at)
        elif step == "publish":
            by = person(Role.PROGRAMME)
            services.publish(vintage=vintage, version=vintage.version, by=by, at=at)
        else:
            services.decide(
                vintage=vintage,
                version=vintage.version,
                approve=step == "approve",
                reason="Say which months are missing.",
                by=person(Role.OUTPUT_APPROVER),
                at=at,
            )
    return vintage


def test_a_vintage_goes_from_data_to_the_public_in_four_moves(person, as_role, client):
    vintage = built(person)
    public = reverse("publications:public-file", args=[vintage.pk, "html"])
    assert client.get(public).status_code == 404
    moved(person, vintage, "submit", "approve", "publish")
    page = client.get(public)
    assert page.status_code == 200
    assert b"Strategic Needs Assessment" in b"".join(page.streaming_content)
    actions = list(Entry.objects.order_by("sequence").values_list("action", flat=True))
    assert actions == [
        "vintage.begun",
        "vintage.submitted",
        "vintage.approved",
        "vintage.published",
    ]


def test_the_author_cannot_approve_even_with_the_right_role(person):
    vintage = moved(person, built(person), "submit")
    author = person(Role.ANALYST)
    author.role = Role.OUTPUT_APPROVER.name
    author.save()
    with pytest.raises(Refused, match="somebody else"):
        services.decide(
            vintage=vintage,
            version=vintage.version,
            approve=True,
            reason="",
            by=author,
            at=timezone.now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Vintage.objects.filter(pk=vintage.pk).update(approver=author)


def test_a_returned_vintage_comes_back_to_its_author_with_the_reason(person, as_role):
    vintage = moved(person, built(person), "submit", "return")
    home = as_role(Role.ANALYST).get(reverse("shell:home")).content.decode()
    assert "Returned to you" in home
    assert vintage.reason in home


def test_a_submitted_vintage_is_a_task_for_the_approver_and_for_nobody_else(person, as_role):
    moved(person, built(person), "submit")
    assert b"Approve or return" in as_role(Role.OUTPUT_APPROVER).get("/").content
    assert b"Approve or return" not in as_role(Role.BOARD_MEMBER).get("/").content


def test_a_return_without_a_reason_says_what_is_missing(person, as_role):
    vintage = moved(person, built(person), "submit")
    page = as_role(Role.OUTPUT_APPROVER).post(
        reverse("publications:decide", args=[vintage.pk]),
        {"version": vintage.version, "decision": "return", "reason": " "},
    )
    assert b"Say what must be different" in page.content
    vintage.refresh_from_db()
    assert vintage.state == Vintage.State.SUBMITTED


def test_of_two_people_who_move_the_same_state_the_second_is_told(person):
    vintage = built(person)
    seen = vintage.version
    moved(person, vintage, "submit", "return", "submit")
    with pytest.raises(Refused, match="Somebody else changed"):
        services.decide(
            vintage=vintage,
            version=seen,
            approve=True,
            reason="",
            by=person(Role.OUTPUT_APPROVER),
            at=timezone.now(),
        )


def test_a_vintage_says_that_data_has_arrived_since(person, as_role, partnership):
    vintage = built(person)
    address = reverse("publications:vintage", args=[vintage.pk])
    assert b"Its numbers are those of the day" not in as_role(Role.ANALYST).get(address).content
    (partnership / "agreements.toml").write_text("# an agreement was edited\n")
    assert b"Its numbers are those of the day" in as_role(Role.ANALYST).get(address).content


def test_a_run_that_was_abandoned_is_taken_up_again_and_a_failure_is_told(person):
    made = services.begin(by=person(Role.ANALYST), at=timezone.now())
    first = take()
    assert take() is None
    Run.objects.filter(pk=first.pk).update(beat_at=timezone.now() - 2 * STALE)
    again = take()
    assert again.pk == first.pk == made.run

    def broken(run, say):
        raise RuntimeError("a secret detail")

    failed = work(again, {services.BUILD: broken})
    assert failed.state == Run.State.FAILED
    assert "RuntimeError" in failed.message
    assert "secret" not in failed.message
