"""What numbers stand on: every delivery that counts, and whether it may be read today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.data.source import all_sources
from headwater.data.store import Store
from headwater.vocabulary.records.agreement import Purpose
from headwater.web.sharing.models import Agreement
from headwater.web.sharing.selectors.agreements import (
    agreements,
    book,
    record_of,
    standing,
    titles,
)

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Ground:
    """A delivery: its source's title, who sent it, and why it may not be read (empty where it may)."""

    delivery: str
    source: str
    provider: str
    received: datetime
    reason: str = ""


def grounds() -> dict[str, Ground]:
    """Every delivery that counts, by its name, as it stands today for a needs assessment."""
    today, held, sources = timezone.localdate(), book(), all_sources()
    found = {}
    for d in Store.create(Path(settings.ENV.folder) / "store").deliveries():
        source = sources.get(d.source)
        why = ""
        if source is not None and not source.is_public():
            why = held.standing(d.source, Purpose.NEEDS_ASSESSMENT, today, d.provider).reason
        title = source.title if source is not None else d.source
        found[d.id] = Ground(d.id, title, d.provider, d.received, why)
    return found


def silent() -> tuple[str, ...]:
    """Sources under a live agreement of which nothing has come for a year, each with its agency."""
    since = timezone.now() - YEAR
    heard = {(g.source, g.provider) for g in grounds().values() if g.received >= since}
    found = {
        f"{title} from {agreement.provider_name}"
        for agreement in _live(timezone.localdate())
        for title in titles(agreement.sources)
        if (title, agreement.sender or agreement.provider_name) not in heard
    }
    return tuple(sorted(found))


def lapsing(before: date) -> tuple[Agreement, ...]:
    """Agreements that are live today and end before a day."""
    return tuple(a for a in _live(timezone.localdate()) if a.ends < before)


def _live(today: date) -> list[Agreement]:
    return [a for a in agreements() if standing(record_of(a), today)]
