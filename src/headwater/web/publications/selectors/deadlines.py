"""When documents are due, and what is missing before that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from headwater.products.words import counted, joined, lower_first, upper_first
from headwater.web.accounts.models import User
from headwater.web.publications import rules
from headwater.web.publications.models import Deadline, Vintage
from headwater.web.sharing.selectors.grounds import lapsing, silent
from headwater.web.verdict import Verdict

State = Vintage.State
BEYOND_DRAFT = (State.SUBMITTED, State.APPROVED, State.PUBLISHED)
SOON = 30
"""Days before a deadline from which it is urgent."""


def deadlines() -> QuerySet[Deadline]:
    """Every deadline, the earliest first."""
    return Deadline.objects.select_related("met_by")


def open_deadlines() -> QuerySet[Deadline]:
    """Those that nothing has met yet."""
    return deadlines().filter(met_on__isnull=True)


def in_words(due: date, today: date) -> str:
    """How far off a day is.

    >>> in_words(date(2020, 3, 31), date(2020, 4, 2))
    'two days overdue'
    """
    days = (due - today).days
    if not days:
        return "due today"
    return f"{counted(abs(days), 'day')} {'left' if days > 0 else 'overdue'}"


@dataclass(frozen=True)
class Step:
    """One thing that a document needs before it is published; `lacking` names what is missing."""

    title: str
    done: bool
    about: str = ""
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlinePage:
    """One deadline: how far off it is, the document that is to meet it, and what that needs."""

    deadline: Deadline
    days: str
    is_late: bool
    is_soon: bool
    vintage: Vintage | None
    steps: tuple[Step, ...]
    meet: Verdict

    @property
    def missing(self) -> tuple[str, ...]:
        """The steps that are not done."""
        return tuple(s.title for s in self.steps if not s.done)


def page(deadline: Deadline, user: User) -> DeadlinePage:
    """Everything the page of a deadline shows."""
    today = timezone.localdate()
    vintage = candidate(deadline)
    return DeadlinePage(
        deadline,
        in_words(deadline.due, today) if deadline.met_on is None else "met",
        deadline.met_on is None and deadline.due < today,
        deadline.met_on is None and (deadline.due - today).days <= SOON,
        vintage,
        tuple(_steps(deadline, vintage)) if deadline.met_on is None else (),
        rules.may_meet(user, deadline),
    )


def candidate(deadline: Deadline) -> Vintage | None:
    """The newest vintage that may meet a deadline: made after the one before was met."""
    before = deadlines().filter(product=deadline.product, met_on__isnull=False).last()
    found = Vintage.objects.filter(title=deadline.product, preview=False, meets__isnull=True)
    found = found.exclude(state=State.TAKEN_DOWN)
    if before is not None:
        found = found.filter(made_at__date__gt=before.met_on)
    return found.first()


def _steps(deadline: Deadline, vintage: Vintage | None) -> Iterable[Step]:
    state = vintage.state if vintage else ""
    built = bool(vintage and vintage.folder)
    when = f"{vintage} by {vintage.author.full_name}" if vintage and built else ""
    yield Step("Build it", built, when)
    quiet = silent()
    title = "Ask for what has not come"
    yield Step(title, not quiet, "Every source under an agreement sent something this year", quiet)
    ending = tuple(f"{a.slug}, on {a.ends:%-d %B %Y}" for a in lapsing(deadline.due))
    title = "Renew agreements that end before it is due"
    yield Step(title, not ending, "No agreement in use ends before that day", ending)
    yield Step("Hand it in", state in BEYOND_DRAFT)
    approved = bool(vintage and vintage.approver and state in BEYOND_DRAFT[1:])
    by = f"By {vintage.approver.full_name}" if vintage and vintage.approver and approved else ""
    yield Step("Have a second person approve it", approved, by)
    yield Step("Publish it", state == State.PUBLISHED)


def summary(page: DeadlinePage) -> str:
    """A deadline in one line, for a task."""
    missing = joined(lower_first(step) for step in page.missing)
    days = upper_first(page.days)
    return f"{days}. Still to do: {missing}" if missing else days


def lines(user: User) -> list[tuple[str, DeadlinePage]]:
    """Every deadline with its address, those to come first."""
    found = [*open_deadlines(), *deadlines().filter(met_on__isnull=False).order_by("-due")]
    return [(reverse("publications:deadline", args=[d.pk]), page(d, user)) for d in found]
