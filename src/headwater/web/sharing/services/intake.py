"""The run that takes a sent file in, by a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.vocabulary.errors import HeadwaterError, SourceError, StoreError
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.policy import Role
from headwater.web.runs.models import Run
from headwater.web.sharing.models import Upload
from headwater.web.sharing.selectors.uploads import incoming, provider_name
from headwater.web.sharing.services.agreements import hand_out

GATHER = "gather"
PATIENCE = 15 * 60
"""Seconds after which the process is ended, whatever it does."""
BEAT = 10
"""Seconds between signs of life."""
LEFT_BEHIND = 3600
"""Seconds after which a half-arrived file belongs to nobody."""
SECRETS = ("HEADWATER_DATABASE", "DJANGO_SETTINGS_MODULE")
"""What of the server's environment the process does not get."""
Line = dict[str, str]


def take(run: Run, say: Callable[[str], None]) -> str:
    """Take one sent file into the store; what was sent is removed whatever comes of it."""
    upload = Upload.objects.select_related("agency", "sent_by").get(pk=run.arguments["upload"])
    hand_out()
    _sweep(Path(settings.ENV.folder) / "incoming")
    try:
        lines = _patiently(upload, say)
    except HeadwaterError as refused:
        _end(upload, Upload.State.REFUSED, str(refused))
        raise
    state, message = _state(lines)
    _end(upload, state, message, [line["delivery"] for line in lines if line.get("delivery")])
    if state == Upload.State.REFUSED:
        raise SourceError(message)
    return message


def _sweep(folder: Path) -> None:
    """Remove what a kill in the middle of an arrival left behind."""
    for left in folder.glob(".*"):
        if time.time() - left.stat().st_mtime > LEFT_BEHIND:
            left.unlink(missing_ok=True)


def _end(upload: Upload, state: str, message: str, deliveries: Sequence[str] = ()) -> None:
    """Write down what became of a file; only then is the file removed."""
    _close(upload, state, message, deliveries)
    shutil.rmtree(incoming(upload).parent, ignore_errors=True)


@transaction.atomic
def _close(upload: Upload, state: str, message: str, deliveries: Sequence[str]) -> None:
    upload.state, upload.message, upload.deliveries = state, message, list(deliveries)
    upload.save(update_fields=["state", "message", "deliveries"])
    record(
        f"file.{state}",
        Verb.COLLECTION,
        by=upload.sent_by,
        on=f"upload {upload.pk}",
        at=timezone.now(),
        sha256=upload.sha256,
        deliveries=upload.deliveries,
    )


def _state(lines: list[Line]) -> tuple[str, str]:
    """What became of the file as a whole, in words."""
    states = {line["state"] for line in lines}
    said = " ".join(line["message"] for line in lines if line.get("message"))
    if "new" in states:
        return Upload.State.TAKEN, said or "It was taken in."
    if states == {"unchanged"}:
        return Upload.State.UNCHANGED, said
    return Upload.State.REFUSED, said or "No source has these headings."


def _patiently(upload: Upload, say: Callable[[str], None]) -> list[Line]:
    """Run the process; where another gather holds the store, wait for it and try again."""
    until = time.monotonic() + PATIENCE
    while True:
        lines = []
        for line in _process(upload, until):
            if "step" in line:
                say(line["step"])
            else:
                lines.append(line)
        states = {line["state"] for line in lines}
        if "fault" in states:
            raise SourceError(
                f"{upload.file_name} could not be read because of a fault in Headwater "
                f"({lines[-1]['message']}). Nothing of it was kept. Tell the analyst."
            )
        if "busy" not in states:
            return lines
        if time.monotonic() > until:
            raise StoreError(lines[-1]["message"])
        say("Waiting for another file to be taken in")
        time.sleep(BEAT / 2)


def _process(upload: Upload, until: float) -> Iterator[Line]:
    """What the process says, line by line; a sign of life while it says nothing."""
    started = subprocess.Popen(  # noqa: S603 - our own module, arguments as a list, no shell
        _command(upload),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        # An error's text could hold what stands in the file: it goes nowhere.
        stderr=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if k not in SECRETS},
        text=True,
    )
    said: Queue[str | None] = Queue()
    Thread(target=_listen, args=(started, said), daemon=True).start()
    ended = False
    try:
        while True:
            try:
                line = said.get(timeout=BEAT)
            except Empty:
                if time.monotonic() > until:
                    break
                yield {"step": f"Reading {upload.file_name}"}
                continue
            if line is None:
                break
            ended = ended or "state" in json.loads(line)
            yield json.loads(line)
    finally:
        started.kill()
        started.wait()
    if not ended:
        raise SourceError(
            f"{upload.file_name} could not be read within the limits of memory and time. Nothing of it "
            "was kept. Send it in parts, for example one file for each month."
        )


def _listen(started: subprocess.Popen[str], said: Queue[str | None]) -> None:
    for line in started.stdout or ():
        said.put(line)
    said.put(None)


def _command(upload: Upload) -> list[str]:
    is_provider = upload.sent_by.in_role is Role.DATA_PROVIDER
    return [
        sys.executable,
        "-m",
        "headwater.web.sharing.child",
        str(Path(settings.ENV.folder)),
        str(incoming(upload)),
        f"--source={upload.source}",
        f"--provider={provider_name(upload.agency, upload.source)}",
        f"--on={timezone.localdate().isoformat()}",
        *(["--tables-only"] if is_provider else []),
    ]
