"""Strategies: complete or refused, shared at the lower tiers, decided on by the right board (ToR 2.2-2.8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import AgendaItem, Board, Decision, Meeting
from headwater.web.governance.services import boards
from headwater.web.issues.models import Issue
from headwater.web.policy import Role
from headwater.web.strategies import selectors, services
from headwater.web.strategies.models import (
    Alignment,
    Input,
    Measure,
    Need,
    Nothing,
    Review,
    Strategy,
)
from headwater.web.verdict import Refused

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def by(person):
    return person(Role.PROGRAMME)


@pytest.fixture
def agencies():
    kinds = {"police": "POLICE", "schools": "EDUCATION"}
    return [Agency.objects.create(slug=s, name=s.title(), kind=k) for s, k in kinds.items()]


def made_board(name: str, by) -> Board:
    return boards.add_board(name=name, by=by, at=NOW(), purpose="To.", starts=date(2026, 1, 1))


@pytest.fixture
def board(by):
    return made_board("Prevention Board", by)


@pytest.fixture
def decided(by):
    """A decision of a board's meeting."""

    def make(board: Board, outcome: str = "agreed") -> Decision:
        meeting = Meeting.objects.create(
            board=board,
            starts=NOW() - timedelta(days=1, minutes=Meeting.objects.count()),
            place="Hall",
        )
        item = AgendaItem.objects.create(board=board, title="It", added_by=by, added_at=NOW())
        return Decision.objects.create(
            item=item,
            meeting=meeting,
            outcome=outcome,
            text="Yes.",
            reason="So.",
            recorded_by=by,
            recorded_at=NOW(),
        )

    return make


@pytest.fixture
def priority(by, board, decided):
    return Issue.objects.create(
        title="Knives",
        behaviour="weapons-possession",
        harmed="Pupils",
        known="They say so",
        logged_by=by,
        logged_at=NOW(),
        state=Issue.State.PRIORITY,
        rank=1,
        decision=decided(board),
        reason="The harm.",
    )


@pytest.fixture
def whole(by, board, priority, agencies):
    """A strategy with every part."""

    def make(title="Fewer knives", cost=10_000, **more) -> Strategy:
        strategy = services.begin(title=title, board=board, issue=priority, by=by, at=NOW())
        who = {"strategy": strategy, "by": by, "at": NOW()}
        texts = {
            "analysis": "Fear.",
            "causes": "Harm seen early.",
            "expression": "Wounds.",
            "voice": "They wrote it.",
            "everywhere": "",
            "enablers": "One protocol",
            "policy_change": False,
            **more,
        }
        services.write(version=1, title=title, agencies=agencies, **texts, **who)
        for n, tier in enumerate(("community", "universal", "targeted", "response")):
            services.add_input(
                tier=tier,
                what=f"Work at {tier}",
                owner=agencies[n % 2],
                aim="CAUSE" if n < 2 else "EXPRESSION",
                generic=n < 2,
                cost=cost,
                **who,
            )
        for tier in ("targeted", "response"):
            services.add_part(
                part=Review, tier=tier, service="S", finding="F", recommendation="R", **who
            )
        estate, _ = Community.objects.get_or_create(name="Young carers", geographic=False)
        services.add_part(part=Need, community=estate, more="Somebody.", **who)
        for reach in ("LOCAL", "NATIONAL", "HEALTH"):
            services.add_part(part=Alignment, reach=reach, name="P", how="H", **who)
        services.add_part(
            part=Measure,
            indicator="weapons",
            baseline=2.0,
            target=1.0,
            due=date(2030, 1, 1),
            better="DOWN",
            **who,
        )
        strategy.refresh_from_db()
        return strategy

    return make


def propose(strategy, by):
    return services.propose(strategy=strategy, version=strategy.version, by=by, at=NOW())


def approve(strategy, by, decision, higher=None):
    return services.approve(
        strategy=strategy,
        version=strategy.version,
        decision=decision,
        higher=higher,
        by=by,
        at=NOW(),
    )


def test_only_a_priority_of_the_board_gets_a_strategy(by, board, priority):
    Issue.objects.update(state=Issue.State.TAKEN, rank=None)
    priority.refresh_from_db()
    with pytest.raises(Refused, match="Only a priority"):
        services.begin(title="X", board=board, issue=priority, by=by, at=NOW())


def test_a_whole_strategy_goes_before_its_board_and_is_approved_by_its_decision(
    whole, by, board, decided
):
    strategy = whole()
    assert selectors.page(strategy, by).lacks == ()
    proposed = propose(strategy, by)
    assert board.items.filter(title="Strategy: Fewer knives").exists()
    found = approve(proposed, by, decided(board))
    assert found.state == Strategy.State.APPROVED


@pytest.mark.parametrize(
    ("model", "word"),
    [
        (Review, "Review the existing work"),
        (Need, "communities"),
        (Alignment, "agrees"),
        (Measure, "watched"),
        (Input, "Tier 0"),
    ],
)
def test_without_one_part_it_goes_nowhere_and_the_part_is_named(whole, by, model, word):
    strategy = whole()
    model.objects.filter(pk=model.objects.order_by("pk").first().pk).delete()
    with pytest.raises(Refused, match=word):
        propose(strategy, by)
    assert any(word in gap.mend for gap in selectors.page(strategy, by).lacks)


def test_a_reason_stands_for_an_empty_tier(whole, by):
    strategy = whole()
    Input.objects.filter(tier="response").delete()
    services.add_part(
        strategy=strategy, part=Nothing, tier="response", reason="Later.", by=by, at=NOW()
    )
    assert selectors.page(strategy, by).lacks == ()


def test_words_stay_as_the_board_reads_them(whole, by):
    strategy = propose(whole(), by)
    with pytest.raises(Refused, match="before the board"):
        services.drop_part(strategy=strategy, part=strategy.needs.get(), by=by, at=NOW())


@pytest.mark.parametrize("outcome", ["refused", "deferred"])
def test_a_decision_that_did_not_agree_approves_nothing(whole, by, board, decided, outcome):
    strategy = propose(whole(), by)
    with pytest.raises(Refused, match="did not agree"):
        approve(strategy, by, decided(board, outcome))


def test_another_boards_decision_approves_nothing(whole, by, decided):
    strategy, other = propose(whole(), by), made_board("Other Board", by)
    with pytest.raises(Refused, match="a meeting of Prevention Board"):
        approve(strategy, by, decided(other))


def test_much_resource_of_several_agencies_needs_the_strategic_boards_decision(
    whole, by, board, decided
):
    """ToR 2.7: approval is impossible without it."""
    above = made_board("Strategic Partnership Board", by)
    strategy = propose(whole(cost=80_000), by)
    assert above.items.filter(title="Strategy: Fewer knives").exists()
    with pytest.raises(Refused, match="£320,000"):
        approve(strategy, by, decided(board))
    with pytest.raises(Refused, match="Strategic Partnership Board did not agree"):
        approve(strategy, by, decided(board), decided(above, "refused"))
    assert approve(strategy, by, decided(board), decided(above)).state == "approved"


def test_a_change_of_policy_goes_there_as_well(whole, by, board, decided):
    strategy = propose(whole(policy_change=True), by)
    with pytest.raises(Refused, match="policies of several agencies"):
        approve(strategy, by, decided(board))


def test_a_generic_input_is_shared_and_stays_when_one_strategy_drops_it(whole, by):
    """SPB 4.4: lower tiers are built together."""
    first, other = whole(), whole(title="Other")
    shared = first.inputs.get(tier="universal")
    services.use_input(strategy=other, shared=shared, by=by, at=NOW())
    assert shared in selectors.page(other, by).strategy.inputs.all()
    services.drop_part(strategy=first, part=shared, by=by, at=NOW())
    assert list(shared.strategies.all()) == [other]
    own = first.inputs.get(tier="response")
    with pytest.raises(Refused, match="generic"):
        services.use_input(strategy=other, shared=own, by=by, at=NOW())


def test_a_strategy_is_written_in_the_browser_from_the_first_line(
    as_role, board, priority, agencies
):
    client = as_role(Role.ANALYST)
    told = {"title": "Fewer knives", "issue": priority.pk, "board": board.pk}
    client.post(reverse("strategies:begin"), told)
    strategy = Strategy.objects.get()
    page = client.get(reverse("strategies:strategy", args=[strategy.pk])).content.decode()
    assert "Say what is put in at Tier 0" in page
    given = {
        "tier": "targeted",
        "what": "A team",
        "owner": agencies[0].pk,
        "aim": "CAUSE",
        "cost": 5,
    }
    address = reverse("strategies:add", args=[strategy.pk, "input"])
    assert client.post(address, given).status_code == 302
    assert strategy.inputs.get().what == "A team"
    page = client.get(reverse("strategies:strategy", args=[strategy.pk])).content.decode()
    assert "Say what is put in at Tier 2" not in page
    assert client.get(reverse("strategies:add", args=[strategy.pk, "nonsense"])).status_code == 404
    dropped = reverse("strategies:drop", args=[strategy.pk, "input", strategy.inputs.get().pk])
    client.post(dropped)
    assert not strategy.inputs.exists()


@pytest.mark.parametrize("kind", ["input", "nothing", "review", "need", "alignment", "measure"])
def test_every_form_of_a_part_opens_and_says_what_is_missing(whole, as_role, kind):
    address = reverse("strategies:add", args=[whole().pk, kind])
    client = as_role(Role.PROGRAMME)
    assert client.get(address).status_code == 200
    assert b"There is a problem" in client.post(address, {}).content


def test_a_board_member_reads_and_does_not_write(whole, as_role):
    strategy, client = whole(), as_role(Role.BOARD_MEMBER)
    page = client.get(reverse("strategies:strategy", args=[strategy.pk])).content.decode()
    assert "Work at targeted" in page
    assert "Write these texts" not in page
    assert client.get(reverse("strategies:write", args=[strategy.pk])).status_code == 404
