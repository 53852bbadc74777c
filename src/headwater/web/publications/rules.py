"""Who may move a vintage on, and from which state."""

from __future__ import annotations

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.publications.models import Deadline, Vintage
from headwater.web.verdict import Verdict, first_refusal

State = Vintage.State


def may_submit(user: User, vintage: Vintage) -> Verdict:
    """Whether a draft may be handed in for approval."""
    return accounts.may(user, "publication", "build") and first_refusal(
        (not vintage.preview, "A preview cannot be handed in. Build a needs assessment."),
        (vintage.state in (State.DRAFT, State.RETURNED), "Only a draft can be submitted."),
    )


def may_decide(user: User, vintage: Vintage) -> Verdict:
    """Whether this person may approve or return it: never its author."""
    granted = accounts.may(user, "publication", "approve")
    return granted and first_refusal(
        (vintage.state == State.SUBMITTED, "Only a submitted document can be decided on."),
        (vintage.author_id != user.pk, "You made this document, so somebody else must approve it."),
    )


def may_publish(user: User, vintage: Vintage) -> Verdict:
    """Whether it may be shown to the public."""
    granted = accounts.may(user, "publication", "publish")
    return granted and first_refusal(
        (vintage.state == State.APPROVED, "Only an approved document can be published."),
    )


def may_take_down(user: User, vintage: Vintage) -> Verdict:
    """Whether it may be taken from the public again."""
    granted = accounts.may(user, "publication", "publish")
    return granted and first_refusal(
        (vintage.state == State.PUBLISHED, "Only a published document can be taken down."),
    )


def may_meet(user: User, deadline: Deadline) -> Verdict:
    """Whether this person may write down that a deadline was met."""
    granted = accounts.may(user, "deadline", "change")
    return granted and first_refusal((deadline.met_on is None, "It was met already."))
