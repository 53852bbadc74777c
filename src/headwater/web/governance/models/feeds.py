"""Links by which a calendar program reads a board's meetings for one person, without signing in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.web.governance.models.boards import Board


class CalendarFeed(models.Model):
    """One person's link to one board's meetings; only a hash of its secret is kept.

    It shows what the person may see on the day it is asked, and nothing once it is revoked.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField("last read on", null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "board"),
                condition=models.Q(revoked_at__isnull=True),
                name="a_person_has_one_calendar_link_for_a_board",
            ),
        )

    def __str__(self) -> str:
        return f"Calendar link of {self.user} to {self.board}"
