"""Two people at once: one of them wins, the other is told, and nothing is lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from headwater.web.audit.models import Entry
from headwater.web.audit.services import verify
from headwater.web.governance.models import AgendaItem, Board
from headwater.web.governance.services import agenda, boards
from headwater.web.policy import Role
from headwater.web.runs.services import ask, take
from headwater.web.verdict import Refused

PAIRS = 25
append_only = import_module("headwater.web.audit.migrations.0002_append_only")


@pytest.fixture
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database that threads share. It is emptied afterwards, the record's guards off meanwhile."""
    lite = connection.vendor == "sqlite"
    off = ("DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete")
    with django_db_blocker.unblock():
        yield
        _run(off if lite else ("ALTER TABLE audit_entry DISABLE TRIGGER USER",))
        call_command("flush", interactive=False, verbosity=0)
        again = append_only.SQLITE if lite else ("ALTER TABLE audit_entry ENABLE TRIGGER USER",)
        _run(again)
        connection.close()


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do everything at the same moment, each on a connection of its own; how each ended."""
    ends: list[str] = []
    start = threading.Barrier(len(works))

    def one(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
            ends.append("done")
        except Refused as refused:
            ends.append(str(refused))
        except Exception as fault:
            ends.append(f"fault: {fault!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.fixture
def board(person) -> Board:
    return boards.add_board(
        name="Prevention Board",
        by=person(Role.PROGRAMME),
        at=timezone.now(),
        purpose="To prevent.",
        starts=date(2026, 1, 1),
    )


def test_of_two_who_change_the_same_thing_one_wins_and_the_other_is_told(board, person):
    by = person(Role.PROGRAMME)
    ends: Counter[str] = Counter()
    for turn in range(PAIRS):
        version = Board.objects.get(pk=board.pk).version
        held = [Board.objects.get(pk=board.pk) for _ in "ab"]

        def change(one: Board, words: str, version: int = version) -> None:
            boards.change_board(
                board=one,
                version=version,
                name="Prevention Board",
                purpose=words,
                by=by,
                at=timezone.now(),
            )

        found = at_once(
            lambda held=held, turn=turn: change(held[0], f"first {turn}"),
            lambda held=held, turn=turn: change(held[1], f"second {turn}"),
        )
        ends.update("done" if end == "done" else "told" for end in found)
        assert not [end for end in found if end.startswith("fault")], found
    assert ends == {"done": PAIRS, "told": PAIRS}


def test_everything_that_many_save_at_once_is_kept_and_recorded_in_one_whole_chain(board, person):
    by = person(Role.PROGRAMME)
    works = [
        lambda n=n: agenda.add_item(board=board, title=f"Item {n}", by=by, at=timezone.now())
        for n in range(8)
    ]
    for _ in range(3):
        AgendaItem.objects.all().delete()
        before = Entry.objects.count()
        assert Counter(at_once(*works)) == {"done": 8}
        assert AgendaItem.objects.count() == 8
        assert Entry.objects.count() == before + 8
    assert verify().whole


def test_the_same_thing_said_twice_at_once_is_kept_once(board, person):
    """Two clicks on one button are one item."""
    by = person(Role.PROGRAMME)
    for turn in range(10):

        def click(turn: int = turn) -> None:
            agenda.add_item(board=board, title=f"Twice {turn}", by=by, at=timezone.now())

        ends = at_once(click, click)
        assert not [end for end in ends if end.startswith("fault")], ends
        assert AgendaItem.objects.filter(title=f"Twice {turn}").count() == 1


def test_a_piece_of_work_is_taken_by_one_worker(db):
    for turn in range(10):
        made = ask("nothing", by="somebody", at=timezone.now(), turn=turn)
        taken: list[int] = []

        def work(taken: list[int] = taken) -> None:
            run = take()
            if run is not None:
                taken.append(run.pk)

        at_once(work, work, work)
        assert taken == [made.pk]
        made.delete()
