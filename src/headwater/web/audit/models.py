"""One entry for each thing that was done, chained to the one before by a keyed hash."""

from __future__ import annotations

from django.db import models


class Verb(models.TextChoices):
    """The six verbs of section 62 of the Data Protection Act 2018, and three of our own."""

    COLLECTION = "collection", "collected"
    ALTERATION = "alteration", "altered"
    CONSULTATION = "consultation", "consulted"
    DISCLOSURE = "disclosure", "disclosed"
    COMBINATION = "combination", "combined"
    ERASURE = "erasure", "erased"
    AUTHENTICATION = "authentication", "signed in or out"
    APPROVAL = "approval", "approved"
    CONFIGURATION = "configuration", "configured"


class Entry(models.Model):
    """Who did what to what, when, as whom and for which purpose.

    `digest` is the HMAC of this entry and the digest before it. Entries are added by
    `audit.services.record` and by nothing else; the database refuses to change or remove one.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=20, choices=Verb)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-sequence",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action}"
