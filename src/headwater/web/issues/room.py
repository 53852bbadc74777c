"""How the issues log appears in the building."""

from collections.abc import Iterable

from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.issues.selectors.issues import find, tasks_of_issues
from headwater.web.issues.selectors.rounds import tasks_of_rounds
from headwater.web.ui.rooms import Room, Task


def tasks(user: User) -> Iterable[Task]:
    """What waits for this person: tests, issues passed on, scores."""
    yield from tasks_of_issues(user)
    yield from tasks_of_rounds(user, timezone.localdate())


ROOM = Room(
    slug="issues",
    title="Issues",
    address="issues:issues",
    resource="issue",
    order=40,
    about="Harmful behaviours that members log, score and put in order",
    tasks=tasks,
    search=find,
)
