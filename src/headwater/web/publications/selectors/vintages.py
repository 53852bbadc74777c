"""Reading vintages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from headwater.products.strategic_needs_assessment import SLUG
from headwater.web.accounts import rules as accounts
from headwater.web.accounts.models import User
from headwater.web.publications import rules
from headwater.web.publications.models import Vintage
from headwater.web.publications.selectors.changes import Changes, compare
from headwater.web.publications.selectors.standing import Standing, frozen, standing
from headwater.web.runs.models import Run
from headwater.web.sharing.selectors.grounds import grounds
from headwater.web.verdict import Verdict

State = Vintage.State
FORMATS = {
    "html": ("Page", "text/html; charset=utf-8"),
    "pdf": ("PDF", "application/pdf"),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def vintages() -> QuerySet[Vintage]:
    """Every vintage and preview, newest first."""
    return Vintage.objects.select_related("author", "approver")


def published() -> QuerySet[Vintage]:
    """What the public may read, the newest first."""
    return vintages().filter(state=State.PUBLISHED).order_by("-published_at")


def shown() -> QuerySet[Vintage]:
    """What the public may know of: what is published, and what was taken down."""
    return (
        vintages().filter(state__in=(State.PUBLISHED, State.TAKEN_DOWN)).order_by("-published_at")
    )


def file_of(vintage: Vintage, kind: str) -> Path | None:
    """One of a vintage's files; None where it is not there."""
    if kind not in FORMATS or not vintage.folder:
        return None
    path = Path(settings.ENV.folder) / "documents" / vintage.folder / f"{SLUG}.{kind}"
    return path if path.is_file() else None


@dataclass(frozen=True)
class VintagePage:
    """One vintage, what it stands on today, and what changed against an earlier one."""

    vintage: Vintage
    standing: Standing
    against: Vintage | None
    changes: tuple[Changes, ...]
    run: Run | None
    build: Verdict
    submit: Verdict
    decide: Verdict
    publish: Verdict
    take_down: Verdict


def page(vintage: Vintage, user: User) -> VintagePage:
    """Everything the page of a vintage shows."""
    against = _before(vintage)
    return VintagePage(
        vintage,
        standing(vintage),
        against,
        _changes(against, vintage),
        Run.objects.filter(pk=vintage.run).first() if vintage.run else None,
        accounts.may(user, "publication", "build"),
        rules.may_submit(user, vintage),
        rules.may_decide(user, vintage),
        rules.may_publish(user, vintage),
        rules.may_take_down(user, vintage),
    )


def _before(vintage: Vintage) -> Vintage | None:
    """What a reader compares with: the one published last before it, else the one built last."""
    earlier = vintages().filter(made_at__lt=vintage.made_at, preview=False).exclude(folder="")
    public = earlier.filter(state=State.PUBLISHED).order_by("-published_at")
    return public.first() or earlier.first()


def _changes(before: Vintage | None, now: Vintage) -> tuple[Changes, ...]:
    then, held = frozen(before) if before else None, frozen(now)
    if then is None or held is None:
        return ()
    known = grounds()

    def sources(deliveries: Iterable[str]) -> Iterable[str]:
        return sorted({known[d].source if d in known else d.rpartition("-")[0] for d in deliveries})

    return compare(then, held, sources)


@dataclass(frozen=True)
class PublicPage:
    """A published vintage as the public reads it: flagged where a source of it has ended since."""

    vintage: Vintage
    standing: Standing
    newest: Vintage | None

    @property
    def is_shown(self) -> bool:
        """False once it was taken down: then its files are not given out."""
        return self.vintage.state == State.PUBLISHED


def public_page(vintage: Vintage) -> PublicPage:
    """Everything the public page of a vintage shows; `newest` where a newer one took its place."""
    newest = published().filter(title=vintage.title).first()
    newer = newest if newest and newest.pk != vintage.pk else None
    return PublicPage(vintage, standing(vintage), newer)
