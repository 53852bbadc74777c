"""Keeping the record of advice, products, the work plan and briefings."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.governance.models import Advice, Board, Briefing, Product, Seat, WorkStep
from headwater.web.governance.rules import boards as boarding
from headwater.web.governance.rules import compliance as rules
from headwater.web.governance.rules.meetings import may_add_item
from headwater.web.governance.selectors.boards import boards_open_to
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


@transaction.atomic
def seek_advice(
    *, board: Board, body: Agency, question: str, sought_on: date, by: User, at: datetime
) -> Advice:
    """Record a question put to a public-health body."""
    require(rules.may_keep(by))
    made = add(Advice(board=board, body=body, question=question, sought_on=sought_on))
    record("advice.sought", Verb.CONSULTATION, by=by, on=f"advice {made.pk}", at=at, body=body.slug)
    return made


@transaction.atomic
def receive_advice(
    *,
    advice: Advice,
    version: int,
    answer: str,
    received_on: date,
    acted: str = "",
    by: User,
    at: datetime,
) -> Advice:
    """Record what it answered, and what was done with it."""
    require(rules.may_answer(by, advice, received_on))
    save_over(advice, version, answer=answer, received_on=received_on, acted=acted)
    record("advice.received", Verb.COLLECTION, by=by, on=f"advice {advice.pk}", at=at)
    return advice


@transaction.atomic
def owe_product(
    *, board: Board, name: str, due: date, parts: str = "", by: User, at: datetime
) -> Product:
    """Record that a board must deliver something by a day."""
    require(rules.may_keep(by))
    made = add(Product(board=board, name=name, due=due, parts=parts))
    on = f"product {made.pk}"
    record("product.owed", Verb.CONFIGURATION, by=by, on=on, at=at, due=due.isoformat())
    return made


@transaction.atomic
def deliver_product(
    *, product: Product, version: int, delivered_on: date, evidence: str, by: User, at: datetime
) -> Product:
    """Record that it was delivered, with where it is."""
    require(rules.may_deliver(by, product))
    save_over(product, version, delivered_on=delivered_on, evidence=evidence)
    record("product.delivered", Verb.ALTERATION, by=by, on=f"product {product.pk}", at=at)
    return product


@transaction.atomic
def set_step(
    *, board: Board, step: int, version: int, state: str, note: str = "", by: User, at: datetime
) -> WorkStep:
    """Record how far a step of the work plan is; `version` is 0 where nothing was recorded yet."""
    require(boarding.may_change(by))
    day = timezone.localdate(at)
    found = board.steps.filter(step=step).first()
    if found is None:
        found = add(WorkStep(board=board, step=step, state=state, note=note, changed_on=day))
    else:
        save_over(found, version, state=state, note=note, changed_on=day)
    on = f"board {board.slug}"
    record("work-plan.changed", Verb.ALTERATION, by=by, on=on, at=at, step=step, state=state)
    return found


@transaction.atomic
def brief(
    *, seat: Seat, way: str, body: str, on: date, text: str, by: User, at: datetime
) -> Briefing:
    """Record what a health representative brought in or took out (ToR 4.9)."""
    open_boards = boards_open_to(by, "agenda", "add", timezone.localdate(at))
    require(may_add_item(by, seat.board, open_boards.values_list("pk", flat=True)))
    made = add(
        Briefing(
            board=seat.board,
            agency=seat.agency,
            person=seat.person,
            way=way,
            body=body,
            on=on,
            text=text,
            recorded_by=by,
        )
    )
    record("briefing.added", Verb.COLLECTION, by=by, on=f"briefing {made.pk}", at=at, way=way)
    return made
