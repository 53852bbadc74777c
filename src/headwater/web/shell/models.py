"""What people complain of."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

DAYS = 30
"""Within so many days a complaint is acknowledged (Data (Use and Access) Act 2025)."""


class Complaint(models.Model):
    """Something that somebody wrote on the page about their data, signed in or not.

    `due` follows from when it came. `acknowledged_at` is when the person heard that it is dealt with,
    `answered_at` when they had the answer.
    """

    class About(models.TextChoices):
        """What it is about."""

        DATA = "data", "How data about me or somebody else is used"
        ACCESS = "access", "I want to see, correct or delete what is held about me"
        USE = "use", "A page I cannot use, for example with a screen reader"
        OTHER = "other", "Something else"

    about = models.CharField(max_length=8, choices=About)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="a_complaint_is_answered_with_words",
                violation_error_message="Write the answer.",
            ),
        )

    def __str__(self) -> str:
        return f"Complaint {self.pk}"

    @property
    def due(self) -> date:
        """The last day on which it is acknowledged in time."""
        return timezone.localdate(self.made_at) + timedelta(days=DAYS)

    @property
    def state(self) -> str:
        """How far it is."""
        if self.answered_at:
            return "Answered"
        return "Acknowledged" if self.acknowledged_at else "New"
