"""Agencies with their names over time, their people, the central team, and communities."""

from __future__ import annotations

from datetime import date

from django.db import models

from headwater.vocabulary.agencies import AgencyKind


class Agency(models.Model):
    """A member of the partnership. `kind` gives its standing under the 2022 Act."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, choices=[(k.name, k.value) for k in AgencyKind])
    about = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        """Its class under sections 8 to 16 of the 2022 Act."""
        return AgencyKind[self.kind].statutory_class.value


class FormerName(models.Model):
    """What an agency was called before, and until when (CCG until 2022, then ICB)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    until = models.DateField()

    class Meta:
        ordering = ("-until",)

    def __str__(self) -> str:
        return f"{self.name} until {self.until:%-d %B %Y}"


class Contact(models.Model):
    """Somebody at an agency whom the partnership works with. `left` is None while they are there."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    left = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"{self.name}, {self.agency}"


class Post(models.Model):
    """Somebody's time in a post of the central team (HWB 5.8), or a vacancy where nobody holds it.

    `ends` is the holder's last day. When they leave, the post goes on as another row without a holder.
    """

    class Role(models.TextChoices):
        """The seven roles of the team."""

        DIRECTOR = "director", "Strategic Director"
        PUBLIC_HEALTH = "public-health", "Consultant in Public Health"
        ANALYST = "analyst", "Data Analyst"
        MANAGER = "manager", "Programme Manager"
        DESIGN = "design", "Service Design and Implementation Lead"
        COMMUNITY = "community", "Community Engagement Lead"
        SUPPORT = "support", "Project Support Officer"
        OTHER = "other", "Another post"

    role = models.CharField(max_length=16, choices=Role, default=Role.OTHER)
    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=200, blank=True)
    home = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    seconded = models.BooleanField(default=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(starts__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="a_holder_leaves_after_coming",
                violation_error_message="The last day cannot be before the first.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_past(self, day: date) -> bool:
        """Whether the holder had left by a day."""
        return self.ends is not None and self.ends < day


class Community(models.Model):
    """A community, of a place or of people wherever they live (ToR 2.5)."""

    name = models.CharField(max_length=200, unique=True)
    geographic = models.BooleanField()
    place = models.CharField("place code", max_length=20, blank=True)
    about = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "communities"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(geographic=False) | ~models.Q(place=""),
                name="a_geographic_community_has_a_place",
                violation_error_message="Say which place a geographic community is in.",
            ),
        )

    def __str__(self) -> str:
        return self.name
