"""Meetings, what is to be talked about, papers, decisions and actions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from headwater.web.directory.models import Agency
from headwater.web.governance.models.boards import Board


class Meeting(models.Model):
    """One meeting of a board. `follows` is the meeting it comes right after, back to back (HWB 5.14)."""

    class State(models.TextChoices):
        """From the calendar to the minutes."""

        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="meetings")
    starts = models.DateTimeField()
    length = models.PositiveSmallIntegerField("length in minutes", default=120)
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    minutes = models.TextField(blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    pack_sent_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.UniqueConstraint(
                fields=("board", "starts"),
                condition=~models.Q(state="cancelled"),
                name="a_board_meets_once_at_a_time",
                violation_error_message="This board already meets at that time.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board}, {self.starts:%-d %B %Y}"

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(minutes=self.length)


class AgendaItem(models.Model):
    """Something to talk about. `meeting` is None while it waits in the board's backlog."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="items")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn = models.TextField("reason for taking it out", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("place", "added_at")

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A paper for an item, in the parts a report to a board has (HWB 3.1, 8-10).

    `follows` is the paper it carries on from, before this board or another.
    """

    class Recommendation(models.TextChoices):
        """What the board is asked to do."""

        NOTE = "note", "Note"
        AGREE = "agree", "Agree"
        CONSIDER = "consider", "Consider"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    recommendation = models.CharField(max_length=12, choices=Recommendation)
    asks = models.TextField()
    text = models.TextField()
    resources = models.TextField(blank=True)
    equality = models.TextField(blank=True)
    background = models.TextField(blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at",)

    def __str__(self) -> str:
        return self.title


class PriorDecision(models.Model):
    """What another body said before, at a meeting that is not recorded here (HWB 4.1)."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="prior")
    body = models.CharField(max_length=200)
    on = models.DateField()
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.body}, {self.on:%-d %B %Y}"


class Decision(models.Model):
    """What a board decided about an item at a meeting, and why."""

    class Outcome(models.TextChoices):
        """What became of it."""

        NOTED = "noted", "Noted"
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Agreed with changes"
        CONSIDERED = "considered", "Considered"
        REFUSED = "refused", "Not agreed"
        DEFERRED = "deferred", "Put off to a later meeting"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    text = models.TextField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("meeting__starts", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "meeting"),
                name="one_decision_for_an_item_at_a_meeting",
                violation_error_message="A decision on this item is already recorded.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display().lower()}"


class Action(models.Model):
    """What somebody is to do, by when. Late, escalated and back on the agenda follow from the dates."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    what = models.TextField()
    owner = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="board_actions",
    )
    due = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(evidence=""),
                name="an_action_is_closed_with_evidence",
                violation_error_message="Say what shows that it was done.",
            ),
        )

    def __str__(self) -> str:
        return self.what[:80]
