"""Asking for long work, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.vocabulary.errors import HeadwaterError
from headwater.web.runs.models import Run

Job = Callable[[Run, Callable[[str], None]], str]
"""Does a run's work: it is given the run and a way to say its step, and returns what to tell."""

STALE = timedelta(minutes=5)
"""A run whose worker has not been heard of for so long is taken up by another."""
SILENT = timedelta(minutes=1)
"""For so long the loop may be silent between two runs before it is taken for dead."""
BEAT = "work.beat"
FAULT = "It stopped because of a fault in Headwater ({kind}). Nothing was half-done. Try again, or tell the system administrator."


def beat() -> None:
    """Say that the loop is alive, by the time of a file beside the partnership's own."""
    (settings.ENV.folder / BEAT).touch()


def is_alive(now: datetime) -> bool:
    """Whether the loop was heard of just now: between two runs, or from within one."""
    heard = settings.ENV.folder / BEAT
    last = datetime.fromtimestamp(heard.stat().st_mtime, UTC) if heard.exists() else None
    if last is not None and now - last < SILENT:
        return True
    return Run.objects.filter(state=Run.State.WORKING, beat_at__gt=now - STALE).exists()


def ask(kind: str, *, by: str, at: datetime, **arguments: Any) -> Run:
    """Put a piece of work in the queue."""
    return Run.objects.create(kind=kind, arguments=arguments, asked_by=by, asked_at=at)


@transaction.atomic
def take() -> Run | None:
    """The oldest run that waits or was abandoned, now ours; None where there is none."""
    now = timezone.now()
    abandoned = Run.objects.filter(state=Run.State.WORKING, beat_at__lt=now - STALE)
    waiting = Run.objects.filter(state=Run.State.WAITING)
    found = (waiting | abandoned).select_for_update().order_by("pk").first()
    if found is not None:
        found.state, found.beat_at = Run.State.WORKING, now
        found.save(update_fields=["state", "beat_at"])
    return found


def work(run: Run, jobs: Mapping[str, Job]) -> Run:
    """Do one run to its end, whatever that is."""

    def say(step: str) -> None:
        Run.objects.filter(pk=run.pk).update(step=step[:200], beat_at=timezone.now())

    try:
        message, state = jobs[run.kind](run, say), Run.State.DONE
    except HeadwaterError as refused:
        message, state = str(refused), Run.State.FAILED
    except Exception as fault:
        message, state = FAULT.format(kind=type(fault).__name__), Run.State.FAILED
    run.message, run.state, run.ended_at = message, state, timezone.now()
    run.save(update_fields=["message", "state", "ended_at"])
    return run
