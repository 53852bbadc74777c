"""What differs between two vintages, chapter by chapter: the old number, the new one, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from headwater.products.render.claims import value_text
from headwater.products.vintage import Vintage, meaning
from headwater.products.words import joined
from headwater.vocabulary.records.claim import ClaimRecord

Key = tuple[object, ...]
Sources = Callable[[Iterable[str]], Iterable[str]]
"""Names the sources of some deliveries."""


@dataclass(frozen=True)
class Change:
    """One number that both vintages print: what it is, as it was, as it is, and why it differs."""

    what: str
    before: str
    now: str
    why: str


@dataclass(frozen=True)
class Changes:
    """What changed in one chapter, and how many of its numbers are new or no longer printed."""

    chapter: str
    changes: tuple[Change, ...]
    new: int
    gone: int

    @property
    def counts(self) -> str:
        """How much changed, in words."""
        parts = (
            (len(self.changes), "changed"),
            (self.new, "new"),
            (self.gone, "no longer printed"),
        )
        return ", ".join(f"{count:,} {what}" for count, what in parts if count)


def compare(before: Vintage, now: Vintage, sources: Sources) -> tuple[Changes, ...]:
    """Every chapter with a number that differs, in reading order."""
    old = dict(_keyed(before.claims, meaning))
    undefined = dict(_keyed(before.claims, _without_definition))
    again = {id(claim): key for key, claim in _keyed(now.claims, _without_definition)}
    chapters, earlier = _chapters(now), _chapters(before)
    rows: dict[str, list[Change]] = {}
    new: Counter[str] = Counter()
    met: set[str] = set()
    for key, claim in _keyed(now.claims, meaning):
        chapter = chapters.get(claim.id, "")
        then = old.get(key) or undefined.get(again[id(claim)])
        if then is None:
            new[chapter] += 1
            continue
        met.add(then.id)
        if _shown(then) != _shown(claim):
            made = Change(_what(claim), _shown(then), _shown(claim), _why(then, claim, sources))
            rows.setdefault(chapter, []).append(made)
    gone = Counter(earlier.get(c.id, "") for c in before.claims if c.id not in met)
    order = dict.fromkeys((*chapters.values(), *earlier.values(), ""))
    return tuple(
        Changes(chapter, tuple(rows.get(chapter, ())), new[chapter], gone[chapter])
        for chapter in order
        if chapter in rows or new[chapter] or gone[chapter]
    )


def _keyed(
    claims: Iterable[ClaimRecord], about: Callable[[ClaimRecord], Key]
) -> Iterator[tuple[Key, ClaimRecord]]:
    """Claims by what they are about; of several alike, such as this year and last, by their turn."""
    turns: Counter[Key] = Counter()
    for claim in claims:
        key = about(claim)
        yield (*key, turns[key]), claim
        turns[key] += 1


def _without_definition(claim: ClaimRecord) -> Key:
    indicator, _, *others = meaning(claim)
    return (indicator, *others)


def _chapters(vintage: Vintage) -> dict[str, str]:
    """The chapter in which each claim is first printed."""
    found: dict[str, str] = {}
    for passage in vintage.passages:
        for claim in passage.claims:
            found.setdefault(claim, passage.chapter)
    return found


def _what(claim: ClaimRecord) -> str:
    labels = (value for _, value in claim.breakdown)
    return ", ".join(part for part in (claim.title, claim.place, *labels) if part)


def _shown(claim: ClaimRecord) -> str:
    return f"{value_text(claim)} {claim.unit}".strip()


def _why(then: ClaimRecord, now: ClaimRecord, sources: Sources) -> str:
    if then.definition != now.definition:
        return f"Definition changed: {now.definition}, was {then.definition}"
    moved = tuple(sources(set(then.deliveries) ^ set(now.deliveries)))
    if then.period != now.period:
        made = f" from {joined(moved)}" if moved else ""
        return f"Data changed: {now.period}{made}, was {then.period}"
    if moved:
        return f"Data changed: {joined(moved)}"
    if then.policy != now.policy:
        return f"Disclosure rule changed: {now.policy}, was {then.policy}"
    return "Computed anew from the same files"
