"""Agreements with their signatures and impact assessments, files sent, receipts answered, and requests.

No row about a person is kept here: those lie in the partnership's store alone.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.vocabulary.records.agreement import ExitTerms, Gateway, OfficerView, Regime
from headwater.web.directory.models import Agency

VIEWS = [(view.name, view.value) for view in OfficerView]


class Agreement(models.Model):
    """A data sharing agreement. Whether it is live is computed from it and never stored.

    `provider_name` is the provider's name as it stands in the agreement, and `sender` the name under
    which its rows lie in the store where it was renamed since. `roles` is by the slug of a party. The
    impact assessment named here is one made elsewhere; one that was accepted in this room counts before it.
    """

    slug = models.SlugField("short name", max_length=80, unique=True)
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="agreements")
    provider_name = models.CharField(max_length=200)
    sender = models.CharField(max_length=200, blank=True)
    recipients = models.ManyToManyField(Agency, related_name="+")
    sources = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    gateway = models.CharField(max_length=40, choices=[(g.name, g.value) for g in Gateway])
    other_gateway = models.CharField(max_length=300, blank=True)
    regime = models.CharField(
        max_length=20, choices=[(r.name, r.value) for r in Regime], blank=True
    )
    roles = models.JSONField(default=dict, blank=True)
    lawful_basis = models.CharField(max_length=300)
    condition = models.CharField(max_length=300, blank=True)
    necessity = models.TextField(blank=True)
    dpia_reference = models.CharField(max_length=120, blank=True)
    dpia_on = models.DateField(null=True, blank=True)
    officer = models.CharField(max_length=200, blank=True)
    officer_view = models.CharField(max_length=20, choices=VIEWS, blank=True)
    rights_contact = models.CharField(max_length=300, blank=True)
    security = models.TextField(blank=True)
    exit_terms = models.CharField(
        max_length=20, choices=[(e.name, e.value) for e in ExitTerms], blank=True
    )
    personal_data = models.BooleanField(default=True)
    columns = models.JSONField(default=list, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    review_due = models.DateField(null=True, blank=True)
    retention_days = models.PositiveIntegerField(default=1096)
    every_months = models.PositiveSmallIntegerField(default=3)
    notes = models.TextField(blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("provider_name", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="an_agreement_ends_after_it_starts",
                violation_error_message="The last day must not be before the first.",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Signature(models.Model):
    """One party's signature. A party signs once."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "agency"), name="a_party_signs_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency}, {self.on:%-d %B %Y}"


class ImpactAssessment(models.Model):
    """A data protection impact assessment of an agreement: drafted, advised on, accepted."""

    class State(models.TextChoices):
        """From the draft to the signature under it."""

        DRAFTED = "drafted", "Drafted"
        ADVISED = "advised", "Has the officer's view"
        ACCEPTED = "accepted", "Accepted"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="assessments")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    reference = models.CharField(max_length=120)
    processing = models.TextField()
    necessity = models.TextField()
    consultation = models.TextField()
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    officer = models.CharField(max_length=200, blank=True)
    officer_view = models.CharField(max_length=20, choices=VIEWS, blank=True)
    advice = models.TextField(blank=True)
    advised_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    signed_off_by = models.CharField(max_length=200, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement",),
                condition=~models.Q(state="accepted"),
                name="one_open_assessment_for_each_agreement",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | ~models.Q(officer_view=""),
                name="an_assessment_moves_on_with_the_officers_view",
                violation_error_message="Record the view of the data protection officer first.",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True)
                | ~models.Q(accepted_by=models.F("drafted_by")),
                name="nobody_accepts_their_own_assessment",
                violation_error_message="Somebody else must accept it.",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Risk(models.Model):
    """A risk to people that an assessment found, the measure against it, and what remains."""

    class Level(models.TextChoices):
        """How much risk remains once the measure is in place."""

        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    assessment = models.ForeignKey(ImpactAssessment, on_delete=models.CASCADE, related_name="risks")
    risk = models.TextField()
    measure = models.TextField()
    remains = models.CharField(max_length=6, choices=Level)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.risk


class Upload(models.Model):
    """A file that somebody sent in the browser, and what became of it. The same file counts once."""

    class State(models.TextChoices):
        """From arriving to its end."""

        WAITING = "waiting", "Being read"
        TAKEN = "taken", "Taken in"
        UNCHANGED = "unchanged", "Here already"
        REFUSED = "refused", "Not taken"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    run = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    message = models.TextField(blank=True)
    deliveries = models.JSONField(default=list)

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "sha256"), name="a_file_is_sent_once"),
        )

    def __str__(self) -> str:
        return self.file_name


class Answer(models.Model):
    """What a provider says about the receipt of a delivery: that it is right, or what is wrong."""

    class State(models.TextChoices):
        """Right or wrong."""

        CONFIRMED = "confirmed", "Confirmed"
        DISPUTED = "disputed", "Disputed"

    delivery = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=12, choices=State)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.delivery}: {self.get_state_display()}"


class InformationRequest(models.Model):
    """Something the partnership asked an agency for: who, what, by when, and what came (HWB 7)."""

    class Quality(models.TextChoices):
        """How good what came was."""

        GOOD = "good", "Good: used as it came"
        MENDED = "mended", "Usable after it was put right"
        POOR = "poor", "Too poor to use"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    due = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    quality = models.CharField(max_length=10, choices=Quality, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True, quality="")
                | (models.Q(received_on__isnull=False) & ~models.Q(quality="")),
                name="what_was_received_has_a_quality",
                violation_error_message="Say how good what was received is.",
            ),
        )

    def __str__(self) -> str:
        return self.what
