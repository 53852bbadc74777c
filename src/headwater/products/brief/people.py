"""Who is harmed and who harms: groups, repeats and cohorts."""

from __future__ import annotations

from functools import cached_property

from headwater.analysis import cohorts, groups, repeats
from headwater.analysis.population import Population, population
from headwater.analysis.released import Released
from headwater.products.brief.tables import Tables
from headwater.vocabulary.people import Role


class People(Tables):
    """Questions about people, answered with counts of many."""

    @cached_property
    def population(self) -> Population:
        """Who lives in the area."""
        return population(self.bench)

    def by_group(self, slug: str, role: Role, what: str) -> Released | None:
        """People in one role by sex or ethnic group."""
        return self._table(
            ("group", slug, role, what), slug, lambda b, i: groups.by_group(b, i, role, what)
        )

    def disparities(self, slug: str, role: Role, what: str) -> tuple[groups.Disparity, ...]:
        """Every group against the reference group: women, or the largest ethnic group."""
        table = self.by_group(slug, role, what)
        if table is None:
            return ()
        reference = "female" if what == "sex" else self._largest_group()
        return groups.disparities(table, reference)

    def _largest_group(self) -> str:
        table = self.population.groups
        return str(table.first["group"]) if table is not None else ""

    def repeats(self, slug: str, role: Role) -> Released | None:
        """People in one role by how often they appear in the year."""
        return self._table(("repeats", slug, role), slug, lambda b, i: repeats.repeats(b, i, role))

    def both_roles(self, slug: str) -> Released | None:
        """Suspects who were also victims."""
        return self._table(("both", slug), slug, repeats.both_roles)

    @cached_property
    def cohorts(self) -> tuple[cohorts.CohortCard, ...]:
        """A card for each cohort that can be counted."""
        found = []
        for cohort in cohorts.COHORTS:
            indicator = self.indicator(cohort.indicator)
            card = cohorts.card(self.bench, cohort, indicator) if indicator else None
            if card is not None:
                found.append(card)
        return tuple(found)
