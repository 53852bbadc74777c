"""How good the data is: what came, what was set aside, what is missing, and what a reader must know."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.release import rows_in_words
from headwater.analysis.workbench import Workbench
from headwater.data.engine import Refusal
from headwater.data.geography import RULE
from headwater.data.intake.receipt import Receipt
from headwater.data.source import Shape, Source, all_sources
from headwater.vocabulary.periods import Month, missing_months

__all__ = ["RULE", "Refusal", "Source", "SourceQuality", "received", "scorecard", "source"]

_TOLD = ("No file", "Its LSOA codes")
"""Alerts of a receipt that the scorecard tells for the whole series."""

WORST = 0.05
"""A month with more than this share of rows unplaced is named."""


@dataclass(frozen=True)
class SourceQuality:
    """What is known about one incident source. Counts are of rows; shares are 0 to 1."""

    source: type[Source]
    files: int
    first_received: str
    last_received: str
    rows: int
    accepted: int
    quarantined: int
    superseded: int
    months: tuple[Month, ...]
    missing: tuple[Month, ...]
    unplaced: float
    worst_month: Month | None
    worst_share: float
    outside: int
    other_areas: int
    repeated_rows: int
    vintages: tuple[tuple[str, int], ...]
    faults: tuple[tuple[str, str, int], ...]
    alerts: tuple[str, ...]
    providers: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()

    def in_words(self, rows: int) -> str:
        """A number of its rows as it may be printed."""
        return rows_in_words(rows, public=self.source.is_public())


def source(slug: str) -> type[Source]:
    """The declaration of a source."""
    return all_sources()[slug]


def all_declared() -> tuple[type[Source], ...]:
    """Every source Headwater knows, by slug."""
    return tuple(all_sources().values())


@dataclass(frozen=True)
class FileUsed:
    """One file an assessment rests on; `short` is how the list of numbers names it."""

    delivery: str
    short: str
    file: str
    publisher: str
    received: str
    rows: str
    fingerprint: str


def files_used(bench: Workbench) -> tuple[FileUsed, ...]:
    """Every file that may be read today, in the order of arrival."""
    readable = {d.id for d in bench.engine.deliveries}
    shown = [
        d for d in bench.store.deliveries() if d.id in readable or d.shape != Shape.INCIDENTS.value
    ]
    return tuple(
        FileUsed(
            d.id,
            f"D{i + 1}",
            d.file,
            d.provider,
            f"{d.received:%-d %b %Y}",
            rows_in_words(int(d.receipt["accepted"]), public=source(d.source).is_public()),
            d.sha256[:16],
        )
        for i, d in enumerate(shown)
    )


def received(bench: Workbench) -> frozenset[str]:
    """Every source that has arrived and may be read: incidents under agreement, and reference data."""
    shapes = (s.value for s in Shape if s is not Shape.INCIDENTS)
    reference = {d.source for shape in shapes for d in bench.store.deliveries(shape=shape)}
    return bench.arrived() | reference


def scorecard(bench: Workbench) -> tuple[SourceQuality, ...]:
    """One line for each incident source that may be read."""
    by_source: dict[str, list[Receipt]] = {}
    days: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for delivery in bench.engine.deliveries:
        by_source.setdefault(delivery.source, []).append(Receipt.from_plain(delivery.receipt))
        days.setdefault(delivery.source, []).append(delivery.received.date().isoformat())
        names.setdefault(delivery.source, []).append(delivery.id)
    return tuple(
        _quality(bench, slug, receipts, days[slug], tuple(names[slug]))
        for slug, receipts in by_source.items()
    )


def _quality(
    bench: Workbench, slug: str, receipts: list[Receipt], days: list[str], names: tuple[str, ...]
) -> SourceQuality:
    months = bench.months(slug)
    totals = _sum(receipts, "by_month")
    placed = "lsoa" in all_sources()[slug].minimum
    lost = _sum(receipts, "unplaced") if placed else {}
    worst = max(lost, key=lambda m: lost[m] / max(totals.get(m, 1), 1), default=None)
    share = lost[worst] / max(totals.get(worst, 1), 1) if worst else 0.0
    faults: dict[tuple[str, str], int] = {}
    for receipt in receipts:
        for fault in receipt.faults:
            key = (fault.column, fault.reason)
            faults[key] = faults.get(key, 0) + fault.count
    accepted = sum(r.accepted for r in receipts)
    # A file that lies almost wholly elsewhere is a neighbour's, not a fault of this sender's.
    own = [r for r in receipts if sum(n for _, n in r.outside) <= r.accepted * 0.9]
    return SourceQuality(
        source=all_sources()[slug],
        files=len(receipts),
        first_received=min(days),
        last_received=max(days),
        rows=sum(r.rows_read for r in receipts),
        accepted=accepted,
        quarantined=sum(r.quarantined for r in receipts),
        superseded=sum(r.superseded + r.replaced for r in receipts),
        months=months,
        missing=missing_months(months),
        unplaced=sum(lost.values()) / max(sum(totals.values()), 1),
        worst_month=Month.parse(worst) if worst and worst != "None" and share > WORST else None,
        worst_share=share,
        outside=sum(_sum(own, "outside").values()),
        other_areas=len(receipts) - len(own),
        repeated_rows=sum(r.repeated_rows for r in receipts),
        vintages=tuple(sorted(_sum(receipts, "vintages").items())),
        faults=tuple((c, why, n) for (c, why), n in faults.items()),
        alerts=tuple(
            dict.fromkeys(a for r in receipts for a in r.alerts if not a.startswith(_TOLD))
        ),
        providers=tuple(sorted({r.provider for r in receipts})),
        deliveries=names,
    )


def _sum(receipts: list[Receipt], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for receipt in receipts:
        for key, count in getattr(receipt, name):
            found[key] = found.get(key, 0) + count
    return found
