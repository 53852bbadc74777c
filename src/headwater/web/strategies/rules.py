"""Who may do what with a strategy, and when: approval is impossible while a rule is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.vocabulary.completeness import Gap
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.governance.models import Decision
from headwater.web.strategies.models import Strategy
from headwater.web.verdict import Verdict, first_refusal

State = Strategy.State
AGREED = (Decision.Outcome.AGREED, Decision.Outcome.CHANGED)
HIGHER_BOARD = "strategic-partnership-board"
"""The slug of the board that decides on what needs much resource or a change of policy (ToR 2.7)."""


def may_begin(user: User) -> Verdict:
    """Whether this person may begin a strategy."""
    return accounts.may(user, "strategy", "write")


def may_write(user: User, strategy: Strategy) -> Verdict:
    """Whether its parts may be changed: not while a board has it, and not once it is approved."""
    return may_begin(user) and first_refusal(
        (
            strategy.state in (State.DRAFT, State.RETURNED),
            "It is before the board, or decided on. Its words stay as the board reads them.",
        ),
    )


def may_propose(user: User, strategy: Strategy, lacks: Sequence[Gap]) -> Verdict:
    """Whether it may be put before the board: only when every rule is kept."""
    return may_write(user, strategy) and first_refusal(
        (not lacks, f"It is not complete yet. {lacks[0].mend if lacks else ''}".strip()),
    )


def may_decide(user: User, strategy: Strategy) -> Verdict:
    """Whether the board's decision may be recorded."""
    return accounts.may(user, "strategy", "decide") and first_refusal(
        (strategy.state == State.PROPOSED, "It is not before the board."),
    )


def may_approve(
    user: User,
    strategy: Strategy,
    *,
    lacks: Sequence[Gap],
    escalated: Sequence[str],
    decision: Decision | None,
    higher: Decision | None,
) -> Verdict:
    """Whether it may be approved: complete, agreed by its board, and by the higher one where it must."""
    own = decision is not None and decision.meeting.board_id == strategy.board_id
    above = higher is not None and higher.meeting.board.slug == HIGHER_BOARD
    return may_decide(user, strategy) and first_refusal(
        (not lacks, f"It is not complete any more. {lacks[0].mend if lacks else ''}".strip()),
        (own, f"Choose a decision of a meeting of {strategy.board.name}."),
        (
            decision is not None and decision.outcome in AGREED,
            "The meeting did not agree to it. Choose a decision that did.",
        ),
        (
            not escalated or above,
            f"The Strategic Partnership Board must decide first. {escalated[0] if escalated else ''}".strip(),
        ),
        (
            not escalated or (higher is not None and higher.outcome in AGREED),
            "The Strategic Partnership Board did not agree to it.",
        ),
    )
