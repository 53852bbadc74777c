"""Words that only some may read, sought on every page by those who may not (threat T1).

It does not ask the policy table: what belongs to a board carries the board's name, what belongs to an
agency the agency's, and nobody meets a word of a board that they do not sit on or of another agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.web.test_policy import EXPECTED, POST_ONLY, addresses

from headwater.web import demonstration
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.env import Env
from headwater.web.governance.models import (
    Action,
    AgendaItem,
    Board,
    Briefing,
    Decision,
    Meeting,
    Paper,
    Seat,
)
from headwater.web.sharing.models import InformationRequest, Upload

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"canary-(board|agency)-([a-z-]+?)-end")
LINK = re.compile(r'href="(/[^"#]*)"')
READERS = {
    "Farid Ashby": {"agency-ambulance", "board-prevention-board"},
    "Gwen Hollis": {"board-development-group"},
    "Hari Sedge": {"board-prevention-board", "board-community-advisory-panel"},
}
"""Whose roles see their own boards and their own agency alone, and whose words they meet."""
NOT_ASKED = {"accounts:sign-out", "mfa_add_webauthn"} | POST_ONLY


def of_board(board: Board) -> str:
    return f"canary-board-{board.slug}-end"


def of_agency(agency: Agency) -> str:
    return f"canary-agency-{agency.slug}-end"


def mark(found: Model, words: str, *fields: str) -> None:
    """Put a word into fields that hold text, past every rule."""
    held = {name: f"{getattr(found, name)} {words}" for name in fields}
    type(found)._default_manager.filter(pk=found.pk).update(**held)


@pytest.fixture
def marked(partnership, settings) -> None:
    """The invented partnership, with a word of its own in everything that is not for everybody."""
    profile = partnership / "headwater.toml"
    said = profile.read_text("utf-8").replace("[partnership]", "[partnership]\ninvented = true", 1)
    profile.write_text(said, "utf-8")
    settings.ENV = Env(folder=partnership, demo=True)
    demonstration.furnish()
    for item in AgendaItem.objects.select_related("board"):
        mark(item, of_board(item.board), "title", "detail")
    for meeting in Meeting.objects.select_related("board"):
        mark(meeting, of_board(meeting.board), "minutes", "place")
    for paper in Paper.objects.select_related("item__board"):
        mark(paper, of_board(paper.item.board), "title", "asks", "text", "background")
    for decision in Decision.objects.select_related("item__board"):
        mark(decision, of_board(decision.item.board), "text", "reason")
    for action in Action.objects.select_related("meeting__board"):
        mark(action, of_board(action.meeting.board), "what", "evidence")
    for briefing in Briefing.objects.select_related("board"):
        mark(briefing, of_board(briefing.board), "text")
    today, now = timezone.localdate(), timezone.now()
    ada = User.objects.get(full_name="Ada Thornberry")
    for number, agency in enumerate(Agency.objects.all()):
        words = of_agency(agency)
        InformationRequest.objects.create(
            agency=agency,
            what=words,
            why=words,
            asked_by=ada,
            asked_at=now,
            due=today + timedelta(days=number - 5),
        )
        Upload.objects.create(
            agency=agency,
            file_name=f"{words}.csv",
            sha256=f"{number:064}",
            size=1,
            sent_by=ada,
            sent_at=now,
            state=Upload.State.REFUSED,
            message=words,
        )


def own(user: User) -> set[str]:
    """The words that a person may meet: of boards they sit on today, and of their own agency."""
    today = timezone.localdate()
    seats = Seat.objects.filter(user=user, starts__lte=today).select_related("board")
    sitting = [s.board for s in seats if s.ends is None or s.ends >= today]
    return {f"board-{b.slug}" for b in sitting} | {f"agency-{user.agency}"}


def paths() -> Iterator[str]:
    """Every address there is, with every key and name that an object has."""
    numbers = range(1, 60)
    slugs = [
        *Board.objects.values_list("slug", flat=True),
        *Agency.objects.values_list("slug", flat=True),
    ]
    for name, entry in addresses().items():
        if name in NOT_ASKED:
            continue
        converters = entry.pattern.converters
        if not converters:
            yield reverse(name)
        elif len(converters) == 1:
            values = numbers if "pk" in converters else slugs
            for value in values:
                try:
                    yield reverse(name, args=[value])
                except NoReverseMatch:
                    break


@pytest.mark.parametrize("name", sorted(READERS))
def test_nobody_meets_a_word_of_what_is_not_theirs(marked, name):
    user = User.objects.get(full_name=name)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    mine = own(user)
    waiting, asked, met = [*paths(), "/search?words=canary"], set(), set()
    while waiting:
        path = waiting.pop()
        if path in asked or path.startswith("/static/"):
            continue
        asked.add(path)
        answer = client.get(path)
        told = f"{answer.headers} {b''.join(answer.streaming_content) if answer.streaming else answer.content.decode()}"
        found = {"-".join(hit) for hit in CANARY.findall(told)}
        assert found <= mine, f"{name} meets {found - mine} at {path}"
        met |= found
        if "text/html" in answer.headers.get("Content-Type", ""):
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(told)]
    # The words are there to be found: whoever may read them does.
    assert met == READERS[name]
    assert len(asked) > len(EXPECTED)


def test_whoever_sees_every_board_meets_their_words(marked):
    """The search would find them: the test above is no test of an empty page."""
    client = Client()
    user = User.objects.get(full_name="Bram Oakhurst")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    met = set()
    for meeting in Meeting.objects.all():
        page = client.get(reverse("governance:meeting", args=[meeting.pk])).content.decode()
        met |= {"-".join(hit) for hit in CANARY.findall(page)}
    assert len(met) > 3
