"""Who may do what with an issue and with a round of scoring, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.issues.models import Issue, Round
from headwater.web.verdict import Verdict, first_refusal

State = Issue.State
OPEN = (State.LOGGED, State.TAKEN, State.ROUTED, State.PRIORITY, State.SET_ASIDE)
"""Everything but what was merged into another."""


def may_log(user: User) -> Verdict:
    """Any member logs an issue."""
    return accounts.may(user, "issue", "log")


def may_test(user: User, issue: Issue) -> Verdict:
    """Whether the test of eligibility may be made, or made again before it is decided on."""
    return accounts.may(user, "issue", "test") and first_refusal(
        (
            issue.state in (State.LOGGED, State.TAKEN, State.ROUTED),
            "It is merged or decided on. Nothing is left to test.",
        ),
    )


def may_narrow(user: User, issue: Issue) -> Verdict:
    """Whether it may be named more narrowly: by whoever logged it, and by those who keep the log."""
    keeps = accounts.may(user, "issue", "test")
    own = user.pk == issue.logged_by_id and bool(may_log(user))
    return first_refusal(
        (bool(keeps) or own, "Whoever logged it, or the unit, may change it."),
        (issue.state in (State.LOGGED, State.TAKEN), "It is decided on, so its words stay."),
    )


def may_merge(user: User, issue: Issue, into: Issue | None = None) -> Verdict:
    """Whether an issue may be merged into another."""
    granted = accounts.may(user, "issue", "merge")
    return granted and first_refusal(
        (issue.state != State.MERGED, "It is merged already."),
        (issue.state != State.PRIORITY, "It is a priority of the Board, which decides on it."),
        (into is None or into.pk != issue.pk, "An issue cannot be merged into itself."),
        (
            into is None or into.state != State.MERGED,
            "The other is merged into a third. Merge into that one.",
        ),
    )


def may_part(user: User, issue: Issue) -> Verdict:
    """Whether a merged issue may stand by itself again."""
    return accounts.may(user, "issue", "merge") and first_refusal(
        (issue.state == State.MERGED, "It is not merged with another."),
    )


def is_open(scoring: Round, today: date) -> bool:
    """Whether scores are taken."""
    return scoring.closed_at is None and today <= scoring.last_day


def may_open(user: User) -> Verdict:
    """Whether this person may open a round of scoring."""
    return accounts.may(user, "round", "open")


def may_score(
    user: User, scoring: Round, boards: Collection[int], today: date, *, barred: bool = False
) -> Verdict:
    """Whether this person may score in a round: a member of its board, in time, and not withdrawn.

    `boards` are those that the person sits on today.
    """
    granted = accounts.may(user, "round", "score")
    return granted and first_refusal(
        (scoring.board_id in boards, f"Only members of {scoring.board.name} score in this round."),
        (scoring.closed_at is None, "The round is closed. Scores that come late do not count."),
        (
            today <= scoring.last_day,
            f"Scores were taken until {scoring.last_day:%-d %B %Y}. Those that come late do not count.",
        ),
        (not barred, "Your scores were taken out of this round."),
    )


def may_close(user: User, scoring: Round) -> Verdict:
    """Whether a round may be closed."""
    return may_open(user) and first_refusal(
        (scoring.closed_at is None, "The round is closed already."),
    )


def may_leave_out(user: User, scoring: Round) -> Verdict:
    """Whether a member's scores may be taken out, with a note."""
    return may_open(user) and first_refusal(
        (scoring.closed_at is None, "The round is closed: what counted, counted."),
    )


def may_see_scores(user: User, scoring: Round) -> Verdict:
    """Whether the result may be seen: by nobody before the round is closed."""
    return accounts.may(user, "round", "view") and first_refusal(
        (
            scoring.closed_at is not None,
            "Nobody sees scores before the round is closed, so that members score independently.",
        ),
    )


def may_dissent(user: User, scoring: Round, boards: Collection[int]) -> Verdict:
    """Whether this person may put on record that they hold the result to be wrong."""
    return accounts.may(user, "round", "score") and first_refusal(
        (scoring.board_id in boards, f"Only members of {scoring.board.name} may."),
        (scoring.closed_at is not None, "There is no result yet."),
    )


def may_decide(user: User, issue: Issue) -> Verdict:
    """Whether the Board's decision on an issue may be recorded."""
    return accounts.may(user, "issue", "decide") and first_refusal(
        (
            issue.state in (State.TAKEN, State.PRIORITY, State.SET_ASIDE),
            "Only what is in the log can be decided on: test it first.",
        ),
    )
