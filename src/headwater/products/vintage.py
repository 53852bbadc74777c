"""A vintage: what one issued document printed, kept so that any number can be traced and compared."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from headwater.products.document import Document
from headwater.products.passages import Passage, passages
from headwater.vocabulary.errors import DocumentError, UsageError
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.records.claim import ClaimRecord

FILE = "claims.json"


@dataclass(frozen=True)
class Vintage:
    """One issue of a document: its name, day, every claim it printed, and the passages that print them.

    A vintage that was kept before passages were has none.
    """

    slug: str
    title: str
    issued: date
    claims: tuple[ClaimRecord, ...]
    passages: tuple[Passage, ...] = ()

    def by_meaning(self) -> dict[tuple[str, ...], ClaimRecord]:
        """Claims by what they say, not by their value, so that two vintages can be compared."""
        return {meaning(claim): claim for claim in self.claims}


def meaning(claim: ClaimRecord) -> tuple[str, ...]:
    """What a claim is about: the same in every vintage, whatever the number and period."""
    return (
        claim.indicator,
        claim.definition,
        claim.title,
        claim.unit,
        claim.place,
        *(f"{name}={value}" for name, value in claim.breakdown),
        claim.note,
    )


def keep(document: Document, folder: Path) -> Vintage:
    """Write a document's claims beside it."""
    vintage = Vintage(
        document.slug, document.title, document.issued, document.claims(), passages(document)
    )
    plain = {
        "slug": vintage.slug,
        "title": vintage.title,
        "issued": vintage.issued.isoformat(),
        "claims": [_plain(claim) for claim in vintage.claims],
        "passages": [dataclasses.asdict(passage) for passage in vintage.passages],
    }
    (folder / FILE).write_text(json.dumps(plain, indent=1, ensure_ascii=False), "utf-8")
    return vintage


def _plain(claim: ClaimRecord) -> dict[str, Any]:
    data = dataclasses.asdict(claim)
    value = claim.value
    data["value"] = {"mark": value.name} if isinstance(value, Mark) else value
    return {"id": claim.id, **data}


def read_vintage(path: Path) -> Vintage:
    """A vintage from its file. Raises DocumentError where it is damaged."""
    try:
        data = json.loads(path.read_text("utf-8"))
        claims = tuple(_claim(item) for item in data["claims"])
        kept = tuple(
            Passage(**{**item, "claims": tuple(item["claims"])})
            for item in data.get("passages", ())
        )
        issued = date.fromisoformat(data["issued"])
        return Vintage(data["slug"], data["title"], issued, claims, kept)
    except (ValueError, KeyError, TypeError) as broken:
        raise DocumentError(
            f"{path} cannot be read. Build the document again with “headwater assess”."
        ) from broken


def _claim(item: dict[str, Any]) -> ClaimRecord:
    known = {f.name for f in dataclasses.fields(ClaimRecord)}
    data = {k: v for k, v in item.items() if k in known}
    value = data["value"]
    data["value"] = Mark[value["mark"]] if isinstance(value, dict) else value
    data["deliveries"] = tuple(data["deliveries"])
    data["breakdown"] = tuple((str(a), str(b)) for a, b in data["breakdown"])
    return ClaimRecord(**data)


def vintages(documents: Path, slug: str) -> tuple[Vintage, ...]:
    """Every kept issue of a document, oldest first."""
    found = [read_vintage(path) for path in sorted(documents.glob(f"*/{FILE}"))]
    return tuple(sorted((v for v in found if v.slug == slug), key=lambda v: v.issued))


def trace(documents: Iterable[Vintage], name: str) -> tuple[Vintage, ClaimRecord]:
    """The newest vintage that printed a claim, and the claim. Raises UsageError for an unknown name."""
    for vintage in reversed(list(documents)):
        for claim in vintage.claims:
            if claim.id == name.upper():
                return vintage, claim
    raise UsageError(
        f"No document printed a claim called “{name}”. Claims look like C1A2B3C4D, and stand in the "
        "annex “Where every number comes from”."
    )
