"""What a vintage stands on today: sources that have moved on, or that may not be read any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from headwater.products.passages import Passage
from headwater.products.vintage import FILE, read_vintage
from headwater.products.vintage import Vintage as Frozen
from headwater.products.words import counted, upper_first
from headwater.web.publications.models import Vintage
from headwater.web.sharing.selectors.grounds import Ground, grounds

Grounds = Mapping[str, Ground]


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> Frozen:
    return read_vintage(path)


def frozen(vintage: Vintage) -> Frozen | None:
    """What a vintage printed; None where it is not built."""
    path = Path(settings.ENV.folder) / "documents" / vintage.folder / FILE
    return _read(path, path.stat().st_mtime_ns) if vintage.folder and path.is_file() else None


@dataclass(frozen=True)
class Moved:
    """One source of a vintage that is not as it was: who sends it, why, and which passages rest on it."""

    source: str
    provider: str
    why: str
    passages: tuple[Passage, ...]

    @property
    def chapters(self) -> tuple[str, ...]:
        """The chapters those passages stand in, in reading order."""
        return tuple(dict.fromkeys(p.chapter for p in self.passages))


@dataclass(frozen=True)
class Standing:
    """Sources that may not be read any more, and sources of which more has come since."""

    gone: tuple[Moved, ...] = ()
    newer: tuple[Moved, ...] = ()

    def __bool__(self) -> bool:
        return not (self.gone or self.newer)


def standing(vintage: Vintage) -> Standing:
    """How a vintage stands today, from the deliveries that its claims name."""
    held = frozen(vintage)
    if held is None:
        return Standing()
    now = grounds()
    return Standing(tuple(_gone(held, now)), tuple(_newer(held, vintage.stood_on, now)))


def _gone(held: Frozen, now: Grounds) -> Iterable[Moved]:
    used = dict.fromkeys(d for claim in held.claims for d in claim.deliveries)
    lost: dict[tuple[str, str, str], set[str]] = {}
    for name in used:
        ground = now.get(name)
        if ground is None:
            lost.setdefault(
                (name.rpartition("-")[0], "", "It is not in the store any more."), set()
            ).add(name)
        elif ground.reason:
            lost.setdefault((ground.source, ground.provider, ground.reason), set()).add(name)
    for (source, provider, why), names in lost.items():
        yield Moved(source, provider, why, _resting(held, names))


def _newer(held: Frozen, stood_on: Iterable[str], now: Grounds) -> Iterable[Moved]:
    before = set(stood_on)
    come: dict[tuple[str, str], int] = {}
    for name, ground in now.items():
        if name not in before and not ground.reason:
            come[ground.source, ground.provider] = come.get((ground.source, ground.provider), 0) + 1
    for (source, provider), files in come.items():
        old = {
            n for n in before if n in now and (now[n].source, now[n].provider) == (source, provider)
        }
        why = f"{upper_first(counted(files, 'file'))} came to count since."
        yield Moved(source, provider, why, _resting(held, old))


def _resting(held: Frozen, deliveries: set[str]) -> tuple[Passage, ...]:
    """The passages that print a number made from any of these deliveries."""
    claims = {c.id for c in held.claims if deliveries & set(c.deliveries)}
    return tuple(p for p in held.passages if claims & set(p.claims))
