"""Making the pages that everybody opens before anybody waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from django.db import close_old_connections

from headwater.figures.draw import wake
from headwater.vocabulary.errors import HeadwaterError
from headwater.vocabulary.places import Level
from headwater.web.insight.selectors import hot_spots, overlap
from headwater.web.insight.selectors.breakdowns import NOTHING, places
from headwater.web.insight.selectors.indicators import lines
from headwater.web.insight.views import bodies
from headwater.web.sharing.selectors.kept import Edition, OutOfDate, edition

PAUSE = 2.0
"""Seconds between looks at whether anything has changed."""
BREATH = 0.2
"""Seconds between two pages, so that whoever asks for one comes first."""


def pages(of: Edition) -> Iterator[Callable[[], object]]:
    """The pages made ahead, most wanted first: indicators, hot spots, overlap, districts."""
    known = lines(of)
    lead = [hot_spots.LEAD] if hot_spots.LEAD in known else []
    for slug in dict.fromkeys((*lead, *known)):
        yield partial(bodies.indicator, of, slug, NOTHING)
    if known:
        yield partial(bodies.hot_spots, of, hot_spots.LEAD)
    for worst in overlap.WORST:
        yield partial(bodies.overlap, of, worst)
    for district in places(of).of(Level.DISTRICT):
        yield partial(bodies.place, of, district.code)


def warm(stop: threading.Event, of: Edition) -> None:
    """Make the pages of an edition, until it is over or the server stops."""
    with suppress(OutOfDate, HeadwaterError):
        for make in pages(of):
            make()
            if stop.wait(BREATH):
                return


def loop(stop: threading.Event) -> None:
    """Make the pages anew whenever what may be read has changed."""
    done: Edition | None = None
    while not stop.is_set():
        close_old_connections()
        with suppress(HeadwaterError):
            now = edition()
            if now is not done:
                warm(stop, now)
                done = now
        stop.wait(PAUSE)


def beside(stop: threading.Event) -> None:
    """Start the loop in a thread of its own, which ends with the event; and the drawing library."""
    threading.Thread(target=wake, daemon=True, name="headwater-draw").start()
    threading.Thread(target=loop, args=(stop,), daemon=True, name="headwater-warm").start()
