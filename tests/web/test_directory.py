"""The directory: agencies and their names, people, the central team (HWB 5.8), communities (ToR 2.5)."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from headwater.vocabulary.places import Level, Place
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency, Community, Contact, FormerName, Post
from headwater.web.directory.selectors import places as placing
from headwater.web.directory.selectors.team import director, team
from headwater.web.policy import Role
from headwater.web.ui.registry import rooms
from headwater.web.ui.rooms import Line, Panel

pytestmark = pytest.mark.django_db
CCG = {"name": "Vale Clinical Commissioning Group", "kind": "INTEGRATED_CARE_BOARD", "about": ""}


@pytest.fixture
def manager(as_role):
    return as_role(Role.PROGRAMME)


@pytest.fixture
def ccg() -> Agency:
    return Agency.objects.create(slug="vale-ccg", **CCG)


def text(response) -> str:
    return response.content.decode()


def put(client, view, args=(), **fields):
    return client.post(reverse(f"directory:{view}", args=args), fields)


def test_the_programme_manager_enters_an_agency_with_its_kind(manager):
    assert put(manager, "add", **CCG).status_code == 302
    made = Agency.objects.get()
    assert (made.name, made.standing) == (CCG["name"], "specified authority")
    assert Entry.objects.filter(action="agency.added").count() == 1


@pytest.mark.parametrize("name", ["Team", "vale clinical commissioning group", "!!!"])
def test_an_agency_is_not_called_like_another_or_like_an_address(manager, ccg, name):
    page = put(manager, "add", name=name, kind="POLICE")
    assert "There is a problem" in text(page)
    assert Agency.objects.count() == 1


def test_the_old_name_of_an_agency_is_kept_with_its_last_day(manager, ccg):
    new = {**CCG, "name": "Vale Integrated Care Board", "version": 1}
    page = put(manager, "change", ["vale-ccg"], **new)
    assert "Say until which day" in text(page)
    put(manager, "change", ["vale-ccg"], **new, until="2022-06-30")
    kept = FormerName.objects.get()
    assert (kept.name, kept.until) == (CCG["name"], date(2022, 6, 30))
    shown = text(manager.get(reverse("directory:agency", args=["vale-ccg"])))
    assert "Vale Clinical Commissioning Group, until 30 June 2022" in shown
    found = text(manager.get(reverse("shell:search"), {"words": "Commissioning"}))
    assert "Vale Integrated Care Board" in found


def test_a_stale_save_shows_both_versions_and_loses_neither(manager, ccg):
    put(manager, "change", ["vale-ccg"], **{**CCG, "about": "Pays for health care."}, version=1)
    mine = {**CCG, "about": "Buys health care.", "kind": "POLICE"}
    page = put(manager, "change", ["vale-ccg"], **mine, version=1)
    shown = text(page)
    assert "Your colleague saved" in shown
    for words in ("Pays for health care.", "Buys health care.", "Integrated care board"):
        assert words in shown
    ccg.refresh_from_db()
    assert ccg.about == "Pays for health care."
    again = page.context["form"]["version"].value()
    assert put(manager, "change", ["vale-ccg"], **mine, version=again).status_code == 302
    ccg.refresh_from_db()
    assert (ccg.about, ccg.kind, ccg.version) == ("Buys health care.", "POLICE", 3)


def test_people_of_an_agency_are_entered_changed_and_leave(manager, ccg):
    put(manager, "add-contact", ["vale-ccg"], name="Pia Lark", job="Analyst", email="p@example.org")
    one = Contact.objects.get()
    assert "p@example.org" in text(manager.get(reverse("directory:agency", args=["vale-ccg"])))
    fields = {"name": "Pia Lark", "email": "p@example.org", "left": "2026-01-31"}
    put(manager, "change-contact", [one.pk], **fields, version=1)
    shown = text(manager.get(reverse("directory:agency", args=["vale-ccg"])))
    assert "Who was there before" in shown
    one.refresh_from_db()
    assert (one.name, one.email) == ("Pia Lark", "")
    assert "p@example.org" not in shown


def test_a_post_that_is_left_stays_in_the_record_and_goes_on_vacant(manager, ccg):
    put(
        manager,
        "add-post",
        role="director",
        holder="Imogen Vale",
        home=ccg.pk,
        seconded="on",
        starts="2025-01-01",
    )
    post = Post.objects.get()
    assert director(date(2026, 1, 31)) == "Imogen Vale"
    put(manager, "leave-post", [post.pk], last="2026-01-31", version=1)
    assert director(date(2026, 2, 1)) == ""
    found = team(date(2026, 2, 1))
    assert [one.holder for one in found.past] == ["Imogen Vale"]
    assert [(one.title, one.holder) for one in found.posts] == [("Strategic Director", "")]
    vacant = found.posts[0]
    put(
        manager,
        "change-post",
        [vacant.pk],
        role="director",
        holder="Tobias Wren",
        starts="2026-03-01",
        version=1,
    )
    assert director(date(2026, 3, 1)) == "Tobias Wren"


def test_the_team_says_which_of_its_seven_roles_nobody_has(manager):
    put(manager, "add-post", role="analyst", holder="Ada", starts="2025-01-01")
    found = team(date(2026, 1, 1))
    assert len(found.lacking) == 6
    assert "Data Analyst" not in found.lacking
    assert "Strategic Director" in text(manager.get(reverse("directory:team")))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"role": "other", "holder": ""}, "Enter the title of the post"),
        ({"role": "analyst", "holder": "Ada"}, "Say from which day they hold the post"),
    ],
)
def test_a_post_has_a_title_and_a_holder_has_a_first_day(manager, fields, wrong):
    assert wrong in text(put(manager, "add-post", **fields))
    assert not Post.objects.exists()


@pytest.fixture
def ward(monkeypatch) -> Place:
    made = Place("X05000101", "Amberbrook", Level.WARD)
    monkeypatch.setattr(placing, "_places", lambda folder, version: (made,))
    return made


def test_a_community_of_a_place_is_in_a_place_of_the_geography(manager, ward):
    fields = {"name": "Harrowwell estate", "geographic": "yes"}
    assert "Choose the place it is in" in text(put(manager, "add-community", **fields))
    refused = put(manager, "add-community", **fields, place="X99999999")
    assert "Select a valid choice" in text(refused)
    put(manager, "add-community", **fields, place=ward.code)
    assert "Amberbrook, ward" in text(manager.get(reverse("directory:communities")))
    assert "Harrowwell estate" in text(manager.get(reverse("directory:places")))


def test_a_community_that_is_not_of_a_place_keeps_none(manager, ward):
    put(manager, "add-community", name="Young fathers", geographic="no", place=ward.code)
    assert Community.objects.get().place == ""


def test_a_community_in_a_place_that_the_geography_lost_can_still_be_changed(manager, ward):
    old = Community.objects.create(name="Old ward", geographic=True, place="X05000999")
    fields = {"name": "Old ward", "geographic": "yes", "place": "X05000999", "version": 1}
    put(manager, "change-community", [old.pk], **fields, about="Abolished.")
    old.refresh_from_db()
    assert old.about == "Abolished."


def test_agencies_are_narrowed_and_sorted_without_scripts(manager, ccg):
    Agency.objects.create(slug="police", name="Ashire Police", kind="POLICE")
    address = reverse("directory:agencies")
    shown = text(manager.get(address, {"sort": "-agency"}))
    assert shown.index("Vale Clinical") < shown.index("Ashire Police")
    assert 'aria-sort="descending"' in shown
    only = text(manager.get(address, {"kind": "POLICE"}))
    assert "Ashire Police" in only
    assert "Vale Clinical" not in only


def test_rooms_above_show_what_they_know_on_an_agencys_page(manager, ccg, monkeypatch):
    room = next(one for one in rooms() if one.slug == "governance")
    shown = lambda user, slug: [Panel("Seats", (Line(f"A seat of {slug}"),), "None")]  # noqa: E731
    monkeypatch.setitem(room.panels, "agency", shown)
    page = text(manager.get(reverse("directory:agency", args=["vale-ccg"])))
    assert "A seat of vale-ccg" in page


def test_nobody_else_is_offered_a_change(as_role, ccg):
    page = text(as_role(Role.BOARD_MEMBER).get(reverse("directory:agency", args=["vale-ccg"])))
    assert "Change what is written here" not in page


def test_posts_that_were_entered_by_title_alone_get_the_role_of_that_title():
    Post.objects.create(title="Data analysts", holder="Ada")
    Post.objects.create(title="Driver", holder="Bo")
    name = "headwater.web.directory.migrations.0002_people_team_and_versions"
    import_module(name).name_roles(apps, None)
    found = dict(Post.objects.values_list("title", "role"))
    assert found == {"Data analysts": "analyst", "Driver": "other"}
