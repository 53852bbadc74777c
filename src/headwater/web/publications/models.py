"""A vintage of a document: frozen when it is built, changed by nobody afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Vintage(models.Model):
    """One frozen needs assessment and where it stands.

    `folder` is its folder under the partnership's documents; `data_version` says which data it was
    made from, so that a page can tell when the data has moved on.
    """

    class State(models.TextChoices):
        """From building to the public."""

        BUILDING = "building", "Being built"
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for approval"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        RETURNED = "returned", "Returned"

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.BUILDING)
    folder = models.CharField(max_length=200, blank=True)
    data_version = models.CharField(max_length=80, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    run = models.PositiveBigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approver__isnull=True) | ~models.Q(approver=models.F("author")),
                name="nobody_approves_their_own_vintage",
                violation_error_message="The author may not approve their own document.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.made_at:%-d %B %Y}"
