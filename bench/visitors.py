"""What fifty people of a partnership do on its pages at once, for locust.

Each signs in as one of the invented people, reads pages as their role does, waits one to three
seconds between pages as somebody who reads does, and now and then saves something. Run by
`bench.load`; by hand: `locust -f bench/visitors.py --host http://localhost:8000`.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections import defaultdict
from pathlib import Path

from locust import HttpUser, between, events, task

from bench.visitors_words import LINK, PERSON, TOKEN

WAYS = ("district", "ward", "age", "sex", "ethnicity")
TIMES: dict[str, dict[str, list[float]]] = {"page": defaultdict(list), "save": defaultdict(list)}
FAULTS: list[str] = []


SETTLING = float(os.environ.get("VISITORS_SETTLING", "0"))
"""Seconds after the start that are not counted: everybody signs in and looks round meanwhile."""
STARTED = time.monotonic()


@events.request.add_listener
def keep(name: str, response_time: float, exception: Exception | None, **more: object) -> None:
    """Milliseconds of each answer by kind and name, once settled; a fault beside, from the start."""
    kind, _, what = name.partition(": ")
    if exception is not None:
        FAULTS.append(f"{name}: {exception}")
    elif kind in TIMES and time.monotonic() - STARTED > SETTLING:
        TIMES[kind][what].append(response_time)


@events.quitting.add_listener
def write(**more: object) -> None:
    """Hand the times over to whoever started locust."""
    to = os.environ.get("VISITORS_RESULT")
    if to:
        Path(to).write_text(json.dumps({"times": TIMES, "faults": FAULTS}), "utf-8")


class Visitor(HttpUser):
    """Somebody of a role who reads, and sometimes writes."""

    abstract = True
    wait_time = between(1, 3)
    role = ""

    def on_start(self) -> None:
        """Sign in, and find out which pages there are for this person."""
        text = self.client.get("/accounts/sign-in", name="start: sign-in").text
        person = next(pk for pk, words in PERSON.findall(text) if words.startswith(self.role))
        self._post("/accounts/sign-in/demonstration", text, "start: sign-in", person=person)
        self.indicators = self._links("/indicators/", r"^/indicators/[a-z-]+$")
        self.boards = self._links("/boards/", r"^/boards/(?!actions$|add$|overlap$)[a-z-]+$")
        self.issues = self._links("/issues/", r"^/issues/\d+$")
        self.strategies = self._links("/strategies/", r"^/strategies/\d+$")
        self.agendas = [link for b in self.boards for link in self._links(b, rf"^{b}/agenda$")]
        self.meetings = [m for b in self.boards for m in self._links(b, r"^/boards/meetings/\d+$")]

    def _links(self, path: str, wanted: str) -> list[str]:
        text = self.client.get(path, name="start: list").text
        return sorted({href for href in LINK.findall(text) if re.match(wanted, href)})

    def _page(self, path: str, what: str) -> str:
        with self.client.get(path, name=f"page: {what}", catch_response=True) as answer:
            if answer.status_code != 200 or "/sign-in" in answer.url:
                answer.failure(f"{path} answers {answer.status_code}, {answer.url}")
            return answer.text or ""

    def _post(self, path: str, shown: str, name: str, **given: str) -> None:
        token = TOKEN.search(shown)
        data = {"csrfmiddlewaretoken": token[1] if token else "", **given}
        with self.client.post(
            path, data, name=name, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 302:
                answer.failure(f"{path} answers {answer.status_code}")

    @task(3)
    def home(self) -> None:
        """What needs me?"""
        self._page("/", "home")

    @task(8)
    def indicator(self) -> None:
        """One indicator, now and then with a breakdown."""
        path = random.choice(self.indicators)
        if random.random() < 0.4:
            path += f"?by={random.choice(WAYS)}"
        self._page(path, "indicator")

    @task(2)
    def list_of_indicators(self) -> None:
        """Every indicator."""
        self._page("/indicators/", "indicators")

    @task(2)
    def board(self) -> None:
        """One board."""
        self._page(random.choice(self.boards), "board")

    @task(2)
    def meeting(self) -> None:
        """One meeting with its agenda."""
        self._page(random.choice(self.meetings), "meeting")

    @task(2)
    def issue(self) -> None:
        """One issue with what the data say of it."""
        self._page(random.choice(self.issues), "issue")

    @task(1)
    def strategy(self) -> None:
        """One strategy."""
        self._page(random.choice(self.strategies), "strategy")

    @task(1)
    def search(self) -> None:
        """Words that somebody looks for."""
        self._page(f"/search?words={random.choice(('violence', 'ambulance', 'knife'))}", "search")

    @task(1)
    def documents(self) -> None:
        """The assessments."""
        self._page("/documents/", "documents")

    @task(2)
    def propose(self) -> None:
        """Put something forward for a board's next meeting."""
        path = random.choice(self.agendas)
        shown = self._page(path, "propose")
        words = f"Item {random.randrange(10**6)}"
        self._post(path, shown, "save: agenda item", title=words, detail="It came up this week.")


class BoardMember(Visitor):
    """Reads before a meeting."""

    weight, role = 3, "Board member"


class Analyst(Visitor):
    """Reads numbers, and looks at what came in."""

    weight, role = 3, "Analyst"

    @task(3)
    def deliveries(self) -> None:
        """What agencies sent."""
        self._page("/sharing/deliveries", "deliveries")


class Programme(Visitor):
    """Looks after everything."""

    weight, role = 2, "Programme manager"

    @task(2)
    def scoreboard(self) -> None:
        """Who sends what, and when."""
        self._page("/sharing/scoreboard", "scoreboard")
