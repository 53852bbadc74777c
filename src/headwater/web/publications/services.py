"""Building, submitting, deciding and publishing a vintage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.analysis.workbench import Workbench
from headwater.products import strategic_needs_assessment
from headwater.products.brief import Brief
from headwater.products.vintage import vintages
from headwater.products.write import write
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.publications import rules
from headwater.web.publications.models import Vintage
from headwater.web.runs.models import Run
from headwater.web.runs.services import ask
from headwater.web.sharing.selectors.agreements import book, data_version
from headwater.web.verdict import Refused, require

BUILD = "needs-assessment"


@transaction.atomic
def begin(*, by: User, at: datetime) -> Vintage:
    """Ask for a new vintage; the loop builds it."""
    require(accounts.may(by, "publication", "build"))
    made = Vintage.objects.create(title="Strategic Needs Assessment", author=by, made_at=at)
    made.run = ask(BUILD, by=by.username, at=at, vintage=made.pk).pk
    made.save(update_fields=["run"])
    record("vintage.begun", Verb.COMBINATION, by=by, on=f"vintage {made.pk}", at=at)
    return made


def build(run: Run, say: Callable[[str], None]) -> str:
    """Build a vintage from the data as it is now, and freeze it in a folder of its own."""
    vintage = Vintage.objects.get(pk=run.arguments["vintage"])
    folder = Path(settings.ENV.folder)
    today = timezone.localdate()
    held = book()
    version = data_version(folder, held)
    documents = folder / "documents"
    earlier = [v for v in vintages(documents, strategic_needs_assessment.SLUG) if v.issued < today]
    bench = Workbench(folder, at=today, book=held)
    try:
        brief = Brief(bench, issued=today, previous=earlier[-1] if earlier else None)
        document = strategic_needs_assessment.build(brief, say)
    finally:
        bench.close()
    name = f"vintage-{vintage.pk}"
    # A run that was taken up again begins with nothing of the one before.
    shutil.rmtree(documents / name, ignore_errors=True)
    write(document, documents, on_step=say, name=name)
    vintage.folder, vintage.data_version = name, version
    vintage.state = Vintage.State.DRAFT
    vintage.save(update_fields=["folder", "data_version", "state"])
    return f"{len(document.claims()):,} numbers, each with its sources."


def _move(vintage: Vintage, expected: int, **fields: object) -> Vintage:
    """Change a vintage only if nobody has since it was shown."""
    changed = Vintage.objects.filter(pk=vintage.pk, version=expected).update(
        version=expected + 1, **fields
    )
    if not changed:
        raise Refused("Somebody else changed this document. Look at it again before you go on.")
    vintage.refresh_from_db()
    return vintage


@transaction.atomic
def submit(*, vintage: Vintage, version: int, by: User, at: datetime) -> Vintage:
    """Hand a draft in for a second person to decide on."""
    require(rules.may_submit(by, vintage))
    _move(vintage, version, state=Vintage.State.SUBMITTED, reason="")
    record("vintage.submitted", Verb.ALTERATION, by=by, on=f"vintage {vintage.pk}", at=at)
    return vintage


@transaction.atomic
def decide(
    *, vintage: Vintage, version: int, approve: bool, reason: str, by: User, at: datetime
) -> Vintage:
    """Approve a vintage, or return it with a reason."""
    require(rules.may_decide(by, vintage))
    state = Vintage.State.APPROVED if approve else Vintage.State.RETURNED
    _move(vintage, version, state=state, approver=by, decided_at=at, reason=reason)
    action = "vintage.approved" if approve else "vintage.returned"
    record(action, Verb.APPROVAL, by=by, on=f"vintage {vintage.pk}", at=at, reason=reason)
    return vintage


@transaction.atomic
def publish(*, vintage: Vintage, version: int, by: User, at: datetime) -> Vintage:
    """Show an approved vintage to the public."""
    require(rules.may_publish(by, vintage))
    _move(vintage, version, state=Vintage.State.PUBLISHED, published_at=at)
    record("vintage.published", Verb.DISCLOSURE, by=by, on=f"vintage {vintage.pk}", at=at)
    return vintage
