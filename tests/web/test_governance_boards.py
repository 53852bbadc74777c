"""Boards, to whom they report since when, and who sits on them (HWB 1.1, 2.1, 5.5, 5.8, 5.14; SPB 1.1, 8.2)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.errors import ProfileError
from headwater.web.audit.models import Entry
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Board, ReportingLine
from headwater.web.governance.rules.boards import Branch, tree
from headwater.web.governance.rules.seats import overlap
from headwater.web.governance.selectors import boards as selectors
from headwater.web.governance.selectors.rulesets import rule_sets
from headwater.web.governance.services import boards as services
from headwater.web.policy import Role
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db
START = date(2025, 4, 1)


@pytest.fixture
def board(person):
    def make(name: str, **fields) -> Board:
        fields = {"purpose": "Minimise harmful behaviours.", "starts": START, **fields}
        return services.add_board(name=name, by=person(Role.PROGRAMME), at=timezone.now(), **fields)

    return make


@pytest.fixture
def report(person):
    def make(one: Board, to: Board, relation: str = "under", starts: date = START):
        return services.add_line(
            board=one,
            to=to,
            relation=relation,
            starts=starts,
            by=person(Role.PROGRAMME),
            at=timezone.now(),
        )

    return make


@pytest.fixture
def seat(person):
    def make(on: Board, agency: Agency, name: str, **fields):
        return services.add_seat(
            board=on,
            agency=agency,
            person=name,
            starts=fields.pop("starts", START),
            by=person(Role.PROGRAMME),
            at=timezone.now(),
            **fields,
        )

    return make


def agency(kind: AgencyKind, name: str = "") -> Agency:
    name = name or kind.value
    return Agency.objects.create(
        slug=name.lower().replace(" ", "-")[:80], name=name, kind=kind.name
    )


def names(branches: tuple[Branch, ...]) -> dict:
    return {one.board.name: names(one.children) for one in branches}


def test_the_network_moves_under_the_prevention_board_on_its_day_and_not_before(board, report):
    """HWB 5.14: side by side now, the Prevention Board over the network later."""
    top, network, prevention = board("Strategic Board"), board("Network"), board("Prevention Board")
    report(network, top)
    report(prevention, top)
    report(network, prevention, "beside")
    report(network, prevention, "under", date(2026, 4, 1))
    before, after = selectors.tree_on(date(2026, 3, 31)), selectors.tree_on(date(2026, 4, 1))
    assert names(before) == {"Strategic Board": {"Network": {}, "Prevention Board": {}}}
    assert names(after) == {"Strategic Board": {"Prevention Board": {"Network": {}}}}
    beside = {b.board.name: [o.name for o in b.beside] for b in before[0].children}
    assert beside == {"Network": ["Prevention Board"], "Prevention Board": ["Network"]}
    assert after[0].children[0].beside == ()


def test_a_line_ends_once_and_not_before_it_starts(person, board, report, as_role):
    one, two = board("One"), board("Two")
    line = report(two, one)
    client, address = as_role(Role.PROGRAMME), reverse("governance:end-line", args=[line.pk])
    early = client.post(address, {"last": "2025-03-31"}).content.decode()
    assert "cannot be before the first" in early
    client.post(address, {"last": "2025-06-30"})
    assert names(selectors.tree_on(date(2025, 6, 30))) == {"One": {"Two": {}}}
    assert names(selectors.tree_on(date(2025, 7, 1))) == {"One": {}, "Two": {}}
    again = client.post(address, {"last": "2025-07-31"}).content.decode()
    assert "has ended already" in again


def test_a_board_that_ends_with_nothing_in_its_place_leaves_the_tree(board, as_role):
    shown = board("Task Group")
    client, address = as_role(Role.PROGRAMME), reverse("governance:change", args=[shown.slug])
    typed = {"name": shown.name, "purpose": "Finish.", "months": 2, "starts": "2025-04-01"}
    wrong = client.post(address, {**typed, "version": 1, "ends": "2025-03-01"})
    assert "cannot end before it starts" in wrong.content.decode()
    client.post(address, {**typed, "version": 1, "ends": "2025-12-31"})
    assert names(selectors.tree_on(date(2026, 1, 1))) == {}


def test_boards_cannot_report_in_a_ring_today_or_later(board, report):
    one, two, three = board("One"), board("Two"), board("Three")
    report(two, one)
    report(three, two, starts=date(2027, 1, 1))
    with pytest.raises(Refused, match="would then report to"):
        report(one, three)
    with pytest.raises(Refused, match="cannot report to itself"):
        report(one, one)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingLine.objects.create(board=one, to=one, relation="under", starts=START)


def test_every_board_is_drawn_once_even_if_lines_went_round(board):
    one, two = board("One"), board("Two")
    lines = [
        ReportingLine(board=one, to=two, relation="under", starts=START),
        ReportingLine(board=two, to=one, relation="under", starts=START),
    ]
    drawn = str(names(tree([one, two], lines, START)))
    assert drawn.count("One") == drawn.count("Two") == 1


def test_a_board_that_is_replaced_ends_the_day_before_and_stays_readable(person, board, as_role):
    """SPB 1.1: the Prevention Board takes the place of the People and Place Board."""
    old = board("People and Place Board")
    new = board("Prevention Board", starts=date(2025, 11, 5))
    services.replace_board(
        board=new,
        version=new.version,
        old=old,
        on=date(2025, 11, 5),
        by=person(Role.PROGRAMME),
        at=timezone.now(),
    )
    assert names(selectors.tree_on(date(2025, 11, 4))) == {"People and Place Board": {}}
    assert names(selectors.tree_on(date(2025, 11, 5))) == {"Prevention Board": {}}
    page = as_role(Role.BOARD_MEMBER).get(reverse("governance:board", args=[old.slug]))
    assert "has taken its place since 5 November 2025" in page.content.decode()


def test_one_body_with_two_names_is_found_by_both_and_neither_can_be_taken_again(board, as_role):
    """HWB 5.8, 6: the Community Panel is the Community Advisory Panel."""
    board("Community Advisory Panel", aliases=["Community Panel"])
    found = as_role(Role.BOARD_MEMBER).get(reverse("shell:search"), {"words": "Community Panel"})
    assert "Community Advisory Panel" in found.content.decode()
    with pytest.raises(Refused, match="already a board called"):
        board("community panel")
    with pytest.raises(Refused, match="longer name"):
        board("Overlap")


def test_setting_up_a_board_is_recorded_and_the_page_says_what_it_is_for(as_role):
    """ToR 1.1: a board has a purpose."""
    client = as_role(Role.PROGRAMME)
    typed = {"name": " Programme  Board", "purpose": "Run the network.", "months": 2}
    page = client.post(reverse("governance:add"), {**typed, "starts": "2025-04-31"})
    assert "Write a real date" in page.content.decode()
    assert "Run the network." in page.content.decode()
    client.post(reverse("governance:add"), {**typed, "starts": "2025-04-01"})
    page = client.get(reverse("governance:board", args=["programme-board"]))
    assert "Run the network." in page.content.decode()
    assert list(Entry.objects.values_list("action", flat=True)) == ["board.added"]


def test_the_second_of_two_who_change_a_board_sees_both_versions_and_may_go_on(board, as_role):
    shown = board("Programme Board")
    client, address = as_role(Role.PROGRAMME), reverse("governance:change", args=[shown.slug])
    typed = {"name": shown.name, "months": 2, "starts": "2025-04-01", "version": shown.version}
    client.post(address, {**typed, "purpose": "The first purpose."})
    page = client.post(address, {**typed, "purpose": "The second purpose."})
    text = page.content.decode()
    assert "Somebody else changed this" in text
    assert "The first purpose." in text
    assert "The second purpose." in text
    version = page.context["form"]["version"].value()
    client.post(address, {**typed, "purpose": "The second purpose.", "version": version})
    shown.refresh_from_db()
    assert shown.purpose == "The second purpose."


def test_the_core_membership_of_2019_has_seven_classes_and_names_its_gaps(board, seat):
    """HWB 5.5: which classes are filled, by whom, and which are not."""
    network = board("Network", rule_set="core-membership-2019")
    city, county = (agency(AgencyKind.UPPER_TIER_COUNCIL, n) for n in ("City", "County"))
    police = agency(AgencyKind.POLICE)
    seat(network, police, "Pat Sorrel")
    seat(network, city, "Ash Quill")
    found = selectors.membership_of(network, "core-membership-2019", START)
    assert len(found.fillings) == 7
    states = {f.seat_class.slug: f.state for f in found.fillings}
    assert states["police"] == "Filled"
    assert states["local-authorities"] == "Partly filled"
    assert states["public-health-england"] == "Vacant"
    missing = {f.seat_class.slug: f.vacant for f in found.fillings}
    assert missing["local-authorities"] == (county,)
    assert len(found.gaps) == 6


def test_the_prevention_boards_academics_are_named_twice_and_are_one_class():
    """ToR 4.1-4.15; 4.13 and 4.15 are the same."""
    classes = rule_sets()["prevention-board"].classes
    academic = [one for one in classes if "UNIVERSITY" in one.kinds]
    assert [one.source for one in academic] == ["ToR 4.13 and 4.15"]
    assert len(classes) == 15


def test_the_duty_of_2022_asks_for_every_specified_authority_and_for_nobody_else():
    """HWB 5.12 vii: prepare partners for the Serious Violence Duty."""
    classes = rule_sets()["serious-violence-duty-2022"].classes
    required = {AgencyKind[kind] for one in classes if one.required for kind in one.kinds}
    assert required == {k for k in AgencyKind if k.statutory_class.value == "specified authority"}


def test_a_seat_that_ended_fills_nothing_from_the_next_day(person, board, seat):
    network = board("Network")
    held = seat(network, agency(AgencyKind.POLICE), "Pat Sorrel")
    last = date(2025, 6, 30)
    by, at = person(Role.PROGRAMME), timezone.now()
    services.end_seat(seat=held, version=held.version, last=last, by=by, at=at)
    on = [
        selectors.membership_of(network, "core-membership-2019", d)
        for d in (last, date(2025, 7, 1))
    ]
    assert [f.fillings[0].state for f in on] == ["Filled", "Vacant"]


def test_a_partnership_can_bring_its_own_rule_set_and_is_told_where_it_is_wrong(partnership):
    folder = partnership / "rulesets"
    folder.mkdir()
    (folder / "own.toml").write_text('title = "Ours"\nsource = "The board"\nclass = []\n')
    assert rule_sets()["own"].title == "Ours"
    (folder / "own.toml").write_text(
        'title = "Ours"\nsource = "The board"\n[[class]]\nslug = "x"\ntitle = "X"\nkinds = ["PIRATE"]\n'
    )
    with pytest.raises(ProfileError, match="no kind of agency PIRATE"):
        rule_sets()
    (folder / "own.toml").write_text('title = "Ours"\n')
    with pytest.raises(ProfileError, match="has no 'class'"):
        rule_sets()


def test_overlap_counts_agencies_with_one_person_on_both_boards_and_lists_the_others(board, seat):
    """SPB 8.2: the same person on both wherever possible."""
    one, two = board("One"), board("Two")
    police, fire = agency(AgencyKind.POLICE), agency(AgencyKind.FIRE)
    ambulance, hospital = agency(AgencyKind.AMBULANCE), agency(AgencyKind.HOSPITAL_TRUST)
    for on, name in ((one, "Pat Sorrel"), (two, "pat  sorrel")):
        seat(on, police, name)
    seat(one, fire, "Ember Coal")
    seat(two, fire, "Flint Marl")
    seat(one, ambulance, "Robin Vetch")
    seat(two, hospital, "Sam Yarrow")
    found = selectors.overlap_of(one, two, START)
    assert [s.agency for s in found.same] == [police]
    assert [s.agency for s in found.different] == [fire]
    assert (found.only_first, found.only_second) == ((ambulance,), (hospital,))
    assert found.share == 0.5
    assert overlap([], [], START).share is None


def test_nobody_sits_twice_on_one_board(board, seat):
    network, police = board("Network"), agency(AgencyKind.POLICE)
    seat(network, police, "Pat Sorrel")
    with pytest.raises(Refused, match="already sits"):
        seat(network, police, "PAT SORREL")


def test_pages_of_boards_show_the_tree_the_gaps_and_the_overlap(board, report, seat, as_role):
    """HWB 2.1: both bodies sit under the Strategic Partnership Board."""
    top, network = board("Strategic Board"), board("Network", rule_set="core-membership-2019")
    report(network, top)
    seat(network, agency(AgencyKind.POLICE), "Pat Sorrel")
    client = as_role(Role.BOARD_MEMBER)
    tree_page = client.get(reverse("governance:boards"), {"on": "2025-05-01"}).content.decode()
    assert "As of 1 May 2025" in tree_page
    assert "Set up a board" not in tree_page
    empty = client.get(reverse("governance:boards"), {"on": "2019-01-01"}).content.decode()
    assert "No board exists on that day" in empty
    seats_page = client.get(reverse("governance:seats", args=[network.slug])).content.decode()
    assert "6 of 7 required classes are not filled." in seats_page
    pair = {"first": top.pk, "second": network.pk}
    assert b"No agency sits on both" in client.get(reverse("governance:overlap"), pair).content
    twice = {"first": top.pk, "second": top.pk}
    assert b"another board" in client.get(reverse("governance:overlap"), twice).content


def test_a_board_that_has_ended_offers_nothing_that_it_would_refuse(db, as_role, person):
    ended = services.add_board(
        name="Old Board",
        by=person(Role.PROGRAMME),
        at=timezone.now(),
        purpose="To be replaced.",
        starts=date(2020, 1, 1),
    )
    address = reverse("governance:board", args=[ended.slug])
    client = as_role(Role.PROGRAMME)
    assert b"Add something to talk about" in client.get(address).content
    type(ended).objects.filter(pk=ended.pk).update(ends=date(2021, 1, 1))
    assert b"Add something to talk about" not in client.get(address).content
