"""What needs a person in this room, and what a search finds here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing import rules
from headwater.web.sharing.models import Answer
from headwater.web.sharing.selectors.agreements import agreements, record_of, standing, titles
from headwater.web.sharing.selectors.deliveries import Sent, sent
from headwater.web.sharing.selectors.requests import overdue, requests
from headwater.web.sharing.selectors.scoreboard import feeds
from headwater.web.ui.rooms import Hit, Task

SOON = timedelta(days=30)
"""How long before its end an agreement is a task."""


def tasks(user: User) -> Iterable[Task]:
    """Everything in this room that waits for this person."""
    yield from _agreements(user)
    if scope_of(user.in_role, "delivery", "view"):
        yield from _receipts(user, sent(user))
    keeps = scope_of(user.in_role, "delivery", "send") or scope_of(
        user.in_role, "request", "change"
    )
    if keeps:
        yield from _late(user)
        yield from _overdue(user)


def _agreements(user: User) -> Iterable[Task]:
    today = timezone.localdate()
    keeps = scope_of(user.in_role, "agreement", "draft") is Scope.ALL
    for one in agreements():
        address = reverse("sharing:agreement", args=[one.slug])
        if one.ends >= today and rules.may_sign(user, one):
            yield Task(f"Sign agreement {one.slug}", address, "For your agency")
        mine = keeps or (
            one.provider.slug == user.agency and scope_of(user.in_role, "agreement", "sign")
        )
        if mine and one.ends - today <= SOON and standing(record_of(one), today):
            words = (
                f"It ends on {one.ends:%-d %B %Y}. Nothing shared under it can be read after that"
            )
            yield Task(f"Renew agreement {one.slug}", address, words, True)


def _receipts(user: User, arrived: Iterable[Sent]) -> Iterable[Task]:
    held = list(arrived)
    waiting = [s for s in held if s.needs_answer and rules.may_answer(user, s.agency)]
    if len(waiting) == 1:
        address = reverse("sharing:delivery", args=[waiting[0].delivery.id])
        yield Task(f"Confirm the receipt of {waiting[0].delivery.file}", address)
    elif waiting:
        address = reverse("sharing:deliveries")
        yield Task(
            f"Confirm the receipts of {len(waiting)} files", address, waiting[0].delivery.file
        )
    if scope_of(user.in_role, "delivery", "send") is Scope.ALL:
        for s in held:
            if s.answer and s.answer.state == Answer.State.DISPUTED:
                address = reverse("sharing:delivery", args=[s.delivery.id])
                yield Task(f"Disputed receipt: {s.delivery.file}", address, s.answer.reason, True)


def _late(user: User) -> Iterable[Task]:
    for feed in feeds(user):
        if feed.days_late:
            words = f"{feed.days_late:,} days late"
            name = f"{feed.title} from {feed.agreement.provider_name}"
            yield Task(name, reverse("sharing:scoreboard"), words, True)


def _overdue(user: User) -> Iterable[Task]:
    for one in overdue(user):
        words = f"{one.agency.name}, due on {one.due:%-d %B %Y}"
        yield Task(
            f"Request overdue: {one.what}", reverse("sharing:request", args=[one.pk]), words, True
        )


def find(user: User, words: str) -> Iterable[Hit]:
    """Agreements, files and requests that hold the words."""
    wanted = words.casefold()
    for one in agreements():
        about = f"{one.provider_name}: {', '.join(titles(one.sources))}"
        if wanted in f"{one.slug} {about}".casefold():
            yield Hit(one.slug, reverse("sharing:agreement", args=[one.slug]), "Agreement", about)
    for s in sent(user):
        if wanted in f"{s.delivery.file} {s.delivery.provider}".casefold():
            address = reverse("sharing:delivery", args=[s.delivery.id])
            yield Hit(s.delivery.file, address, "Delivery", s.delivery.provider)
    for request in requests(user).filter(what__icontains=words):
        address = reverse("sharing:request", args=[request.pk])
        yield Hit(request.what, address, "Request", request.agency.name)
