"""Building a vintage, or a preview of one, from the data as it is now."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.analysis.workbench import Workbench
from headwater.products import strategic_needs_assessment
from headwater.products.brief import Brief
from headwater.products.document import Document
from headwater.products.vintage import vintages
from headwater.products.write import write
from headwater.vocabulary.errors import AgreementError
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.publications.models import NEEDS_ASSESSMENT, Vintage
from headwater.web.runs.models import Run
from headwater.web.runs.services import ask
from headwater.web.sharing.selectors.agreements import book, data_version
from headwater.web.sharing.selectors.grounds import grounds
from headwater.web.verdict import require

BUILD = "needs-assessment"
PREVIEWS = "previews"
"""Folder of previews: one level deeper than vintages, so that nothing takes one for a vintage."""
State = Vintage.State


@transaction.atomic
def begin(*, by: User, at: datetime, preview: bool = False) -> Vintage:
    """Ask for a new vintage, or for a preview of one; the loop builds it.

    While one of theirs is being built, the same person gets that one: a second click builds no second.
    """
    require(accounts.may(by, "publication", "build"))
    under_way = Vintage.objects.filter(author=by, state=State.BUILDING, preview=preview).first()
    if under_way is not None and not _is_over(under_way):
        return under_way
    made = Vintage.objects.create(title=NEEDS_ASSESSMENT, author=by, made_at=at, preview=preview)
    made.run = ask(BUILD, by=by.username, at=at, vintage=made.pk).pk
    made.save(update_fields=["run"])
    action = "preview.begun" if preview else "vintage.begun"
    record(action, Verb.COMBINATION, by=by, on=f"vintage {made.pk}", at=at)
    return made


def _is_over(vintage: Vintage) -> bool:
    run = Run.objects.filter(pk=vintage.run or 0).first()
    return run is None or run.is_over


def build(run: Run, say: Callable[[str], None]) -> str:
    """Build a vintage from the data as it is now, and freeze it in a folder of its own."""
    vintage = Vintage.objects.get(pk=run.arguments["vintage"])
    folder = Path(settings.ENV.folder)
    documents = folder / "documents"
    version = data_version(folder)
    readable = _readable()
    document = _document(folder, vintage, say)
    name = f"{PREVIEWS}/preview-{vintage.pk}" if vintage.preview else f"vintage-{vintage.pk}"
    # A run that was taken up again begins with nothing of the one before.
    shutil.rmtree(documents / name, ignore_errors=True)
    write(document, documents, on_step=say, name=name)
    if set(readable) - set(_readable()):
        shutil.rmtree(documents / name)
        raise AgreementError(
            "An agreement ended while this was being built, so nothing of it was kept. Build it again."
        )
    vintage.folder, vintage.data_version, vintage.stood_on = name, version, readable
    vintage.state = State.PREVIEW if vintage.preview else State.DRAFT
    vintage.save(update_fields=["folder", "data_version", "stood_on", "state"])
    if vintage.preview:
        _drop_older_previews(vintage, documents)
    return f"{len(document.claims()):,} numbers, each with its sources."


def _readable() -> list[str]:
    return [ground.delivery for ground in grounds().values() if not ground.reason]


def _document(folder: Path, vintage: Vintage, say: Callable[[str], None]) -> Document:
    today = timezone.localdate()
    kept = vintages(folder / "documents", strategic_needs_assessment.SLUG)
    earlier = [v for v in kept if v.issued < today]
    bench = Workbench(folder, at=today, book=book())
    try:
        brief = Brief(bench, issued=today, previous=earlier[-1] if earlier else None)
        document = strategic_needs_assessment.build(brief, say)
    finally:
        bench.close()
    return _as_preview(document) if vintage.preview else document


def _as_preview(document: Document) -> Document:
    """The same document, saying on its cover that it is not one yet."""
    status = "Preview: not frozen, not approved, not to be passed on"
    cover = tuple((k, status if k == "Status" else v) for k, v in document.cover)
    return replace(document, title=f"Preview: {document.title}", cover=cover)


def _drop_older_previews(vintage: Vintage, documents: Path) -> None:
    """One preview is enough: what the document would say today."""
    for older in Vintage.objects.filter(preview=True, state=State.PREVIEW).exclude(pk=vintage.pk):
        shutil.rmtree(documents / older.folder, ignore_errors=True)
        older.delete()
