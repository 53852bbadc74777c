"""Agencies with their names over time, posts of the central team, and communities."""

from __future__ import annotations

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


class Post(models.Model):
    """A post of the central team (HWB 5.8): who holds it, from which agency, seconded or not."""

    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=200, blank=True)
    home = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    seconded = models.BooleanField(default=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Community(models.Model):
    """A community, of a place or of people wherever they live (ToR 2.5)."""

    name = models.CharField(max_length=200, unique=True)
    geographic = models.BooleanField()
    place = models.CharField("place code", max_length=20, blank=True)
    about = models.TextField(blank=True)

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
