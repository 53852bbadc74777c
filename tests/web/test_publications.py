"""A document from data to the public: two people, and nothing lost between them (HWB 5.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from headwater.web.audit.models import Entry
from headwater.web.policy import Role
from headwater.web.publications.models import Vintage
from headwater.web.publications.services import building
from headwater.web.publications.services import vintages as services
from headwater.web.runs.models import Run
from headwater.web.runs.services import STALE, take, work
from headwater.web.verdict import Refused
from headwater.web.work import jobs

pytestmark = pytest.mark.django_db


def built(person, **how) -> Vintage:
    made = building.begin(by=person(Role.ANALYST), at=timezone.now(), **how)
    run = work(take(), jobs())
    assert run.state == Run.State.DONE, run.message
    made.refresh_from_db()
    return made


def moved(person, vintage: Vintage, *steps: str) -> Vintage:
    for step in steps:
        at = timezone.now()
        if step == "submit":
            by = person(Role.ANALYST)
            day = timezone.localdate() + timedelta(days=14)
            services.submit(vintage=vintage, version=vintage.version, decide_by=day, by=by, at=at)
        elif step == "publish":
            by = person(Role.PROGRAMME)
            services.publish(vintage=vintage, version=vintage.version, by=by, at=at)
        elif step == "take down":
            services.take_down(
                vintage=vintage,
                version=vintage.version,
                reason="A table was wrong.",
                by=person(Role.PROGRAMME),
                at=at,
            )
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


def test_a_run_that_was_abandoned_is_taken_up_again_and_a_failure_is_told(person):
    made = building.begin(by=person(Role.ANALYST), at=timezone.now())
    first = take()
    assert take() is None
    Run.objects.filter(pk=first.pk).update(beat_at=timezone.now() - 2 * STALE)
    again = take()
    assert again.pk == first.pk == made.run

    def broken(run, say):
        raise RuntimeError("a secret detail")

    failed = work(again, {building.BUILD: broken})
    assert failed.state == Run.State.FAILED
    assert "RuntimeError" in failed.message
    assert "secret" not in failed.message


def test_of_two_clicks_the_second_does_nothing_and_nobody_is_told_off(person, as_role):
    by, at = person(Role.ANALYST), timezone.now()
    first = building.begin(by=by, at=at)
    assert building.begin(by=by, at=at) == first
    work(take(), jobs())
    first.refresh_from_db()
    client, day = as_role(Role.ANALYST), timezone.localdate() + timedelta(days=3)
    given = {"submit-version": first.version, "submit-decide_by": f"{day:%d/%m/%Y}"}
    for _ in range(2):
        page = client.post(
            reverse("publications:submit", args=[first.pk]), given, follow=True
        ).content.decode()
        assert "It was handed in" in page
        assert "Somebody else changed" not in page
    approver, manager = as_role(Role.OUTPUT_APPROVER), as_role(Role.PROGRAMME)
    decision = {"version": first.version + 1, "decision": "approve", "reason": ""}
    for _ in range(2):
        page = approver.post(
            reverse("publications:decide", args=[first.pk]), decision, follow=True
        ).content.decode()
        assert "You approved it" in page
    for _ in range(2):
        page = manager.post(
            reverse("publications:publish", args=[first.pk]),
            {"version": first.version + 2},
            follow=True,
        ).content.decode()
        assert "It is published" in page
    assert list(Entry.objects.values_list("action", flat=True)).count("vintage.published") == 1


def test_a_decision_is_asked_for_by_a_day_and_is_urgent_after_it(person, as_role, monkeypatch):
    vintage = built(person)
    client, address = as_role(Role.ANALYST), reverse("publications:submit", args=[vintage.pk])
    given = {"submit-version": vintage.version, "submit-decide_by": "1/1/2020"}
    assert b"The day must be today or later" in client.post(address, given).content
    moved(person, vintage, "submit")
    home = as_role(Role.OUTPUT_APPROVER).get("/").content.decode()
    assert f"by {vintage.decide_by:%-d %B %Y}" in home
    assert "Overdue" not in home
    Vintage.objects.update(decide_by=timezone.localdate() - timedelta(days=1))
    home = as_role(Role.OUTPUT_APPROVER).get("/").content.decode()
    assert "Overdue" in home


def test_a_preview_says_what_it_is_goes_nowhere_and_gives_way_to_the_next(
    person, as_role, partnership
):
    first = built(person, preview=True)
    assert first.state == Vintage.State.PREVIEW
    client = as_role(Role.ANALYST)
    page = client.get(reverse("publications:vintage", args=[first.pk])).content.decode()
    assert "cannot be handed in" in page
    assert "Hand it in" not in page
    file = client.get(reverse("publications:file", args=[first.pk, "html"]))
    assert b"Preview: Strategic Needs Assessment" in b"".join(file.streaming_content)
    with pytest.raises(Refused, match="preview cannot be handed in"):
        moved(person, first, "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vintage.objects.filter(pk=first.pk).update(state="submitted")
    second = built(person, preview=True)
    assert list(Vintage.objects.filter(preview=True)) == [second]
    assert not (partnership / "documents" / first.folder).exists()
    assert (partnership / "documents" / second.folder).is_dir()
    # A preview is not taken for a vintage by whoever compares with the one before.
    assert not list((partnership / "documents").glob("*/claims.json"))


def test_the_public_sees_the_newest_first_and_the_earlier_ones_after_it(person, client):
    old = moved(person, built(person), "submit", "approve", "publish")
    new = moved(person, built(person), "submit", "approve", "publish")
    page = client.get(reverse("publications:public")).content.decode()
    shown = [reverse("publications:public-vintage", args=[v.pk]) for v in (new, old)]
    assert page.index(shown[0]) < page.index("Earlier documents") < page.index(shown[1])
    assert b"A newer one was published" in client.get(shown[1]).content
    assert client.get(reverse("publications:public-file", args=[old.pk, "pdf"])).status_code == 200


def test_what_is_taken_down_is_told_with_its_reason_and_not_given_out(person, client, as_role):
    one = moved(person, built(person), "submit", "approve", "publish", "take down")
    page = client.get(reverse("publications:public-vintage", args=[one.pk])).content.decode()
    assert "A table was wrong." in page
    assert "Read it as a page" not in page
    assert client.get(reverse("publications:public-file", args=[one.pk, "pdf"])).status_code == 404
    public = client.get(reverse("publications:public")).content.decode()
    assert "Nothing is published at present" in public
    assert "Taken down" in public
    draft = built(person)
    assert client.get(reverse("publications:public-vintage", args=[draft.pk])).status_code == 404


def test_an_agreement_that_ends_while_a_vintage_is_built_leaves_nothing_of_it(
    person, partnership, monkeypatch
):
    made = building.begin(by=person(Role.ANALYST), at=timezone.now())
    readable = iter([["ambulance-1"], []])
    monkeypatch.setattr(building, "_readable", lambda: next(readable))
    run = work(take(), jobs())
    assert run.state == Run.State.FAILED
    assert "An agreement ended while this was being built" in run.message
    made.refresh_from_db()
    assert made.state == Vintage.State.BUILDING
    assert not list((partnership / "documents").iterdir())
    assert building.begin(by=person(Role.ANALYST), at=timezone.now()) != made


def test_what_was_typed_is_kept_where_somebody_else_was_first_and_may_be_sent_again(
    person, as_role
):
    vintage = moved(person, built(person), "submit")
    Vintage.objects.update(version=vintage.version + 7)
    client, address = (
        as_role(Role.OUTPUT_APPROVER),
        reverse("publications:decide", args=[vintage.pk]),
    )
    given = {"version": vintage.version, "decision": "return", "reason": "Mend the table."}
    page = client.post(address, given)
    assert "Somebody else changed this document" in page.content.decode()
    assert "Mend the table." in page.content.decode()
    given["version"] = page.context["form"]["version"].value()
    assert client.post(address, given).status_code == 302
    vintage.refresh_from_db()
    assert (vintage.state, vintage.reason) == (Vintage.State.RETURNED, "Mend the table.")
