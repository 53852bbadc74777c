"""Opening a round of scoring, scoring in it, taking scores out, closing it, and dissent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headwater.vocabulary.scheme import COUNTED, CRITERIA
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.governance.models import Board
from headwater.web.governance.selectors.boards import boards_of
from headwater.web.issues.models import Dissent, Issue, Round, Score
from headwater.web.issues.rules import moves
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import Refused, require


@transaction.atomic
def open_round(
    *,
    board: Board,
    title: str,
    issues: Sequence[Issue],
    last_day: date,
    by: User,
    at: datetime,
) -> Round:
    """Let the members of a board score issues until a day."""
    require(moves.may_open(by))
    if last_day < timezone.localdate(at):
        raise Refused("The last day is past. Choose one to come.")
    made = add(Round(board=board, title=title, opened_by=by, opened_at=at, last_day=last_day))
    made.issues.set(issues)
    record("round.opened", Verb.CONFIGURATION, by=by, on=f"round {made.pk}", at=at)
    return made


@transaction.atomic
def score(
    *,
    scoring: Round,
    issue: Issue,
    scores: Mapping[str, int],
    own_place: int | None = None,
    by: User,
    at: datetime,
) -> Score:
    """Keep a member's scores of one issue; the same member may change them until the round ends."""
    # Held until the end, so that a round is not closed between the question and the saving.
    scoring = Round.objects.select_for_update().get(pk=scoring.pk)
    today = timezone.localdate(at)
    mine = scoring.scores.filter(member=by)
    barred = mine.exclude(left_out="").exists()
    require(moves.may_score(by, scoring, boards_of(by, today), today, barred=barred))
    if not scoring.issues.filter(pk=issue.pk).exists():
        raise Refused("This issue is not in the round.")
    lacking = [c.title for c in COUNTED if c.slug not in scores]
    if lacking:
        raise Refused(f"Give a score for: {', '.join(lacking)}.")
    wrong = [
        s for s, n in scores.items() if s not in CRITERIA or not 1 <= n <= len(CRITERIA[s].levels)
    ]
    if wrong:
        raise Refused("A score lies outside the scheme.")
    kept, _ = Score.objects.update_or_create(
        round=scoring,
        issue=issue,
        member=by,
        defaults={"scores": dict(scores), "own_place": own_place, "at": at},
    )
    on = f"round {scoring.pk}, issue {issue.pk}"
    record("round.scored", Verb.COLLECTION, by=by, on=on, at=at)
    return kept


@transaction.atomic
def leave_out(*, scoring: Round, member: User, reason: str, by: User, at: datetime) -> int:
    """Take a member's scores out of a round, with a note that stays; how many were taken out."""
    require(moves.may_leave_out(by, scoring))
    found = scoring.scores.filter(member=member, left_out="").update(left_out=reason)
    on = f"round {scoring.pk}, user {member.pk}"
    record("round.scores-left-out", Verb.ALTERATION, by=by, on=on, at=at, reason=reason)
    return found


@transaction.atomic
def close_round(*, scoring: Round, version: int, by: User, at: datetime) -> Round:
    """End a round; its result can be seen from now on, and no score changes any more."""
    require(moves.may_close(by, scoring))
    save_over(scoring, version, closed_at=at)
    record("round.closed", Verb.APPROVAL, by=by, on=f"round {scoring.pk}", at=at)
    return scoring


@transaction.atomic
def dissent(*, scoring: Round, text: str, by: User, at: datetime) -> Dissent:
    """Put on record what a member holds against the result."""
    require(moves.may_dissent(by, scoring, boards_of(by, timezone.localdate(at))))
    made = add(Dissent(round=scoring, member=by, text=text, at=at))
    record("round.dissent", Verb.COLLECTION, by=by, on=f"round {scoring.pk}", at=at)
    return made
