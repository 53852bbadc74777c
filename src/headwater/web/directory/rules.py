"""Who may change the directory, and what may be written into it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.directory.models import Post
from headwater.web.verdict import Verdict, first_refusal

RESERVED = frozenset({"add", "team", "communities", "places", "people"})
"""Words that are addresses already and so cannot be an agency's."""


def may_change(user: User) -> Verdict:
    """Whether this person may change the directory."""
    return accounts.may(user, "directory", "change")


def may_be_called(name: str, slug: str, others: Collection[str]) -> Verdict:
    """Whether an agency can have a name: it needs letters, and no other may have it now."""
    taken = {one.casefold() for one in others}
    return first_refusal(
        (bool(slug), "The name needs at least one letter or digit."),
        (slug not in RESERVED, f"An agency cannot be called “{name}”. Choose a longer name."),
        (name.casefold() not in taken, f"There is already an agency called “{name}”."),
    )


def may_rename(name: str, old: str, until: date | None, today: date) -> Verdict:
    """Whether a new name comes with the last day of the old one, which has been."""
    changed = name != old
    return first_refusal(
        (not changed or until is not None, f"Say until which day “{old}” was used."),
        (until is None or until <= today, "The last day of the old name cannot be in the future."),
    )


def may_leave(user: User, post: Post, last: date) -> Verdict:
    """Whether the holder of a post may be recorded as leaving."""
    return may_change(user) and first_refusal(
        (bool(post.holder), "Nobody holds this post."),
        (post.ends is None, "That they leave is recorded already."),
        (post.starts is None or post.starts <= last, "The last day cannot be before the first."),
    )


def may_hold(holder: str, starts: date | None) -> Verdict:
    """Whether a holder comes with the day they started."""
    return first_refusal(
        (not holder or starts is not None, "Say from which day they hold the post."),
    )
