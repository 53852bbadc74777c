"""What was made once is kept as long as it may be seen, and nobody waits for another's work."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from headwater.data.agreements import FILE
from headwater.web.directory.models import Agency
from headwater.web.env import Env
from headwater.web.sharing.models import Agreement, Signature
from headwater.web.sharing.selectors import kept
from headwater.web.sharing.selectors.agreements import book
from headwater.web.sharing.selectors.kept import OutOfDate, Shelf, edition, read
from headwater.web.sharing.selectors.stamp import stamp
from headwater.web.sharing.services import agreements

SECONDS = 20


def test_an_answer_is_made_once_however_many_ask_at_the_same_time():
    shelf, made, go = Shelf(5), [], threading.Event()

    def make() -> int:
        go.wait(SECONDS)
        made.append(1)
        return 7

    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(shelf.get, ("q",), make) for _ in range(8)]
        go.set()
        assert {a.result(SECONDS) for a in asked} == {7}
    assert made == [1]


def test_what_was_not_asked_for_longest_gives_way():
    shelf, made = Shelf(2), []
    for question in ("a", "b", "a", "c", "a", "b"):
        shelf.get((question,), lambda q=question: made.append(q))
    assert made == ["a", "b", "c", "b"]


def test_a_failure_is_told_to_all_who_wait_and_not_kept():
    shelf = Shelf(5)
    with pytest.raises(ZeroDivisionError):
        shelf.get(("q",), lambda: 1 / 0)
    assert shelf.get(("q",), lambda: 3) == 3


@pytest.mark.django_db
def test_the_same_state_gives_the_same_edition_and_another_purpose_another():
    first = edition()
    assert edition() is first
    assert edition("needs-assessment") is first
    assert edition("nonsense") is first
    other = edition("monitoring")
    assert other is not first
    assert edition() is first


@pytest.mark.django_db
def test_midnight_ends_an_edition(monkeypatch):
    first = edition()
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert edition() is not first
    with pytest.raises(OutOfDate), first.open():
        pass


@pytest.mark.django_db
def test_a_warm_answer_does_not_wait_for_a_cold_one(partnership: Path):
    now = edition()
    assert now.page(("warm",), lambda: "made") == "made"
    inside, done = threading.Event(), threading.Event()

    def slow(bench) -> str:
        inside.set()
        done.wait(SECONDS)
        return "cold"

    with ThreadPoolExecutor(2) as people:
        cold = people.submit(now.ask, ("cold",), slow)
        assert inside.wait(SECONDS)
        try:
            warm = people.submit(now.page, ("warm",), lambda: "made again")
            assert warm.result(SECONDS / 4) == "made"
            assert not cold.done()
        finally:
            done.set()
        assert cold.result(SECONDS) == "cold"


@pytest.mark.django_db
def test_an_edition_that_ends_while_it_is_read_closes_after_its_reader_and_lets_nobody_in():
    old = edition()
    with old.open() as bench:
        old.end()
        assert bench.geography is not None
        assert bench.engine.incidents().count().to_pyarrow().as_py() == 0
    assert old._bench is None
    with pytest.raises(OutOfDate):
        old.ask(("anything",), lambda bench: 1)


@pytest.mark.django_db
def test_what_was_begun_in_an_edition_that_ended_is_begun_again_in_the_next(monkeypatch):
    seen = []

    def work(now) -> str:
        seen.append(now)
        if len(seen) == 1:
            day = timezone.localdate() + timedelta(days=1)
            monkeypatch.setattr(timezone, "localdate", lambda *_: day)
            edition()
        return now.ask(("words",), lambda bench: "told")

    assert read("", work) == "told"
    assert len(seen) == 2
    assert seen[0] is not seen[1]


@pytest.fixture
def signed(partnership: Path, own_county) -> None:
    """The invented partnership's agreements, kept in the sharing room."""
    (partnership / FILE).write_text((own_county() / FILE).read_text("utf-8"), "utf-8")
    agreements.adopt(at=timezone.now())


@pytest.mark.django_db
def test_every_change_to_the_book_changes_the_stamp(signed):
    one = Agreement.objects.first()
    changes = (
        lambda: Agreement.objects.filter(pk=one.pk).update(ends=one.ends + timedelta(days=1)),
        lambda: Agreement.objects.filter(pk=one.pk).update(purposes=["monitoring"]),
        lambda: Agreement.objects.filter(pk=one.pk).update(revoked_on=one.starts),
        lambda: Signature.objects.filter(agreement=one).first().delete(),
        lambda: one.recipients.clear(),
        lambda: Agency.objects.filter(pk=one.provider_id).update(kind="FIRE"),
        lambda: Agreement.objects.filter(pk=one.pk).delete(),
    )
    Agreement.objects.exclude(pk=one.pk).filter(provider=one.provider).delete()
    for change in changes:
        held, told = book(), stamp()
        assert stamp() == told
        change()
        assert book() != held
        assert stamp() != told


@pytest.fixture
def gathered(own_county, settings) -> Path:
    """The invented partnership with its rows, whose agreements the sharing room keeps."""
    settings.ENV = Env(folder=own_county())
    agreements.adopt(at=timezone.now())
    return settings.ENV.folder


@pytest.mark.django_db
def test_an_edition_outlives_a_draft_a_note_and_an_agency_that_has_nothing_to_do_with_it(gathered):
    now = edition()
    one = Agreement.objects.first()
    Agreement.objects.filter(pk=one.pk).update(notes="Ask again in spring.")
    assert edition() is now
    draft = Agreement.objects.get(pk=one.pk)
    draft.pk, draft.slug = None, "a-draft"
    draft.save()
    assert edition() is now
    Agency.objects.create(slug="new", name="A new agency", kind="FIRE")
    assert edition() is now


@pytest.mark.django_db
def test_an_edition_ends_when_a_live_agreement_changes_in_any_term(gathered):
    one = Agreement.objects.first()
    for change in (
        {"ends": one.ends + timedelta(days=1)},
        {"columns": ["month"]},
        {"purposes": ["needs-assessment"]},
        {"revoked_on": timezone.localdate()},
        {"revoked_on": timezone.localdate() - timedelta(days=1)},
    ):
        now = edition()
        Agreement.objects.filter(pk=one.pk).update(**change)
        assert edition() is not now, change
        with pytest.raises(OutOfDate), now.open():
            pass


@pytest.mark.django_db
def test_only_the_editions_of_one_state_are_held():
    edition()
    edition("monitoring")
    assert len(kept._EDITIONS) <= len({"needs-assessment", "monitoring", "evaluation"})
    assert len({state for state, _ in kept._EDITIONS}) == 1
