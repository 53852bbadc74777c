"""Reading vintages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from headwater.products.strategic_needs_assessment import SLUG
from headwater.products.vintage import FILE, meaning, read_vintage
from headwater.vocabulary.records.claim import ClaimRecord
from headwater.web.accounts.models import User
from headwater.web.policy import scope_of
from headwater.web.publications import rules
from headwater.web.publications.models import Vintage
from headwater.web.runs.models import Run
from headwater.web.sharing.selectors.agreements import data_version
from headwater.web.ui.rooms import Hit, Task
from headwater.web.verdict import Verdict

FORMATS = {
    "html": ("Page", "text/html; charset=utf-8"),
    "pdf": ("PDF", "application/pdf"),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def vintages() -> QuerySet[Vintage]:
    """Every vintage, newest first."""
    return Vintage.objects.select_related("author", "approver")


def published() -> QuerySet[Vintage]:
    """What the public may read."""
    return vintages().filter(state=Vintage.State.PUBLISHED)


def file_of(vintage: Vintage, kind: str) -> Path | None:
    """One of a vintage's files; None where it is not there."""
    if kind not in FORMATS or not vintage.folder:
        return None
    path = Path(settings.ENV.folder) / "documents" / vintage.folder / f"{SLUG}.{kind}"
    return path if path.is_file() else None


@dataclass(frozen=True)
class VintagePage:
    """One vintage, whether the data has moved on since, and what changed against the one before."""

    vintage: Vintage
    is_stale: bool
    moved: tuple[tuple[ClaimRecord, ClaimRecord], ...]
    run: Run | None
    submit: Verdict
    decide: Verdict
    publish: Verdict


def page(vintage: Vintage, user: User) -> VintagePage:
    """Everything the page of a vintage shows."""
    stale = bool(vintage.folder) and vintage.data_version != data_version(settings.ENV.folder)
    return VintagePage(
        vintage,
        stale,
        tuple(_moved(vintage)),
        Run.objects.filter(pk=vintage.run).first() if vintage.run else None,
        rules.may_submit(user, vintage),
        rules.may_decide(user, vintage),
        rules.may_publish(user, vintage),
    )


def _moved(vintage: Vintage) -> Iterable[tuple[ClaimRecord, ClaimRecord]]:
    """Numbers that differ from the vintage before: then and now."""
    earlier = Vintage.objects.filter(made_at__lt=vintage.made_at).exclude(folder="").first()
    if earlier is None or not vintage.folder:
        return
    documents = Path(settings.ENV.folder) / "documents"
    paths = [documents / v.folder / FILE for v in (earlier, vintage)]
    if not all(path.is_file() for path in paths):
        return
    before, now = (read_vintage(path) for path in paths)
    held = before.by_meaning()
    for claim in now.claims:
        old = held.get(meaning(claim))
        if old is not None and old.value != claim.value:
            yield old, claim


def tasks(user: User) -> Iterable[Task]:
    """What waits for this person: something to approve, or something that came back."""
    if scope_of(user.in_role, "publication", "approve"):
        for one in vintages().filter(state=Vintage.State.SUBMITTED).exclude(author=user):
            address = reverse("publications:vintage", args=[one.pk])
            yield Task(
                f"Approve or return: {one.title}", address, f"From {one.author.full_name}", True
            )
    for one in vintages().filter(state=Vintage.State.RETURNED, author=user):
        address = reverse("publications:vintage", args=[one.pk])
        yield Task(f"Returned to you: {one.title}", address, one.reason)


def find(user: User, words: str) -> Iterable[Hit]:
    """Vintages by title."""
    for one in vintages().filter(title__icontains=words):
        address = reverse("publications:vintage", args=[one.pk])
        yield Hit(str(one), address, "Document", one.get_state_display())
