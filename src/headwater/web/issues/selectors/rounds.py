"""Reading rounds of scoring: one's own scores while it is open, the result once it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from headwater.analysis.priorities import Ballot, Order, Place, put_in_order
from headwater.vocabulary.scheme import CRITERIA
from headwater.web.accounts.models import User
from headwater.web.governance.models import Seat
from headwater.web.governance.rules.boards import holds
from headwater.web.governance.selectors.boards import boards_of
from headwater.web.issues.models import Dissent, Issue, Round, Score
from headwater.web.issues.rules import moves
from headwater.web.policy import Scope, scope_of
from headwater.web.ui.rooms import Task
from headwater.web.verdict import Verdict


def rounds(user: User, today: date) -> QuerySet[Round]:
    """The rounds that a person may see: all, or those of the boards they sit on."""
    every = Round.objects.select_related("board", "opened_by")
    scope = scope_of(user.in_role, "round", "view")
    if scope is Scope.ALL:
        return every
    return every.filter(board__in=boards_of(user, today)) if scope else every.none()


FAR_APART = 0.15
"""Members whose values of an issue (0 to 1) deviate by more are said to be far apart."""


@dataclass(frozen=True)
class Line:
    """An issue in a round, with this person's scores of it."""

    issue: Issue
    mine: Score | None


@dataclass(frozen=True)
class Standing:
    """An issue in the result: its place, and every criterion's mean in words."""

    issue: Issue
    place: Place
    means: tuple[tuple[str, str], ...]
    own_places: tuple[int, ...]

    @property
    def value(self) -> str:
        """Its value, 0 to 100."""
        return f"{self.place.value * 100:.0f}"

    @property
    def held(self) -> str:
        """How often it kept its place."""
        return f"{self.place.held:.0%}"

    @property
    def first_five(self) -> str:
        """How often it was among the first five."""
        return f"{self.place.first_five:.0%}"

    @property
    def capacity(self) -> str:
        """What could be done about it now."""
        return "Not said" if self.place.capacity is None else f"{self.place.capacity:.1f}"

    @property
    def is_apart(self) -> bool:
        """Whether members' own values of it differ widely."""
        return self.place.apart > FAR_APART

    @property
    def ranks(self) -> str:
        """The ranks it takes in nine of ten runs."""
        low, high = self.place.low, self.place.high
        return f"{low}" if low == high else f"{low} to {high}"


@dataclass(frozen=True)
class RoundPage:
    """One round, as this person may see it today."""

    round: Round
    lines: tuple[Line, ...]
    score: Verdict
    close: Verdict
    leave_out: Verdict
    dissent: Verdict
    see: Verdict
    heard: int
    members: int
    silent: tuple[str, ...]
    order: Order | None
    standings: tuple[Standing, ...]
    unscored: tuple[Issue, ...]
    left_out: tuple[tuple[str, str], ...]
    dissents: tuple[Dissent, ...]

    @property
    def is_over(self) -> bool:
        """Whether it is closed."""
        return self.round.closed_at is not None


def page(scoring: Round, user: User, today: date) -> RoundPage:
    """Everything the page of a round shows."""
    scores = list(scoring.scores.select_related("member", "issue"))
    mine = {s.issue_id: s for s in scores if s.member_id == user.pk}
    issues = list(scoring.issues.order_by("pk"))
    sits = boards_of(user, today)
    barred = any(s.left_out for s in mine.values())
    see = moves.may_see_scores(user, scoring)
    counted = [s for s in scores if not s.left_out]
    order = put_in_order(map(_ballot, counted), seed=scoring.seed) if see else None
    by_pk = {str(i.pk): i for i in issues}
    standings = tuple(
        _standing(by_pk[place.behaviour], place, counted)
        for place in (order.places if order else ())
    )
    sitting = _sitting(scoring, today)
    heard = {s.member_id for s in counted}
    return RoundPage(
        scoring,
        tuple(Line(issue, mine.get(issue.pk)) for issue in issues),
        moves.may_score(user, scoring, sits, today, barred=barred),
        moves.may_close(user, scoring),
        moves.may_leave_out(user, scoring),
        moves.may_dissent(user, scoring, sits),
        see,
        len(heard & {u.pk for u in sitting}),
        len(sitting),
        tuple(sorted(u.full_name for u in sitting if u.pk not in heard)),
        order,
        standings,
        tuple(i for i in issues if order and str(i.pk) not in {p.behaviour for p in order.places}),
        tuple(sorted({(s.member.full_name, s.left_out) for s in scores if s.left_out})),
        tuple(scoring.dissents.select_related("member")),
    )


def members_who_scored(scoring: Round) -> QuerySet[User]:
    """Whose scores count in a round."""
    pks = scoring.scores.filter(left_out="").values("member")
    return User.objects.filter(pk__in=pks).order_by("full_name")


def _sitting(scoring: Round, today: date) -> list[User]:
    """Members of the round's board who have an account."""
    seats = Seat.objects.filter(board=scoring.board, user__isnull=False).select_related("user")
    found = {s.user.pk: s.user for s in seats if s.user is not None and holds(s, today)}
    return list(found.values())


def _ballot(score: Score) -> Ballot:
    return Ballot(str(score.member_id), str(score.issue_id), score.scores)


def _standing(issue: Issue, place: Place, scores: list[Score]) -> Standing:
    means = tuple(
        (CRITERIA[slug].title, f"{mean:.1f} of {len(CRITERIA[slug].levels)}")
        for slug, mean in place.means.items()
    )
    own = sorted(s.own_place for s in scores if s.issue_id == issue.pk and s.own_place)
    return Standing(issue, place, means, tuple(own))


def tasks_of_rounds(user: User, today: date) -> Iterable[Task]:
    """Rounds in which this person has not scored everything yet."""
    sits = boards_of(user, today)
    for scoring in Round.objects.filter(board__in=sits, closed_at=None, last_day__gte=today):
        mine = scoring.scores.filter(member=user)
        barred = mine.exclude(left_out="").exists()
        left = scoring.issues.count() - mine.count()
        if left > 0 and moves.may_score(user, scoring, sits, today, barred=barred):
            yield Task(
                f"Score {left} {'issue' if left == 1 else 'issues'}: {scoring.title}",
                reverse("issues:round", args=[scoring.pk]),
                "Nobody sees your scores before the round is closed.",
                urgent=(scoring.last_day - today).days <= 3,
                due=scoring.last_day,
            )
