"""What needs a person among the documents, and what a search finds here."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.policy import scope_of
from headwater.web.publications.models import Vintage
from headwater.web.publications.selectors.deadlines import lines, summary
from headwater.web.publications.selectors.vintages import vintages
from headwater.web.ui.rooms import Hit, Task

State = Vintage.State


def tasks(user: User) -> Iterable[Task]:
    """What waits for this person: to approve, what came back, and what is due."""
    if scope_of(user.in_role, "publication", "approve"):
        for one in vintages().filter(state=State.SUBMITTED).exclude(author=user):
            yield _approval(one)
    for one in vintages().filter(state=State.RETURNED, author=user):
        address = reverse("publications:vintage", args=[one.pk])
        yield Task(f"Returned to you: {one.title}", address, one.reason)
    if scope_of(user.in_role, "deadline", "change"):
        for address, page in lines(user):
            if page.is_soon:
                title = f"{page.deadline.product}, due on {page.deadline.due:%-d %B %Y}"
                yield Task(title, address, summary(page), True, page.deadline.due)


def _approval(one: Vintage) -> Task:
    address = reverse("publications:vintage", args=[one.pk])
    by = one.decide_by
    words = f"From {one.author.full_name}" + (f", by {by:%-d %B %Y}" if by else "")
    is_late = by is not None and by < timezone.localdate()
    return Task(f"Approve or return: {one.title}", address, words, is_late, by)


def find(user: User, words: str) -> Iterable[Hit]:
    """Vintages by title."""
    for one in vintages().filter(title__icontains=words):
        address = reverse("publications:vintage", args=[one.pk])
        yield Hit(str(one), address, "Document", one.get_state_display())
