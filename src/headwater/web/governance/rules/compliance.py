"""Whether a board does what its funder asks: the core function, condition by condition (HWB 5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headwater.vocabulary.agencies import AgencyKind
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Advice, Product
from headwater.web.governance.rules.seats import Membership
from headwater.web.verdict import Verdict, first_refusal

YEAR = 365
"""Days for which advice counts as current."""
MONTH = 31


@dataclass(frozen=True)
class Facts:
    """What is known of a board on a day. `lead` is who leads the central team, "" where nobody."""

    day: date
    months: int
    chair: str
    lead: str
    membership: Membership | None
    last_held: date | None
    next_planned: date | None
    decisions: int
    overdue: int
    advice: Sequence[Advice]
    products: Sequence[Product]


@dataclass(frozen=True)
class Finding:
    """One condition: whether it is met, and why; `pending` is true of what is not yet due."""

    title: str
    met: bool
    said: str
    pending: bool = False


def assess(facts: Facts) -> tuple[Finding, ...]:
    """Every condition of the core function, in the funder's order."""
    return (
        _leadership(facts),
        _membership(facts),
        _coordination(facts),
        _advice(facts),
        *(_product(one, facts.day) for one in facts.products),
    )


def _leadership(facts: Facts) -> Finding:
    chair = f"{facts.chair} chairs the board." if facts.chair else "Nobody chairs the board."
    lead = f"{facts.lead} leads the central team." if facts.lead else "Nobody leads the team."
    return Finding("Leadership", bool(facts.chair and facts.lead), f"{chair} {lead}")


def _membership(facts: Facts) -> Finding:
    found = facts.membership
    if found is None:
        said = "No prescribed membership is chosen for this board."
        return Finding("Core membership", False, said)
    missing = ", ".join(gap.seat_class.title for gap in found.gaps)
    filled = found.required - len(found.gaps)
    said = f"{filled} of {found.required} required classes are filled."
    return Finding(
        "Core membership", not found.gaps, f"{said} Missing: {missing}." if missing else said
    )


def _coordination(facts: Facts) -> Finding:
    held = facts.last_held is not None and (
        (facts.day - facts.last_held).days <= MONTH * (facts.months + 1)
    )
    last = f"Last met on {facts.last_held:%-d %B %Y}." if facts.last_held else "Never met."
    ahead = (
        f"Meets next on {facts.next_planned:%-d %B %Y}."
        if facts.next_planned
        else "No meeting is planned."
    )
    counts = f"Decisions in a year: {facts.decisions}. Actions overdue: {facts.overdue}."
    met = held and facts.next_planned is not None
    return Finding("Strategic coordination", met, f"{last} {ahead} {counts}")


def counts_as_advice(one: Advice, day: date) -> bool:
    """Whether advice meets the condition: of a national public-health body, received in the last year."""
    national = one.body.kind == AgencyKind.NATIONAL_HEALTH_BODY.name
    return national and one.received_on is not None and 0 <= (day - one.received_on).days <= YEAR


def _advice(facts: Facts) -> Finding:
    current = [one for one in facts.advice if counts_as_advice(one, facts.day)]
    sought = sum(one.received_on is None for one in facts.advice)
    said = (
        f"Received {len(current)} time{'' if len(current) == 1 else 's'} in a year from the "
        f"national public-health body. Sought and not yet received: {sought}."
    )
    return Finding("Public-health advice", bool(current), said)


def _product(one: Product, day: date) -> Finding:
    late = is_late(one, day)
    delivered = one.delivered_on is not None
    return Finding(one.name, delivered and not late, standing(one, day), not delivered and not late)


def is_late(one: Product, day: date) -> bool:
    """Whether a product was delivered after its due date, or is still owed after it."""
    return (one.delivered_on or day) > one.due


def standing(one: Product, day: date) -> str:
    """Where a product stands, with days left or days late."""
    days = (one.due - (one.delivered_on or day)).days
    if one.delivered_on is not None:
        when = f"Delivered on {one.delivered_on:%-d %B %Y}"
        return f"{when}, in time." if days >= 0 else f"{when}, {_days(-days)} late."
    due = f"Due on {one.due:%-d %B %Y}"
    return f"{due}: {_days(days)} left." if days >= 0 else f"{due}: {_days(-days)} late."


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"


def may_keep(user: User) -> Verdict:
    """Whether this person may keep the record of advice and products."""
    return accounts.may(user, "compliance", "change")


def may_answer(user: User, advice: Advice, received: date) -> Verdict:
    """Whether an answer may be recorded: once, and not before it was asked."""
    granted = may_keep(user)
    if not granted:
        return granted
    return first_refusal(
        (advice.received_on is None, "An answer is recorded already."),
        (received >= advice.sought_on, "It cannot be received before it was sought."),
    )


def may_deliver(user: User, product: Product) -> Verdict:
    """Whether a product may be recorded as delivered: once."""
    granted = may_keep(user)
    if not granted:
        return granted
    return first_refusal(
        (product.delivered_on is None, "This product is recorded as delivered already."),
    )
