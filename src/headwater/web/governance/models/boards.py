"""Boards, what else they are called, and to whom they report since when."""

from __future__ import annotations

from django.db import models


class Board(models.Model):
    """A board, panel or group (HWB 5.8). `ends` is its last day; None while it goes on.

    `core_function` is what its funder says it is for (HWB 5.5), `months` how often it meets
    (HWB 7), `merger_review` when it is next asked whether it should merge (SPB 8.2).
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    purpose = models.TextField()
    core_function = models.TextField(blank=True)
    rule_set = models.CharField(max_length=60, blank=True)
    months = models.PositiveSmallIntegerField(default=2)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    replaced_on = models.DateField(null=True, blank=True)
    merger_review = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_board_ends_after_it_starts",
                violation_error_message="A board cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=models.Q(months__gte=1) & models.Q(months__lte=12),
                name="a_board_meets_every_1_to_12_months",
                violation_error_message="A board meets every 1 to 12 months.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of the same board: Community Panel is the Community Advisory Panel (HWB 5.8, 6)."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.name


class ReportingLine(models.Model):
    """How one board stands to another for some time: under it, or side by side (HWB 5.14)."""

    class Relation(models.TextChoices):
        """Under another board, or beside it."""

        UNDER = "under", "Reports to"
        BESIDE = "beside", "Works side by side with"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="lines")
    to = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="lines_from")
    relation = models.CharField(max_length=8, choices=Relation)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(board=models.F("to")),
                name="no_board_reports_to_itself",
                violation_error_message="A board cannot report to itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_line_ends_after_it_starts",
                violation_error_message="A reporting line cannot end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board} {self.get_relation_display().lower()} {self.to}"
