"""Vintages of documents, frozen when they are built and changed by nobody afterwards; and when they are due."""

from __future__ import annotations

from django.conf import settings
from django.db import models

NEEDS_ASSESSMENT = "Strategic Needs Assessment"


class Vintage(models.Model):
    """One frozen needs assessment, or a preview of one, and where it stands.

    `folder` is its folder under the partnership's documents; `data_version` says which data it was made
    from; `stood_on` names every delivery that could be read when it was made.
    """

    class State(models.TextChoices):
        """From building to the public, and off again."""

        BUILDING = "building", "Being built"
        PREVIEW = "preview", "Preview"
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for approval"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        RETURNED = "returned", "Returned"
        TAKEN_DOWN = "taken-down", "Taken down"

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.BUILDING)
    preview = models.BooleanField(default=False)
    folder = models.CharField(max_length=200, blank=True)
    data_version = models.CharField(max_length=80, blank=True)
    stood_on = models.JSONField(default=list)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decide_by = models.DateField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_reason = models.TextField(blank=True)
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
            models.CheckConstraint(
                condition=models.Q(preview=False) | models.Q(state__in=("building", "preview")),
                name="a_preview_goes_nowhere",
                violation_error_message="A preview cannot be handed in. Build a needs assessment.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.made_at:%-d %B %Y}"


class Deadline(models.Model):
    """A day by which a document must be published, who says so, and what met it (HWB 5.5)."""

    product = models.CharField(max_length=200, default=NEEDS_ASSESSMENT)
    due = models.DateField()
    source = models.CharField(max_length=300)
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(
        Vintage, null=True, blank=True, on_delete=models.PROTECT, related_name="meets"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("product", "due"), name="a_product_is_due_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(met_by__isnull=True) | models.Q(met_on__isnull=False),
                name="what_met_a_deadline_did_so_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product}, due on {self.due:%-d %B %Y}"
