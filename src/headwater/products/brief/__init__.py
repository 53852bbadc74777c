"""The brief: everything a product may say, computed once when first asked for, released before it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from headwater.analysis import costs, harm, investment, measures, pressing
from headwater.products.brief.people import People
from headwater.products.brief.places import Places
from headwater.products.vintage import Vintage, meaning
from headwater.vocabulary.harm_weights import HARM_WEIGHTS
from headwater.vocabulary.places import Level
from headwater.vocabulary.records.claim import ClaimRecord

MEASURES = (
    "FirstYJS",
    "ReoffYO",
    "TotPermEx",
    "Total_ Pup_FixedEx",
    "TotPerAbNew",
    "16-17 NEET",
    "HospAd0-14",
    "LACSubstance",
)
"""Published measures printed in the chapter on risk, by the publisher's short names."""


class Brief(People, Places):
    """One partnership on one day: released tables, changes and facts about its data, on demand."""

    @cached_property
    def harm(self) -> harm.HarmTotal | None:
        """The harm-weighted total of recorded violence."""
        weights = HARM_WEIGHTS[self.profile.harm_weights]
        periods = self.periods("defined-violence")
        return self._table(
            ("harm",), "defined-violence", lambda b, i: harm.harm_total(b, i, weights, periods)
        )

    @cached_property
    def investment(self) -> investment.Investment | None:
        """Services and money by tier."""
        return investment.investment(self.bench, self.profile.tiers)

    @cached_property
    def costs(self) -> costs.Costs | None:
        """What recorded violence costs."""
        found = self.indicator("recorded-violence")
        return costs.costs(self.bench, found) if found else None

    @cached_property
    def measures(self) -> tuple[measures.Measure, ...]:
        """Published measures of risk and protection."""
        return measures.published(self.bench, MEASURES)

    @cached_property
    def moved(self) -> tuple[tuple[ClaimRecord, ClaimRecord], ...]:
        """Numbers printed last time whose value would differ today: then and now."""
        if self.previous is None:
            return ()
        return tuple(self._recount(self.previous))

    def _recount(self, previous: Vintage) -> Iterable[tuple[ClaimRecord, ClaimRecord]]:
        now = {meaning(c): c for c in self._headline_claims()}
        for key, before in previous.by_meaning().items():
            after = now.get(key)
            if after is not None and after.value != before.value:
                yield before, after

    def _headline_claims(self) -> Iterable[ClaimRecord]:
        """The numbers of every indicator for the area and its districts, as printed in chapters."""
        for slug in self.indicators:
            yearly = self.by_period(slug)
            if yearly is not None:
                row = yearly.last
                yield yearly.claim(row, "events")
                if "value" in row:
                    yield yearly.claim(row, "value")
            if slug in self.place_harms:
                table = self.by_place(slug, Level.DISTRICT)
                if table is not None:
                    yield from (table.claim(row) for row in table if "value" in row)

    @cached_property
    def factors(self) -> tuple[pressing.Factor, ...]:
        """The most pressing factors, ranked."""
        found = [self._evidence(slug) for slug in self.indicators if self.impact(slug)]
        return pressing.rank([e for e in found if e is not None])

    def _evidence(self, slug: str) -> pressing.Evidence | None:
        table = self.by_period(slug)
        if table is None or not isinstance(table.last["events"], int | float):
            return None
        placed = slug in self.place_harms
        hot = self.hot_spots(slug) if placed else None
        clusters = list(hot.clusters) if hot else []
        return pressing.Evidence(
            indicator=self.indicators[slug],
            impact=self.impact(slug),
            table=table,
            change=self.change(slug, self.periods(slug)),
            gap=self.deprivation_gap(slug) if placed else None,
            concentration=self.concentration(slug) if placed else None,
            places=self.by_place(slug, Level.DISTRICT) if placed else None,
            hot_spot=str(clusters[0]["place"]) if clusters else "",
            moved=self.changed_places(slug),
        )
