"""Who sits on a board, for which agency, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from headwater.web.directory.models import Agency
from headwater.web.governance.models.boards import Board


class Seat(models.Model):
    """One person on one board. `ends` is the last day; None while they sit.

    Which class of a rule set a seat fills follows from the kind of its agency, so that the rule set
    can be switched without filling the seats again.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="seats")
    person = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="seats",
    )
    chairs = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("agency__name", "person")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_seat_ends_after_it_starts",
                violation_error_message="A seat cannot end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.agency}"
