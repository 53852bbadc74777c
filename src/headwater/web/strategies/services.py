"""Writing a strategy, putting it before the board, and what the board decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from headwater.vocabulary.completeness import gaps, must_escalate
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Board, Decision
from headwater.web.governance.services import agenda
from headwater.web.issues.models import Issue
from headwater.web.strategies import rules
from headwater.web.strategies.models import Input, Strategy
from headwater.web.strategies.selectors import record_of
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import Refused, require

State = Strategy.State
Part = TypeVar("Part", bound=models.Model)


def _record(action: str, strategy: Strategy, by: User, at: datetime, **more: Any) -> None:
    verb = Verb.APPROVAL if action == "strategy.approved" else Verb.ALTERATION
    record(action, verb, by=by, on=f"strategy {strategy.pk}", at=at, **more)


@transaction.atomic
def begin(*, title: str, board: Board, issue: Issue | None, by: User, at: datetime) -> Strategy:
    """Begin a strategy for a priority of the board, or a generic enabler without a behaviour."""
    require(rules.may_begin(by))
    if issue is not None and issue.state != Issue.State.PRIORITY:
        raise Refused("Only a priority of the Board gets a strategy. Let the Board decide first.")
    made = add(Strategy(title=title, board=board, issue=issue, author=by, made_at=at))
    _record("strategy.begun", made, by, at)
    return made


@transaction.atomic
def write(
    *,
    strategy: Strategy,
    version: int,
    agencies: Sequence[Agency],
    by: User,
    at: datetime,
    **fields: object,
) -> Strategy:
    """Write its texts: analysis, causes, expression, enablers and the rest. `fields` are its own."""
    require(rules.may_write(by, strategy))
    save_over(strategy, version, **fields)
    strategy.agencies.set(agencies)
    _record("strategy.written", strategy, by, at)
    return strategy


@transaction.atomic
def add_part(
    *, strategy: Strategy, part: type[Part], by: User, at: datetime, **fields: Any
) -> Part:
    """Add a part: a review, a community, an alignment, a measure, or an empty tier's reason."""
    require(rules.may_write(by, strategy))
    made = add(part(strategy=strategy, **fields))
    _record(f"strategy.{part._meta.model_name}-added", strategy, by, at)
    return made


@transaction.atomic
def add_input(*, strategy: Strategy, by: User, at: datetime, **fields: Any) -> Input:
    """Add what an agency puts in at a tier."""
    require(rules.may_write(by, strategy))
    made = add(Input(**fields))
    made.strategies.add(strategy)
    _record("strategy.input-added", strategy, by, at, tier=made.tier)
    return made


@transaction.atomic
def use_input(*, strategy: Strategy, shared: Input, by: User, at: datetime) -> Input:
    """Use a generic input of another strategy as well: it is one piece of work, counted once."""
    require(rules.may_write(by, strategy))
    if not shared.generic:
        raise Refused("Only a generic input is shared between strategies.")
    shared.strategies.add(strategy)
    _record("strategy.input-shared", strategy, by, at, input=shared.pk)
    return shared


@transaction.atomic
def drop_part(*, strategy: Strategy, part: models.Model, by: User, at: datetime) -> None:
    """Take a part out. An input that other strategies use stays with them."""
    require(rules.may_write(by, strategy))
    name = part._meta.model_name
    if isinstance(part, Input):
        part.strategies.remove(strategy)
        if not part.strategies.exists():
            part.delete()
    else:
        part.delete()
    _record(f"strategy.{name}-dropped", strategy, by, at)


@transaction.atomic
def propose(*, strategy: Strategy, version: int, by: User, at: datetime) -> Strategy:
    """Put a complete strategy before its board: it goes onto the board's backlog by itself."""
    require(rules.may_propose(by, strategy, gaps(record_of(strategy))))
    save_over(strategy, version, state=State.PROPOSED, reason="")
    boards = [strategy.board]
    if must_escalate(record_of(strategy)):
        boards += Board.objects.filter(slug=rules.HIGHER_BOARD).exclude(pk=strategy.board_id)
    for board in boards:
        title = f"Strategy: {strategy.title}"[:200]
        if not board.items.filter(title=title, meeting=None, withdrawn="").exists():
            agenda.add_item(board=board, title=title, detail="To be agreed.", by=by, at=at)
    _record("strategy.proposed", strategy, by, at)
    return strategy


@transaction.atomic
def approve(
    *,
    strategy: Strategy,
    version: int,
    decision: Decision,
    higher: Decision | None,
    by: User,
    at: datetime,
) -> Strategy:
    """Record that its board approved it, and the higher one where it had to."""
    frozen = record_of(strategy)
    verdict = rules.may_approve(
        by,
        strategy,
        lacks=gaps(frozen),
        escalated=must_escalate(frozen),
        decision=decision,
        higher=higher,
    )
    require(verdict)
    save_over(strategy, version, state=State.APPROVED, decision=decision, higher=higher)
    _record("strategy.approved", strategy, by, at, decision=decision.pk)
    return strategy


@transaction.atomic
def send_back(*, strategy: Strategy, version: int, reason: str, by: User, at: datetime) -> Strategy:
    """Record that the board wants it otherwise."""
    require(rules.may_decide(by, strategy))
    save_over(strategy, version, state=State.RETURNED, reason=reason)
    _record("strategy.returned", strategy, by, at, reason=reason)
    return strategy
