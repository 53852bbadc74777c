"""Reading deliveries and their receipts: counts and reasons, never a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.data.intake.receipt import Receipt
from headwater.data.store import Delivery, Store
from headwater.vocabulary.harms import behaviour
from headwater.vocabulary.periods import Month
from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement, Answer
from headwater.web.sharing.selectors.agreements import book, standing
from headwater.web.verdict import Verdict


@dataclass(frozen=True)
class Sent:
    """A delivery, whose it is (the agency's slug, empty for published data), and what they said."""

    delivery: Delivery
    agency: str
    answer: Answer | None

    @property
    def receipt(self) -> Receipt:
        """What happened to every row."""
        return Receipt.from_plain(self.delivery.receipt)

    @property
    def needs_answer(self) -> bool:
        """True while its provider has neither confirmed nor disputed it."""
        return bool(self.delivery.agreement) and self.answer is None

    @property
    def is_settled(self) -> bool:
        """True once its provider has confirmed it and its rows are in use."""
        confirmed = self.answer is not None and self.answer.state == Answer.State.CONFIRMED
        return confirmed and not self.delivery.on_hold


def all_sent() -> list[Sent]:
    """Every delivery, newest first."""
    store = Store.create(Path(settings.ENV.folder) / "store")
    by_agreement = dict(Agreement.objects.values_list("slug", "provider__slug"))
    by_name = dict(Agency.objects.values_list("name", "slug"))
    answers = {a.delivery: a for a in Answer.objects.select_related("by")}
    found = [
        Sent(
            d,
            (by_agreement.get(d.agreement) or by_name.get(d.provider, "")) if d.agreement else "",
            answers.get(d.id),
        )
        for d in store.arrived()
    ]
    return sorted(found, key=lambda s: s.delivery.received, reverse=True)


def sent(user: User) -> list[Sent]:
    """The deliveries this person may see, newest first."""
    scope = scope_of(user.in_role, "delivery", "view")
    if scope is None:
        return []
    return [s for s in all_sent() if scope is Scope.ALL or (s.agency and s.agency == user.agency)]


def one(user: User, delivery: str) -> Sent | None:
    """One delivery; None where it is not there, or not for this person."""
    return next((s for s in sent(user) if s.delivery.id == delivery), None)


@dataclass(frozen=True)
class DeliveryPage:
    """The receipt of one delivery, and whether this person may answer it and see its totals."""

    sent: Sent
    receipt: Receipt
    facts: tuple[tuple[str, str], ...]
    totals: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    is_live: bool
    count: Verdict
    answer: Verdict

    @property
    def version(self) -> int:
        """Which state of the answer is shown; zero where there is none."""
        return self.sent.answer.version if self.sent.answer else 0


def page(found: Sent, user: User) -> DeliveryPage:
    """Everything the page of a delivery shows."""
    receipt = found.receipt
    live = _is_live(found.delivery)
    count = rules.may_count(user, found.agency, live=live, on_hold=found.delivery.on_hold)
    answer = rules.may_answer(user, found.agency, settled=found.is_settled)
    totals = tuple((title, pairs) for title, pairs in _totals(receipt) if pairs) if count else ()
    return DeliveryPage(found, receipt, tuple(_facts(found, receipt)), totals, live, count, answer)


def _is_live(delivery: Delivery) -> bool:
    if not delivery.agreement:
        return True
    today = timezone.localdate()
    covering = book().covering(delivery.source, delivery.provider)
    return any(standing(a, today) for a in covering)


def _facts(found: Sent, receipt: Receipt) -> Iterable[tuple[str, str]]:
    delivery = found.delivery
    yield "File", receipt.file
    yield "From", receipt.provider
    yield "Under", receipt.agreement or "No agreement needed: published data"
    yield "Arrived", f"{timezone.localtime(delivery.received):%-d %B %Y, %H:%M}"
    yield "Up to date to", _day(receipt.extracted) or "The file does not say"
    yield "Rows read", f"{receipt.rows_read:,}"
    yield "Accepted", f"{receipt.accepted:,}"
    yield "Quarantined", f"{receipt.quarantined:,}"
    yield "Superseded", f"{receipt.superseded:,}"
    yield "Rows of earlier files replaced", f"{receipt.replaced:,}"
    yield "Census of its small areas", receipt.vintage or "The codes do not tell"
    yield "SHA-256", receipt.sha256


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%-d %B %Y}" if text else ""


def _totals(receipt: Receipt) -> Iterable[tuple[str, tuple[tuple[str, int], ...]]]:
    yield "By month", _by_month(receipt.by_month)
    kinds = ((_behaviour(slug), rows) for slug, rows in receipt.by_behaviour)
    yield "By behaviour", tuple(kinds)
    yield "Without a place, by month", _by_month(receipt.unplaced)
    yield "Outside the area, by month", _by_month(receipt.outside)
    yield "By census of small areas", receipt.vintages


def _by_month(pairs: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    known = re.compile(r"\d{4}-\d{2}$")
    named = (
        (Month.parse(text).title if known.match(text) else "No month", rows) for text, rows in pairs
    )
    return tuple(named)


def _behaviour(slug: str) -> str:
    try:
        return behaviour(slug).title
    except KeyError:
        return "Not said" if slug == "None" else slug
