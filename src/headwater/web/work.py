"""The loop that does long work: one run after another, taken up again if a machine stopped."""

from __future__ import annotations

import threading

from django.db import close_old_connections

from headwater.web.runs.services import Job, beat, take, work
from headwater.web.ui.registry import rooms

PAUSE = 1.0
"""Seconds between looks at the queue."""


def jobs() -> dict[str, Job]:
    """Every kind of work, from the rooms that do it."""
    return {kind: job for room in rooms() for kind, job in room.jobs.items()}


def loop(stop: threading.Event) -> None:
    """Work until told to stop."""
    known = jobs()
    while not stop.is_set():
        close_old_connections()
        beat()
        run = take()
        if run is None:
            stop.wait(PAUSE)
        else:
            work(run, known)


def beside() -> threading.Event:
    """Start the loop in a thread of its own; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=loop, args=(stop,), daemon=True, name="headwater-work").start()
    return stop
