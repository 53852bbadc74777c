"""A piece of long work: asked for by somebody, done by the loop, seen by a page."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """One job. It can be taken up again from the start if the machine stops in the middle."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "Waiting"
        WORKING = "working", "Working"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED)
