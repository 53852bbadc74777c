"""The run that lets a confirmed delivery in."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from headwater.data.intake.admit import admit
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError
from headwater.web.runs.models import Run
from headwater.web.sharing.models import Answer

ADMIT = "admit"
PATIENCE = 15 * 60
"""Seconds to wait for another file that is being taken in."""
PAUSE = 5
"""Seconds between two tries."""


def let_in(run: Run, say: Callable[[str], None]) -> str:
    """Let a delivery be read, as long as its provider stands by the receipt."""
    name = run.arguments["delivery"]
    until = time.monotonic() + PATIENCE
    while Answer.objects.filter(delivery=name, state=Answer.State.CONFIRMED).exists():
        try:
            admit(Store.create(Path(settings.ENV.folder) / "store"), name)
        except StoreError:
            if time.monotonic() > until:
                raise
            say("Waiting for another file to be taken in")
            time.sleep(PAUSE)
        else:
            return "Its rows can be read from now on."
    return "Its provider disputes the receipt, so it stays on hold."
