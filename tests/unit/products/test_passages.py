"""Passages: every number that a chapter prints stands in one, and each says how it begins."""

from __future__ import annotations

from headwater.products.passages import BEGINNING, passages
from headwater.products.write import Assessment


def test_every_claim_stands_in_a_passage_of_a_chapter(assessed: Assessment) -> None:
    document = assessed.document
    found = passages(document)
    assert {c for p in found for c in p.claims} == {c.id for c in document.claims()}
    titles = {s.title if s.number is None else f"{s.number} {s.title}" for s in document.sections}
    assert {p.chapter for p in found} <= titles
    assert not any(p.chapter.endswith("Where every number comes from") for p in found)


def test_a_passage_is_known_by_how_it_begins(assessed: Assessment) -> None:
    for passage in passages(assessed.document):
        assert passage.words.strip(), passage
        assert len(passage.words) <= BEGINNING + 2
