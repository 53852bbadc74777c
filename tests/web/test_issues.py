"""The issues log: logging, testing, naming narrowly, merging, scoring, deciding (ToR 1.3-1.4, 2.4; SPB 9.2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from headwater.vocabulary.scheme import CRITERIA
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Decision, Meeting, Seat
from headwater.web.governance.services import agenda, boards
from headwater.web.issues.models import Issue, Round
from headwater.web.issues.rules.tests import alike, eligibility, likeness, specificity
from headwater.web.issues.selectors import issues as selectors
from headwater.web.issues.selectors import rounds as of_rounds
from headwater.web.issues.services import issues as services
from headwater.web.issues.services import rounds
from headwater.web.policy import Role
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db
NOW = timezone.now
ASKED = {
    "title": "Young people who carry knives to school",
    "behaviour": "weapons-possession",
    "harmed": "Pupils, who are afraid.",
    "known": "Three schools say so.",
    "source": "member",
}


@pytest.fixture
def agencies():
    kinds = {"police": "POLICE", "hospital": "HOSPITAL_TRUST", "schools": "EDUCATION"}
    return [Agency.objects.create(slug=s, name=s.title(), kind=k) for s, k in kinds.items()]


@pytest.fixture
def board(person):
    return boards.add_board(
        name="Prevention Board",
        by=person(Role.PROGRAMME),
        at=NOW(),
        purpose="To prevent.",
        starts=date(2026, 1, 1),
    )


@pytest.fixture
def logged(person):
    def make(by=None, **more) -> Issue:
        told = {**ASKED, **more}
        return services.log_issue(by=by or person(Role.BOARD_MEMBER), at=NOW(), **told)

    return make


@pytest.fixture
def taken(logged, person, agencies):
    def make(**more) -> Issue:
        return services.judge_issue(
            issue=logged(**more),
            version=1,
            undermines=True,
            needed=agencies[:2],
            complexity="high",
            by=person(Role.PROGRAMME),
            at=NOW(),
        )

    return make


@pytest.fixture
def members(board, agencies):
    """Twelve members of the board, each with a seat of their own."""
    found = []
    for n in range(12):
        user = User(username=f"m{n}@example.org", full_name=f"Member {n}", role="BOARD_MEMBER")
        user.set_unusable_password()
        user.save()
        Seat.objects.create(
            board=board,
            agency=agencies[n % 3],
            person=user.full_name,
            user=user,
            starts=date(2026, 1, 1),
        )
        found.append(user)
    return found


# The tests of an issue


@pytest.mark.parametrize(
    ("undermines", "needs", "complexity", "passes", "single"),
    [
        (True, 2, "high", True, False),
        (True, 2, "some", True, False),
        (True, 1, "high", False, True),
        (False, 3, "high", False, False),
        (True, 3, "low", False, False),
        (False, 1, "low", False, False),
    ],
)
def test_the_board_takes_what_undermines_safety_needs_two_agencies_and_is_complex(
    undermines, needs, complexity, passes, single
):
    """ToR 1.3."""
    found = eligibility(undermines=undermines, agencies=needs, complexity=complexity)
    assert (found.passes, found.single) == (passes, single)
    assert found.reasons


def test_a_broad_word_is_walked_down_the_tree():
    """ToR 1.4: crime, a kind of it, a kind within a community."""
    broad = specificity("violence-and-sexual-offences", communities=0)
    assert broad.is_broad
    assert "broad" in broad.advice
    assert "sexual-offences" in dict(broad.kinds)
    narrow = specificity("rape", communities=1)
    assert narrow.path == ("Violence and sexual offences", "Sexual offences", "Rape")
    assert (narrow.is_broad, narrow.advice) == (False, "")
    assert "community" in specificity("rape", communities=0).advice


def test_titles_in_other_words_are_likely_doubles_and_other_matters_are_not():
    one = Issue(pk=1, title="Knife carrying by young people", behaviour="weapons-possession")
    other = Issue(pk=2, title="Shops sold alcohol to drivers", behaviour="other-crime")
    assert alike(ASKED["title"], ASKED["behaviour"], [other, one]) == [one]
    assert likeness("", "") == 0


# Logging


def test_any_member_logs_an_issue_and_sees_what_becomes_of_it(as_role, person):
    client = as_role(Role.BOARD_MEMBER)
    answer = client.post(reverse("issues:log"), ASKED, follow=True)
    assert b"It is in the log" in answer.content
    assert b"Not tested yet" in answer.content
    made = Issue.objects.get()
    assert (made.logged_by, made.state) == (person(Role.BOARD_MEMBER), Issue.State.LOGGED)
    assert b"to be tested" in as_role(Role.PROGRAMME).get(reverse("shell:home")).content


def test_likely_doubles_are_shown_before_anything_is_saved(as_role, logged):
    first = logged()
    client = as_role(Role.BOARD_MEMBER)
    again = {**ASKED, "title": "Knives that young people carry to school"}
    page = client.post(reverse("issues:log"), again).content.decode()
    assert "Is it one of these?" in page
    assert first.title in page
    assert again["title"] in page
    assert Issue.objects.count() == 1
    client.post(reverse("issues:log"), {**again, "new": "on"})
    assert Issue.objects.count() == 2


def test_a_form_with_nothing_in_it_says_what_to_say(as_role):
    page = as_role(Role.BOARD_MEMBER).post(reverse("issues:log"), {}).content.decode()
    for said in ("Say what the behaviour is", "Say who is harmed", "Say how you know"):
        assert said in page


def test_others_see_their_own_their_agencys_and_residents_see_what_residents_raised(
    logged, person, as_role
):
    own = person(Role.ZONE_COORDINATOR, agency="city")
    mine = logged(by=own)
    theirs, panels = logged(title="Dogs off the lead"), logged(title="Noise", source="panel")
    seen = set(selectors.issues(own))
    assert seen == {mine}
    assert set(selectors.issues(person(Role.COMMUNITY_MEMBER))) == {panels}
    assert set(selectors.issues(person(Role.BOARD_MEMBER))) == {mine, theirs, panels}
    client = as_role(Role.ZONE_COORDINATOR)
    assert client.get(reverse("issues:issue", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("issues:issue", args=[mine.pk])).status_code == 200


# Routing


def judge(issue, by, needed, **more):
    told = {"undermines": True, "complexity": "high", **more}
    return services.judge_issue(
        issue=issue, version=issue.version, needed=needed, by=by, at=NOW(), **told
    )


def test_what_one_agency_can_prevent_is_passed_to_it_with_the_reason(logged, person, agencies):
    found = judge(logged(), person(Role.ANALYST), agencies[:1])
    assert (found.state, found.routed_to) == (Issue.State.ROUTED, agencies[0])
    assert found.reason == "One agency alone can prevent it."
    provider = person(Role.DATA_PROVIDER, agency="police")
    assert any("Passed to your agency" in t.title for t in selectors.tasks_of_issues(provider))


def test_the_answer_is_turned_round_with_a_reason_and_never_without(logged, person, agencies):
    by = person(Role.PROGRAMME)
    with pytest.raises(Refused, match="Say why"):
        judge(logged(), by, agencies[:1], override=True)
    found = judge(logged(), by, agencies[:1], override=True, reason="It is about to spread.")
    assert (found.state, found.overridden) == (Issue.State.TAKEN, True)
    assert found.reason == "It is about to spread."


def test_what_fails_and_is_nobodys_alone_asks_to_whom_it_is_passed(logged, person, agencies):
    with pytest.raises(Refused, match="one agency that it is passed to"):
        judge(logged(), person(Role.PROGRAMME), agencies, complexity="low")


def test_a_broad_issue_is_taken_apart_into_its_kinds(logged, person):
    broad = logged(title="Violence at home", behaviour="violence-against-the-person")
    kinds = ["violence-with-injury", "stalking-and-harassment"]
    made = services.split_issue(
        issue=broad, version=1, kinds=kinds, by=person(Role.ANALYST), at=NOW()
    )
    assert [one.behaviour for one in made] == kinds
    broad.refresh_from_db()
    assert broad.state == Issue.State.SET_ASIDE
    assert all(str(one.pk) in broad.reason for one in made)


def test_a_merge_loses_nothing_and_is_undone(taken, logged, person):
    by, kept = person(Role.PROGRAMME), taken()
    other = taken(title="Blades in bags", behaviour="weapons-possession")
    merged = services.merge_issue(
        issue=other, version=other.version, into=kept, reason="The same.", by=by, at=NOW()
    )
    assert merged.state == Issue.State.MERGED
    third = logged(title="Cycling on pavements")
    with pytest.raises(Refused, match="merged into a third"):
        services.merge_issue(issue=third, version=1, into=merged, reason="x", by=by, at=NOW())
    again = services.part_issue(issue=merged, version=merged.version, by=by, at=NOW())
    assert (again.state, again.merged_into) == (Issue.State.TAKEN, None)
    assert again.harmed == ASKED["harmed"]


def test_agencies_with_a_seat_that_logged_nothing_are_named(
    board, agencies, members, person, as_role
):
    """ToR 2.4: all members contribute."""
    services.log_issue(by=User.objects.get(pk=members[0].pk), at=NOW(), **ASKED)
    Issue.objects.update(agency=agencies[0])
    silent = selectors.agencies_that_have_not_contributed(board, date.today())  # noqa: DTZ011
    assert [a.slug for a in silent] == ["hospital", "schools"]
    assert b"Hospital" in as_role(Role.ANALYST).get(reverse("issues:silent")).content


# Scoring


MIDDLE = dict.fromkeys(CRITERIA, 3)


@pytest.fixture
def scoring(taken, board, person) -> Round:
    issues = [taken(), taken(title="Loud music", behaviour="anti-social-behaviour")]
    return rounds.open_round(
        board=board,
        title="Autumn",
        issues=issues,
        last_day=timezone.localdate() + timedelta(days=7),
        by=person(Role.PROGRAMME),
        at=NOW(),
    )


def give(scoring, user, place=0, at=None, **scores):
    issue = list(scoring.issues.order_by("pk"))[place]
    told = {**MIDDLE, **scores}
    return rounds.score(scoring=scoring, issue=issue, scores=told, by=user, at=at or NOW())


def close(scoring, person):
    scoring.refresh_from_db()
    return rounds.close_round(
        scoring=scoring, version=scoring.version, by=person(Role.PROGRAMME), at=NOW()
    )


def test_nobody_sees_anothers_scores_before_the_round_is_closed(scoring, members, person):
    give(scoring, members[0], physical=5)
    today = timezone.localdate()
    for user in (members[1], person(Role.PROGRAMME), person(Role.ANALYST)):
        page = of_rounds.page(scoring, user, today)
        assert page.order is None
        assert not page.see
        assert all(line.mine is None for line in page.lines)
    closed = close(scoring, person)
    assert of_rounds.page(closed, members[1], today).standings


def test_twelve_members_score_and_nothing_is_lost(scoring, members, person):
    for n, user in enumerate(members):
        give(scoring, user, 0, physical=5)
        give(scoring, user, 1, physical=1 + n % 2)
    page = of_rounds.page(close(scoring, person), members[0], timezone.localdate())
    assert [s.place.members for s in page.standings] == [12, 12]
    assert page.standings[0].issue.title == ASKED["title"]
    assert page.standings[0].place.held > 0.9
    assert (page.heard, page.members) == (12, 12)


def test_scores_may_be_changed_until_the_round_ends_and_no_longer(scoring, members, person):
    give(scoring, members[0], physical=1)
    give(scoring, members[0], physical=4)
    assert scoring.scores.get().scores["physical"] == 4
    late = NOW() + timedelta(days=9)
    with pytest.raises(Refused, match="come late do not count"):
        give(scoring, members[0], physical=2, at=late)
    close(scoring, person)
    with pytest.raises(Refused, match="The round is closed"):
        give(scoring, members[1])
    assert scoring.scores.get().scores["physical"] == 4


def test_only_members_of_the_board_score(scoring, person):
    with pytest.raises(Refused, match="Only members of Prevention Board"):
        give(scoring, person(Role.ANALYST))


def test_a_member_who_withdraws_stays_out_with_a_note(scoring, members, person):
    give(scoring, members[0], physical=5)
    give(scoring, members[1], physical=1)
    by = person(Role.PROGRAMME)
    rounds.leave_out(scoring=scoring, member=members[0], reason="Left.", by=by, at=NOW())
    with pytest.raises(Refused, match="taken out"):
        give(scoring, members[0])
    page = of_rounds.page(close(scoring, person), members[1], timezone.localdate())
    assert page.left_out == (("Member 0", "Left."),)
    assert page.standings[0].place.means["physical"] == 1


def test_an_issue_that_nobody_scored_is_said_to_be_out_of_the_order(scoring, members, person):
    give(scoring, members[0])
    page = of_rounds.page(close(scoring, person), members[0], timezone.localdate())
    assert [i.title for i in page.unscored] == ["Loud music"]


def test_dissent_stands_beside_the_result(scoring, members, person, client):
    give(scoring, members[0])
    with pytest.raises(Refused, match="no result yet"):
        rounds.dissent(scoring=scoring, text="No.", by=members[1], at=NOW())
    closed = close(scoring, person)
    rounds.dissent(scoring=closed, text="Too few were asked.", by=members[1], at=NOW())
    client.force_login(members[0], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("issues:round", args=[closed.pk])).content.decode()
    assert "Too few were asked." in page
    assert "Member 1" in page


def test_a_member_scores_in_the_browser_and_is_told_what_is_missing(scoring, members, client):
    client.force_login(members[0], backend="django.contrib.auth.backends.ModelBackend")
    assert b"Score 2 issues" in client.get(reverse("shell:home")).content
    issue = scoring.issues.order_by("pk").first()
    address = reverse("issues:score", args=[scoring.pk, issue.pk])
    page = client.post(address, {"physical": "3"}).content.decode()
    assert "Give a score for: how often it happens" in page
    assert client.post(address, dict.fromkeys(MIDDLE, "3")).status_code == 302
    assert b"Score 1 issue:" in client.get(reverse("shell:home")).content


# Deciding


@pytest.fixture
def agreed(board, person):
    by = person(Role.PROGRAMME)
    meeting = Meeting.objects.create(board=board, starts=NOW() - timedelta(days=1), place="Hall")
    item = agenda.add_item(board=board, title="Priorities", by=by, at=NOW())

    def make(outcome="agreed") -> Decision:
        return Decision.objects.create(
            item=item,
            meeting=meeting,
            outcome=outcome,
            text="Knife carrying first.",
            reason="The harm.",
            recorded_by=by,
            recorded_at=NOW(),
        )

    return make


def test_the_board_makes_a_priority_by_a_decision_of_a_meeting_with_a_reason(
    taken, agreed, person, as_role
):
    issue, by = taken(), person(Role.PROGRAMME)
    found = services.prioritise(
        issue=issue,
        version=issue.version,
        rank=1,
        decision=agreed(),
        reason="The most harm.",
        by=by,
        at=NOW(),
    )
    assert list(selectors.priorities()) == [found]
    page = as_role(Role.BOARD_MEMBER).get(reverse("issues:issues")).content.decode()
    assert "Priorities of the Board" in page
    assert "The most harm." in page


@pytest.mark.parametrize("outcome", ["refused", "deferred", "noted"])
def test_a_decision_that_did_not_agree_makes_no_priority(taken, agreed, person, outcome):
    issue = taken()
    with pytest.raises(Refused, match="did not agree"):
        services.prioritise(
            issue=issue,
            version=issue.version,
            rank=1,
            decision=agreed(outcome),
            reason="x",
            by=person(Role.PROGRAMME),
            at=NOW(),
        )


def test_what_was_not_tested_is_not_decided_on(logged, agreed, person):
    with pytest.raises(Refused, match="test it first"):
        services.prioritise(
            issue=logged(),
            version=1,
            rank=1,
            decision=agreed(),
            reason="x",
            by=person(Role.PROGRAMME),
            at=NOW(),
        )


def test_a_stale_save_shows_both_and_loses_nothing(taken, as_role):
    issue = taken()
    client = as_role(Role.PROGRAMME)
    address = reverse("issues:set-aside", args=[issue.pk])
    page = client.post(address, {"version": issue.version - 1, "reason": "Not now."})
    assert b"Somebody else changed this" in page.content
    assert b"Not now." in page.content
    issue.refresh_from_db()
    assert issue.state == Issue.State.TAKEN


@pytest.mark.parametrize("name", ["test", "narrow", "split", "merge", "set-aside", "prioritise"])
def test_every_form_about_an_issue_opens(taken, as_role, name):
    issue = taken(behaviour="violence-against-the-person")
    assert (
        as_role(Role.PROGRAMME).get(reverse(f"issues:{name}", args=[issue.pk])).status_code == 200
    )
