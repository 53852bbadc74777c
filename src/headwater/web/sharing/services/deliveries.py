"""Sending a file, and answering its receipt."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory.models import Agency
from headwater.web.runs.models import Run
from headwater.web.runs.services import ask
from headwater.web.sharing import rules
from headwater.web.sharing.models import Answer, Upload
from headwater.web.sharing.selectors.deliveries import Sent
from headwater.web.sharing.selectors.uploads import LIMIT, incoming
from headwater.web.sharing.services.admit import ADMIT
from headwater.web.sharing.services.intake import GATHER
from headwater.web.verdict import Refused, require

_CHANGED = "Somebody else answered this receipt meanwhile. Look at it again before you go on."


@dataclass(frozen=True)
class Arrived:
    """A file as it came: its parts, and what its sender calls it."""

    name: str
    parts: Iterable[bytes]


def send(
    *, arrived: Arrived, agency: Agency, source: str, by: User, at: datetime
) -> tuple[Upload, bool]:
    """Keep a file and ask for its intake; False where the same file was sent before.

    A file that was not taken may be sent again.
    """
    require(rules.may_send(by, agency.slug))
    kept, sha256, size = _keep(arrived)
    try:
        return _enter(kept, arrived.name, sha256, size, agency, source, by, at)
    finally:
        kept.unlink(missing_ok=True)


@transaction.atomic
def _enter(
    kept: Path,
    name: str,
    sha256: str,
    size: int,
    agency: Agency,
    source: str,
    by: User,
    at: datetime,
) -> tuple[Upload, bool]:
    upload, is_new = Upload.objects.select_for_update().get_or_create(
        agency=agency,
        sha256=sha256,
        defaults={"file_name": _plain(name), "size": size, "sent_by": by, "sent_at": at},
    )
    if not is_new and upload.state != Upload.State.REFUSED:
        return upload, False
    upload.file_name, upload.source, upload.sent_by, upload.sent_at = _plain(name), source, by, at
    upload.state, upload.message = Upload.State.WAITING, ""
    upload.run = ask(GATHER, by=by.username, at=at, upload=upload.pk).pk
    upload.save()
    target = incoming(upload)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.replace(target)
    on = f"upload {upload.pk}"
    record("file.sent", Verb.COLLECTION, by=by, on=on, at=at, sha256=sha256, agency=agency.slug)
    return upload, True


def _keep(arrived: Arrived) -> tuple[Path, str, int]:
    """Write a file down where nobody but its owner reads it: path, SHA-256 and size."""
    folder = Path(settings.ENV.folder) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f".{secrets.token_hex(8)}"
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        for part in arrived.parts:
            digest.update(part)
            size += len(part)
            if size > LIMIT:
                break
            handle.write(part)
    if size > LIMIT:
        path.unlink()
        raise Refused("The file is too large.")
    return path, digest.hexdigest(), size


def _plain(name: str) -> str:
    """A file's name without anything that could lead out of its folder; its ending is kept."""
    plain = re.sub(r"[^\w.\- ()]", "_", Path(name).name).lstrip(".")
    return plain[-150:] or "file"


@transaction.atomic
def answer(
    *, sent: Sent, version: int, confirmed: bool, reason: str, by: User, at: datetime
) -> Answer:
    """Say that a receipt is right, or what is wrong with it. What was on hold is let in where it is right."""
    require(rules.may_answer(by, sent.agency, settled=sent.is_settled))
    state = Answer.State.CONFIRMED if confirmed else Answer.State.DISPUTED
    delivery = sent.delivery.id
    given = {"state": state, "reason": reason, "by": by, "at": at}
    same = Answer.objects.filter(delivery=delivery, state=state, reason=reason, by=by).first()
    if same is None:
        _write_down(delivery, version, given)
        on = f"delivery {delivery}"
        record(f"receipt.{state}", Verb.APPROVAL, by=by, on=on, at=at, reason=reason)
    if confirmed and sent.delivery.on_hold:
        _let_in(delivery, by, at)
    return Answer.objects.get(delivery=delivery)


def _write_down(delivery: str, version: int, given: dict[str, object]) -> None:
    if version:
        found = Answer.objects.filter(delivery=delivery, version=version)
        if not found.update(version=version + 1, **given):
            raise Refused(_CHANGED)
    else:
        try:
            with transaction.atomic():
                Answer.objects.create(delivery=delivery, **given)
        except IntegrityError as taken:
            raise Refused(_CHANGED) from taken


def _let_in(delivery: str, by: User, at: datetime) -> None:
    """Ask that a delivery be let in, unless that is under way."""
    asked = Run.objects.filter(kind=ADMIT, arguments__delivery=delivery)
    if not asked.filter(state__in=(Run.State.WAITING, Run.State.WORKING)).exists():
        ask(ADMIT, by=by.username, at=at, delivery=delivery)
