"""What a board owes: advice from public health, products by a date, its work plan, news both ways."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.web.directory.models import Agency
from headwater.web.governance.models.boards import Board


class Advice(models.Model):
    """A question put to a public-health body, and what it answered (HWB 5.5)."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="advice")
    body = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    sought_on = models.DateField()
    answer = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)
    acted = models.TextField("what was done with it", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-sought_on", "pk")
        verbose_name_plural = "advice"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True)
                | models.Q(received_on__gte=models.F("sought_on")) & ~models.Q(answer=""),
                name="advice_is_received_after_it_was_sought",
                violation_error_message="Advice is received on or after the day it was sought.",
            ),
        )

    def __str__(self) -> str:
        return f"Advice of {self.body}, {self.sought_on:%-d %B %Y}"


class Product(models.Model):
    """Something a board must deliver by a day, such as the needs assessment (HWB 5.5)."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(max_length=200)
    parts = models.TextField("what must be in it", blank=True)
    due = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "name"),
                name="a_board_owes_a_product_once",
                violation_error_message="This board already owes a product of that name.",
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_on__isnull=True) | ~models.Q(evidence=""),
                name="a_product_is_delivered_with_evidence",
                violation_error_message="Say where the product is.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class WorkStep(models.Model):
    """One of the seven steps of a board's work plan (ToR 3.2-3.8), and how far it is."""

    class Step(models.IntegerChoices):
        """The schedule of the terms of reference."""

        MEMBERSHIP = 1, "Agree membership and meetings"
        COLLECTING = 2, "Agree how issues are collected and monitored"
        DATASET = 3, "Agree a minimum dataset, with issues reported by local communities"
        HORIZON = 4, "Arrange horizon scanning"
        BEHAVIOURS = 5, "Identify the behaviours to work on"
        STRATEGIES = 6, "Analyse them and make strategies"
        PATTERNS = 7, "Monitor and review patterns"

    class State(models.TextChoices):
        """How far a step is."""

        WAITING = "waiting", "Not started"
        WORKING = "working", "Under way"
        DONE = "done", "Done"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="steps")
    step = models.PositiveSmallIntegerField(choices=Step)
    state = models.CharField(max_length=8, choices=State)
    note = models.TextField(blank=True)
    changed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("step",)
        constraints = (
            models.UniqueConstraint(
                fields=("board", "step"),
                name="a_work_plan_has_each_step_once",
                violation_error_message="Somebody else recorded this step just now.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}. {self.get_step_display()}"


class Briefing(models.Model):
    """News that a health representative brought to the board, or took out from it (ToR 4.9)."""

    class Way(models.TextChoices):
        """In or out."""

        IN = "in", "Brought to the board"
        OUT = "out", "Taken out from the board"

    class Body(models.TextChoices):
        """Where the news comes from or goes to."""

        OWN = "own", "The representative's own body"
        WELLBEING = "wellbeing", "Health and Wellbeing Board"
        UNIFIED = "unified", "Unified Prevention Board"
        PRIMARY = "primary", "Primary Care Networks"
        MENTAL = "mental", "Mental Health Partnership Delivery Programme Board"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="briefings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=200)
    way = models.CharField(max_length=4, choices=Way)
    body = models.CharField(max_length=12, choices=Body)
    on = models.DateField()
    text = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.person}, {self.get_way_display().lower()}, {self.on:%-d %B %Y}"
