"""What residents report to the partnership: themes and places, no words."""

from __future__ import annotations

import numpy as np

from headwater.data.invented.cells import choose, coded, days, reference, sheet
from headwater.data.invented.county import County
from headwater.data.invented.draw import pick, running
from headwater.data.invented.files import Feeds
from headwater.data.source import all_sources
from headwater.data.sources.community_reports import CHANNELS, THEMES
from headwater.vocabulary.periods import Month

_USUAL = 42
"""Reports a month."""
_BEHAVIOURS = {
    "Knives and weapons": "weapons-possession",
    "Fighting and assaults": "violence-against-the-person",
    "Drug dealing": "drug-offences",
    "Exploitation of children": "youth-offending",
    "Anti-social behaviour": "anti-social-behaviour",
    "Domestic abuse": "violence-against-the-person",
    "Harassment of women and girls": "stalking-and-harassment",
    "Hate": "public-order",
    "Alcohol in public": "public-order",
}
_SLUGS = tuple(dict.fromkeys((*_BEHAVIOURS.values(), "community-concern")))
_THEMES = (9, 12, 14, 7, 20, 4, 8, 4, 8, 9, 7, 8, 3)


class VoicesDesk:
    """Writes community reports by year. Around the hot spot people speak of knives."""

    def __init__(self, feeds: Feeds, county: County) -> None:
        self.feeds, self.county = feeds, county
        self.source = all_sources()["community-reports"]
        hot = np.zeros(len(county))
        hot[county.hot_spot] = 6
        self.places = running(0.2 + county.deprivation + 0.05 * county.night + hot)
        usual = np.array(_THEMES, dtype=float)
        fearful = usual * np.where(np.arange(len(THEMES)) < 2, 4, 1)
        self.themes = running(np.vstack([usual, fearful]))
        self._next = 1

    def month(self, month: Month) -> None:
        """Append one month of reports to its year."""
        c, rng = self.source.columns(), self.feeds.rng
        count = int(rng.poisson(_USUAL))
        one = np.zeros(count, dtype=np.int64)
        parcel = pick(self.places, one, rng)
        theme = pick(self.themes, np.isin(parcel, self.county.hot_spot).astype(np.int64), rng)
        slug = np.array([_SLUGS.index(_BEHAVIOURS.get(t, "community-concern")) for t in THEMES])
        day = np.datetime64(month.first_day(), "D").astype(np.int64)
        cells = {
            "report_ref": reference("R", np.arange(self._next, self._next + count), 5),
            "reported": days(day + np.sort(rng.integers(month.days, size=count))),
            "channel": coded(c["channel"], CHANNELS, rng.integers(len(CHANNELS), size=count)),
            "theme": coded(c["theme"], THEMES, theme),
            "behaviour": coded(c["behaviour"], _SLUGS, slug[theme]),
            "lsoa": choose(self.county.coding.lsoa21, parcel),
        }
        self._next += count
        self.feeds.add(
            f"community-reports/reports-{month.year}.csv",
            self.source.slug,
            sheet(self.source, cells),
        )
