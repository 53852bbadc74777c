"""What the search of the whole application finds here."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from headwater.analysis.indicator import all_indicators
from headwater.web.insight.selectors.places import NAMED, found
from headwater.web.sharing.selectors import kept
from headwater.web.ui.rooms import Hit

MOST_PLACES = 20
PAGES = (
    ("Places", "insight:places", "Districts, wards and small areas, with everything known of each"),
    ("Hot spots", "insight:hot-spots", "Small areas that stand out with their neighbours"),
    ("Overlap of harms", "insight:overlap", "Several harms in the same places, beside deprivation"),
)


def find(user: object, words: str) -> Iterable[Hit]:
    """Indicators and pages whose title or meaning holds the words, and places by name or code."""
    wanted = words.casefold()
    for slug, indicator in all_indicators().items():
        if wanted in f"{indicator.title} {indicator.meaning}".casefold():
            address = reverse("insight:indicator", args=[slug])
            yield Hit(indicator.title, address, "Indicator", indicator.meaning)
    for title, name, about in PAGES:
        if wanted in f"{title} {about}".casefold():
            yield Hit(title, reverse(name), "Page", about)
    for place in kept.read("", lambda edition: found(edition, words))[:MOST_PLACES]:
        address = reverse("insight:place", args=[place.code])
        yield Hit(place.name, address, NAMED[place.level], place.code)
