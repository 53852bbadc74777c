"""What has arrived and may be read: the ground that every other question stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TypeVar

from headwater.analysis import quality
from headwater.analysis.indicator import Indicator, all_indicators
from headwater.analysis.workbench import Workbench
from headwater.products.vintage import Vintage

T = TypeVar("T")


class Received:
    """One partnership on one day: what it holds."""

    def __init__(self, bench: Workbench, *, issued: date, previous: Vintage | None = None) -> None:
        self.bench = bench
        self.issued = issued
        self.previous = previous
        self.profile = bench.profile
        self.geography = bench.geography
        self._kept: dict[tuple[object, ...], object] = {}

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    @property
    def refusals(self) -> tuple[quality.Refusal, ...]:
        """Sources that are held and may not be read today."""
        return self.bench.refusals

    def has(self, *slugs: str) -> bool:
        """Whether any of these sources has arrived and may be read."""
        return bool(set(slugs) & self.received)

    @cached_property
    def received(self) -> frozenset[str]:
        """Every source, of any shape, that has arrived and may be read."""
        return quality.received(self.bench)

    @staticmethod
    def source(slug: str) -> type[quality.Source]:
        """The declaration of a source."""
        return quality.source(slug)

    @cached_property
    def missing_sources(self) -> tuple[type[quality.Source], ...]:
        """Sources that have not arrived or may not be read, and that no Board decision bars."""
        return tuple(
            s for s in quality.all_declared() if s.slug not in self.received and not s.barred
        )

    @cached_property
    def files(self) -> tuple[quality.FileUsed, ...]:
        """Every file that may be read, with the short name claims give it."""
        return quality.files_used(self.bench)

    @property
    def latest_delivery(self) -> str:
        """The newest file, in words."""
        return f"{self.files[-1].file}, {self.files[-1].received}" if self.files else "none yet"

    @cached_property
    def scorecard(self) -> tuple[quality.SourceQuality, ...]:
        """What is known about the quality of each incident source."""
        return quality.scorecard(self.bench)

    @cached_property
    def indicators(self) -> dict[str, type[Indicator]]:
        """The indicators that can be computed from what has arrived."""
        known = all_indicators().items()
        return {s: i for s, i in known if self.bench.source_of(i) is not None}

    def indicator(self, slug: str) -> type[Indicator] | None:
        """An indicator that can be computed, or None."""
        return self.indicators.get(slug)

    def _table(self, key: tuple[object, ...], slug: str, make: Callable[..., T]) -> T | None:
        found = self.indicator(slug)
        if found is None:
            return None
        return self._once(key, lambda: make(self.bench, found))
