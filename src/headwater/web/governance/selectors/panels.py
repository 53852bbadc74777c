"""What the boards show on the page of an agency."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.governance.models import Seat
from headwater.web.governance.rules.boards import holds
from headwater.web.ui.rooms import Line, Panel


def of_agency(user: User, slug: str) -> Iterable[Panel]:
    """The seats an agency fills today."""
    day = timezone.localdate()
    found = Seat.objects.filter(agency__slug=slug).select_related("board").order_by("board__name")
    lines = tuple(
        Line(
            seat.board.name,
            reverse("governance:board", args=[seat.board.slug]),
            f"{seat.person}{', chair' if seat.chairs else ''}, since {seat.starts:%-d %B %Y}",
        )
        for seat in found
        if holds(seat, day)
    )
    yield Panel("Seats on boards", lines, "It sits on no board.")
