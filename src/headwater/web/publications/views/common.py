"""What the views of this room share."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from headwater.web.verdict import Refused


def attempt(request: HttpRequest, done: str, move: Callable[[], object]) -> None:
    """Make a move; a refusal is shown where it was asked."""
    try:
        move()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
