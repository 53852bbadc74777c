"""Harmful behaviours that members log, and the rounds in which they score them (ToR 2.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.vocabulary.harms import BEHAVIOURS
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Board, Decision


class Issue(models.Model):
    """A behaviour that somebody holds to be harmful, from a concern to a priority.

    `behaviour` is a node of the tree of harmful behaviours. Where it was passed on, merged or put in
    order, `reason` says why.
    """

    class State(models.TextChoices):
        """From the concern to the Board's decision."""

        LOGGED = "logged", "Waiting to be tested"
        TAKEN = "taken", "In the log"
        ROUTED = "routed", "Passed to one agency"
        MERGED = "merged", "Merged with another"
        PRIORITY = "priority", "A priority"
        SET_ASIDE = "set-aside", "Not a priority now"

    class Source(models.TextChoices):
        """How the partnership came to know of it."""

        MEMBER = "member", "A member of the board"
        PANEL = "panel", "Residents, through the Community Advisory Panel"
        TREND = "trend", "A trend in the figures"

    class Complexity(models.TextChoices):
        """How tangled its causes are (ToR 1.3)."""

        LOW = "low", "One cause, one answer"
        SOME = "some", "Several causes"
        HIGH = "high", "Many causes that feed each other"

    title = models.CharField(max_length=200)
    behaviour = models.CharField(max_length=80)
    harmed = models.TextField("who is harmed, and how")
    known = models.TextField("how do you know?")
    source = models.CharField(max_length=8, choices=Source, default=Source.MEMBER)
    whereabouts = models.CharField("where", max_length=300, blank=True)
    communities = models.ManyToManyField(Community, related_name="issues", blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose member logged it."""
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    logged_at = models.DateTimeField()
    undermines = models.BooleanField("undermines safety or wellbeing", null=True, blank=True)
    needed = models.ManyToManyField(Agency, related_name="+", blank=True)
    """The agencies without which it cannot be prevented."""
    complexity = models.CharField(max_length=4, choices=Complexity, blank=True)
    overridden = models.BooleanField(default=False)
    """Taken although the test would have passed it on, or the other way round."""
    state = models.CharField(max_length=10, choices=State, default=State.LOGGED)
    reason = models.TextField(blank=True)
    routed_to = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    before_merging = models.CharField(max_length=10, choices=State, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-logged_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="priority")
                | models.Q(rank__isnull=False, decision__isnull=False),
                name="a_priority_has_a_rank_and_a_decision",
                violation_error_message="A priority has a place in the order and a decision.",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("logged", "taken")) | ~models.Q(reason=""),
                name="what_was_decided_of_an_issue_has_a_reason",
                violation_error_message="Give the reason.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def behaviour_title(self) -> str:
        """The behaviour as the tree calls it."""
        found = BEHAVIOURS.get(self.behaviour)
        return found.title if found else self.behaviour


class Round(models.Model):
    """A round of scoring: which issues, by the members of which board, until which day.

    Nobody sees another's scores before it is closed.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    issues = models.ManyToManyField(Issue, related_name="rounds")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    last_day = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    seed = models.PositiveIntegerField(default=2019)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """One member's scores of one issue in one round, criterion by criterion, and their own place for it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scores")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="scores")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField(default=dict)
    own_place = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    left_out = models.TextField("why it does not count", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("issue", "member")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "issue", "member"),
                name="a_member_scores_an_issue_once_in_a_round",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.issue}"


class Dissent(models.Model):
    """What a member holds against the outcome of a round; it stays beside the result."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dissents")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.member}, {self.at:%-d %B %Y}"
