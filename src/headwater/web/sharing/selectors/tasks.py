"""What needs a person in this room, and what a search finds here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import Scope, scope_of
from headwater.web.sharing import rules
from headwater.web.sharing.models import Agreement, Answer
from headwater.web.sharing.selectors.agreements import (
    accepted,
    agreements,
    record_of,
    standing,
    titles,
)
from headwater.web.sharing.selectors.deliveries import Sent, sent
from headwater.web.sharing.selectors.requests import overdue, requests
from headwater.web.sharing.selectors.scoreboard import feeds
from headwater.web.ui.rooms import Hit, Task

SOON = timedelta(days=30)
"""How long before its end an agreement is a task."""
PATIENCE = timedelta(days=7)
"""How long a receipt may wait before the analyst is told."""


def tasks(user: User) -> Iterable[Task]:
    """Everything in this room that waits for this person."""
    yield from _agreements(user)
    if scope_of(user.in_role, "assessment", "accept"):
        yield from _assessments(user)
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
        if rules.may_sign(user, one, today):
            yield Task(f"Sign agreement {one.slug}", address, "For your agency")
        mine = keeps or (
            one.provider.slug == user.agency and scope_of(user.in_role, "agreement", "sign")
        )
        if mine and one.ends - today <= SOON and standing(record_of(one), today):
            words = (
                f"It ends on {one.ends:%-d %B %Y}. Nothing shared under it can be read after that"
            )
            yield Task(f"Renew agreement {one.slug}", address, words, True, one.ends)


def _assessments(user: User) -> Iterable[Task]:
    """What an agreement's impact assessment waits for, to whoever can move it on."""
    today = timezone.localdate()
    for one in agreements():
        if one.revoked_on or one.ends < today:
            continue
        for assessment in one.assessments.all():
            address = reverse("sharing:assessment", args=[assessment.pk])
            if rules.may_advise(user, assessment):
                yield Task(f"Record the officer's view of {assessment}", address, one.slug)
            if rules.may_accept(user, assessment):
                yield Task(f"Accept impact assessment {assessment}", address, one.slug)
        if scope_of(user.in_role, "assessment", "advise"):
            yield from _lacking(user, one, today)


def _lacking(user: User, one: Agreement, today: date) -> Iterable[Task]:
    """To the lead: an agreement without an assessment, or one that is to be reviewed."""
    record, held = record_of(one), accepted(one)
    if record.personal_data and record.officer_view is None and rules.may_assess(user, one):
        address = reverse("sharing:agreement", args=[one.slug])
        words = "It holds personal data and cannot be live without one"
        yield Task(f"Impact assessment missing: {one.slug}", address, words, True)
    if held and held.review_due and held.review_due <= today + SOON:
        address = reverse("sharing:assessment", args=[held.pk])
        words = f"Its review is due on {held.review_due:%-d %B %Y}"
        late = held.review_due < today
        yield Task(f"Review impact assessment {held}", address, words, late, held.review_due)


def _receipts(user: User, arrived: Iterable[Sent]) -> Iterable[Task]:
    held = list(arrived)
    waiting = [
        s for s in held if s.needs_answer and rules.may_answer(user, s.agency, settled=False)
    ]
    on_hold = [s for s in waiting if s.delivery.on_hold]
    for s in on_hold:
        address = reverse("sharing:delivery", args=[s.delivery.id])
        words = "Nobody can read its rows until you do"
        yield Task(f"Confirm the receipt of {s.delivery.file}", address, words, True)
    if len(waiting) > len(on_hold):
        count = len(waiting) - len(on_hold)
        files = "1 earlier file" if count == 1 else f"{count} earlier files"
        words = "The unit gathered them. Say whether they are right"
        yield Task(f"Confirm the receipts of {files}", reverse("sharing:deliveries"), words)
    if scope_of(user.in_role, "delivery", "send") is Scope.ALL:
        yield from _held_up(held)
        for s in held:
            if s.answer and s.answer.state == Answer.State.DISPUTED:
                address = reverse("sharing:delivery", args=[s.delivery.id])
                yield Task(f"Disputed receipt: {s.delivery.file}", address, s.answer.reason, True)


def _held_up(held: Iterable[Sent]) -> Iterable[Task]:
    """What has waited for its provider longer than it should."""
    now = timezone.now()
    for s in held:
        days = (now - s.delivery.received).days
        if s.delivery.on_hold and s.answer is None and days >= PATIENCE.days:
            address = reverse("sharing:delivery", args=[s.delivery.id])
            words = f"{s.delivery.provider} has not confirmed its receipt for {days} days"
            yield Task(f"On hold: {s.delivery.file}", address, words)


def _late(user: User) -> Iterable[Task]:
    for feed in feeds(user):
        if feed.days_late:
            words = f"{feed.days_late:,} days late"
            name = f"{feed.title} from {feed.agreement.provider_name}"
            yield Task(name, reverse("sharing:scoreboard"), words, True, feed.due)


def _overdue(user: User) -> Iterable[Task]:
    for one in overdue(user):
        words = f"{one.agency.name}, due on {one.due:%-d %B %Y}"
        address = reverse("sharing:request", args=[one.pk])
        yield Task(f"Request overdue: {one.what}", address, words, True, one.due)


def find(user: User, words: str) -> Iterable[Hit]:
    """Agreements, files and requests that hold the words."""
    wanted = words.casefold()
    for one in agreements():
        about = f"{one.provider_name}: {', '.join(titles(one.sources))}"
        if wanted in f"{one.slug} {about}".casefold():
            yield Hit(one.slug, reverse("sharing:agreement", args=[one.slug]), "Agreement", about)
        for made in one.assessments.all():
            if wanted in f"{made.reference} {one.slug}".casefold():
                address = reverse("sharing:assessment", args=[made.pk])
                yield Hit(made.reference, address, "Impact assessment", one.slug)
    for s in sent(user):
        if wanted in f"{s.delivery.file} {s.delivery.provider}".casefold():
            address = reverse("sharing:delivery", args=[s.delivery.id])
            yield Hit(s.delivery.file, address, "Delivery", s.delivery.provider)
    for request in requests(user).filter(what__icontains=words):
        address = reverse("sharing:request", args=[request.pk])
        yield Hit(request.what, address, "Request", request.agency.name)
