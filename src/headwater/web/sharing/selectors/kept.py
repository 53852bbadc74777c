"""What was made once is kept, for as long as it may be seen, and no request waits for another's work.

An edition is everything that can be read for one purpose, on one day, from one state of the data and
under one set of live agreements. A new file, an agreement that is revoked or changed, another purpose or
midnight each ask for another edition, at the next request; the one before is let go with all that it
held. A draft changes nothing that may be read, so an edition outlives it. An edition's answers stand on shelves that are looked at without waiting. Only what has to be computed anew enters
the secure area, one question at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from django.conf import settings
from django.utils import timezone

from headwater.analysis.workbench import (
    Profile,
    Workbench,
    data_version,
    newest_delivery,
    profile_of,
    reach,
)
from headwater.vocabulary.records.agreement import AgreementBook, Purpose
from headwater.web.sharing.selectors.agreements import book
from headwater.web.sharing.selectors.stamp import stamp

T = TypeVar("T")
Question = tuple[object, ...]

MOST_TABLES, MOST_PAGES = 3_000, 300
"""How many answers of each kind are kept; what was not asked for longest gives way."""


class OutOfDate(Exception):  # noqa: N818 - it is an answer, not a fault
    """This edition may not be read any more; ask for the one of now."""


class Unknown(Exception):  # noqa: N818 - it is an answer, not a fault
    """There is nothing of this name here."""


@dataclass(frozen=True)
class State:
    """What decides what may be read, apart from the purpose. `agreements` changes with any word of them."""

    folder: Path
    newest: int
    today: date
    agreements: str


class Shelf:
    """Answers by question. Whoever asks first makes it; others who ask meanwhile wait for that one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._door = threading.Lock()
        self._held: OrderedDict[Question, Future[Any]] = OrderedDict()

    def get(self, question: Question, make: Callable[[], T]) -> T:
        """What `make` gives, made at the first asking. What it raises is raised and not kept."""
        with self._door:
            found = self._held.get(question)
            first = found is None
            if found is None:
                found = self._held[question] = Future()
                if len(self._held) > self._most:
                    self._held.popitem(last=False)
            else:
                self._held.move_to_end(question)
        if first:
            self._make(question, found, make)
        return cast(T, found.result())

    def _make(self, question: Question, into: Future[Any], make: Callable[[], object]) -> None:
        try:
            into.set_result(make())
        except BaseException as wrong:
            with self._door:
                self._held.pop(question, None)
            into.set_exception(wrong)


class Edition:
    """One state of what may be read for one purpose, with everything made of it so far."""

    def __init__(self, state: State, purpose: Purpose, held: AgreementBook) -> None:
        self.state, self.purpose = state, purpose
        self.reach = reach(state.folder, held, purpose=purpose, at=state.today)
        self._book = held
        self._tables, self._pages = Shelf(MOST_TABLES), Shelf(MOST_PAGES)
        self._room = threading.Lock()
        self._bench: Workbench | None = None
        self._over = False

    @contextmanager
    def open(self) -> Iterator[Workbench]:
        """The secure area, for one question: nothing else may be asked for within it.

        Raises OutOfDate once another edition has taken its place.
        """
        try:
            with self._room:
                if self._over:
                    raise OutOfDate
                if self._bench is None:
                    self._bench = Workbench(
                        self.state.folder,
                        at=self.state.today,
                        purpose=self.purpose,
                        book=self._book,
                    )
                yield self._bench
        finally:
            self._close_if_over()

    def ask(self, question: Question, work: Callable[[Workbench], T]) -> T:
        """A released answer from the secure area, kept."""

        def make() -> T:
            with self.open() as bench:
                return work(bench)

        return self._tables.get(question, make)

    def page(self, question: Question, make: Callable[[], T]) -> T:
        """A page or a drawing made of released answers, kept. It may ask, but holds nobody up."""
        return self._pages.get(question, make)

    def end(self) -> None:
        """Let go of the files as soon as nobody reads them, and let nobody in."""
        self._over = True
        self._close_if_over()

    def _close_if_over(self) -> None:
        if self._over and self._room.acquire(blocking=False):
            try:
                if self._bench is not None:
                    self._bench.close()
                    self._bench = None
            finally:
                self._room.release()


_DOOR = threading.Lock()
_EDITIONS: dict[tuple[State, Purpose], Edition] = {}


def edition(purpose: str = "") -> Edition:
    """The edition of this moment: agreements and the register are looked at anew at every request."""
    asked = Purpose.NEEDS_ASSESSMENT
    with suppress(ValueError):
        asked = Purpose(purpose)
    folder: Path = settings.ENV.folder
    told = f"{stamp()} {data_version(folder)}"
    state = State(folder, newest_delivery(folder), timezone.localdate(), told)
    with _DOOR:
        if any(held != state for held, _ in _EDITIONS):
            _turn(state)
        found = _EDITIONS.get((state, asked))
        if found is None:
            found = _EDITIONS[state, asked] = Edition(state, asked, book())
    return found


def _turn(state: State) -> None:
    """Take over what reads the same as before, and end the rest."""
    held = book()
    for (before, purpose), old in list(_EDITIONS.items()):
        del _EDITIONS[before, purpose]
        if replace(before, agreements=state.agreements) == state:
            now = reach(state.folder, held, purpose=purpose, at=state.today)
            if now == old.reach:
                _EDITIONS[state, purpose] = old
                continue
        old.end()


def read(purpose: str, work: Callable[[Edition], T]) -> T:
    """What `work` gives of the edition of this moment; begun again where it ends meanwhile."""
    while True:
        try:
            return work(edition(purpose))
        except OutOfDate:
            continue


@contextmanager
def bench() -> Iterator[Workbench]:
    """The secure area as it may be read now for the needs assessment."""
    with edition().open() as opened:
        yield opened


def profile(folder: Path) -> Profile:
    """The partnership's settings."""
    return profile_of(folder)
