"""A claim in words, alike in every format."""

from __future__ import annotations

from headwater.analysis.released import show
from headwater.products.document import ClaimList
from headwater.vocabulary.records.claim import ClaimRecord

HEADERS = ("Number", "What it is", "Where and when", "Made from")


def value_text(claim: ClaimRecord) -> str:
    """The number with its interval."""
    value = claim.value
    digits = 0 if isinstance(value, int) else 1
    text = show(value, digits) if isinstance(value, int | float) else str(value)
    if claim.low is None or claim.high is None:
        return text
    return f"{text} ({show(claim.low, 1)} to {show(claim.high, 1)})"


def row(claim: ClaimRecord, block: ClaimList) -> tuple[str, str, str, str]:
    """The four cells that say what a claim is and what it was made from."""
    short = dict(block.deliveries)
    made = " ".join(dict.fromkeys(short.get(d, d) for d in claim.deliveries))
    labels = "; ".join(f"{name}: {value}" for name, value in claim.breakdown)
    what = f"{claim.title}. {labels}." if labels else f"{claim.title}."
    where = ", ".join(p for p in (claim.place, claim.period) if p)
    return (
        f"{value_text(claim)} {claim.unit}",
        f"{what} Indicator {claim.indicator}; definition {claim.definition}.",
        where,
        f"{made or 'no delivery'}; {claim.policy}.",
    )
