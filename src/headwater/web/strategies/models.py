"""Inter-agency strategies and their parts (ToR 2.2-2.8; SPB 4.4, 5.3, 6.1, 9.3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.vocabulary.records.strategy import Aim, Better, Reach
from headwater.vocabulary.tiers import NUMBERED_FROM_0, Tier
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Board, Decision
from headwater.web.issues.models import Issue

TIERS = [(tier.value, NUMBERED_FROM_0.label(tier)) for tier in Tier]
AIMS = [(aim.name, aim.value.capitalize()) for aim in Aim]
REACHES = [(reach.name, reach.value.capitalize()) for reach in Reach]
WAYS = [(way.name, way.value.capitalize()) for way in Better]


class Strategy(models.Model):
    """What several agencies do about one behaviour, or a generic enabler where `issue` is None.

    `higher` is the decision of the Strategic Partnership Board, where the strategy must go there.
    """

    class State(models.TextChoices):
        """From the first draft to the decision."""

        DRAFT = "draft", "Being written"
        PROPOSED = "proposed", "Before the board"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"

    title = models.CharField(max_length=200)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="strategies")
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="strategies"
    )
    analysis = models.TextField("what the analysis found", blank=True)
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    """Whose data the analysis stands on."""
    causes = models.TextField("long-term causes", blank=True)
    expression = models.TextField("how it shows itself in the short term", blank=True)
    voice = models.TextField("how those most affected had their part", blank=True)
    everywhere = models.TextField("why no community needs more", blank=True)
    enablers = models.TextField("policies that would make it easier", blank=True)
    """One on each line."""
    policy_change = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="strategies"
    )
    higher = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name_plural = "strategies"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(decision__isnull=False),
                name="an_approved_strategy_has_a_decision",
                violation_error_message="A strategy is approved by a decision of a meeting.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Input(models.Model):
    """What one agency puts in at one tier. A generic one serves several strategies (SPB 4.4)."""

    strategies = models.ManyToManyField(Strategy, related_name="inputs")
    tier = models.CharField(max_length=10, choices=TIERS)
    what = models.TextField("what is put in")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(max_length=12, choices=AIMS)
    generic = models.BooleanField(default=False)
    cost = models.PositiveIntegerField("pounds a year", default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what[:80]


class Nothing(models.Model):
    """A tier at which nothing is put in, with the reason."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="nothing")
    tier = models.CharField(max_length=10, choices=TIERS)
    reason = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "tier"),
                name="a_tier_is_left_empty_once",
                violation_error_message="This tier has a reason already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_tier_display()}: {self.reason[:60]}"


class Review(models.Model):
    """What was found of existing work at an upper tier, and what follows (SPB 9.3)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="reviews")
    tier = models.CharField(max_length=10, choices=TIERS[2:])
    service = models.CharField(max_length=200)
    finding = models.TextField()
    recommendation = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.service


class Need(models.Model):
    """A community that needs more than the others (ToR 2.5)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="needs")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    more = models.TextField("what it needs beyond the others")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.community}: {self.more[:60]}"


class Alignment(models.Model):
    """Another strategy that this one agrees with, and how (ToR 2.6, SPB 6.1)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="alignments")
    reach = models.CharField(max_length=10, choices=REACHES)
    name = models.CharField(max_length=200)
    how = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """How the behaviour is watched: a live indicator with baseline, target and day (ToR 2.6)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="measures")
    indicator = models.CharField(max_length=80)
    baseline = models.FloatField()
    target = models.FloatField()
    due = models.DateField("to be reached by")
    better = models.CharField(max_length=4, choices=WAYS, default=Better.DOWN.name)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.indicator
