"""Every chapter keeps the rules of a chapter, with all the data, with open data, and with none."""

from __future__ import annotations

import pytest
from tests.unit.products.conformance import check_chapter, links, numbers, text_of

from headwater.products import strategic_needs_assessment as assessment
from headwater.products.brief import Brief
from headwater.products.chapter import all_chapters
from headwater.products.document import Callout, ClaimList, Document, FigureBlock
from headwater.products.write import Assessment

SLUGS = assessment.CONTENTS
each = pytest.mark.parametrize("slug", SLUGS)


def test_the_contents_hold_every_chapter_of_the_folder_once() -> None:
    assert len(set(SLUGS)) == len(SLUGS)
    assert set(SLUGS) == set(all_chapters())


@each
def test_a_chapter_keeps_the_rules_with_everything(slug: str, brief: Brief) -> None:
    check_chapter(all_chapters()[slug].section(brief, 1))


@each
def test_a_chapter_keeps_the_rules_with_open_data_only(slug: str, open_brief: Brief) -> None:
    check_chapter(all_chapters()[slug].section(open_brief, 1))


@each
def test_a_chapter_keeps_the_rules_with_nothing(slug: str, empty_brief: Brief) -> None:
    check_chapter(all_chapters()[slug].section(empty_brief, 1))


@each
def test_a_chapter_that_waits_for_data_says_whose(slug: str, empty_brief: Brief) -> None:
    chapter = all_chapters()[slug]
    if not chapter.needs:
        return
    (block,) = chapter.section(empty_brief, 1).blocks
    assert isinstance(block, Callout)
    assert block.kind == "gap"
    for source in chapter.needs:
        assert empty_brief.source(source).agency.value in text_of(block.spans)


def test_with_nothing_received_the_document_prints_no_number(empty_brief: Brief) -> None:
    document = assessment.build(empty_brief)
    assert document.claims() == ()
    assert document.figures() == ()


def test_every_number_of_the_document_is_in_its_list(assessed: Assessment) -> None:
    document = assessed.document
    (listed,) = (b for s in document.sections for b in s.blocks if isinstance(b, ClaimList))
    assert {n.claim.id for n in numbers(document.sections)} == {c.id for c in listed.claims}
    assert len({c.id for c in listed.claims}) == len(listed.claims)


def test_two_numbers_with_one_name_say_the_same(assessed: Assessment) -> None:
    """A claim's name is short; if two different numbers shared one, a link would mislead."""
    found: dict[str, object] = {}
    for number in numbers(assessed.document.sections):
        told = (number.claim.value, number.claim.unit, number.claim.title, number.claim.note)
        assert found.setdefault(number.claim.id, told) == told


def test_every_file_a_number_was_made_from_is_in_the_annex(assessed: Assessment) -> None:
    document = assessed.document
    (listed,) = (b for s in document.sections for b in s.blocks if isinstance(b, ClaimList))
    short = dict(listed.deliveries)
    assert {d for c in listed.claims for d in c.deliveries} <= set(short)
    assert len(set(short.values())) == len(short)


def test_links_inside_the_document_lead_to_chapters(assessed: Assessment) -> None:
    sections = {s.slug for s in assessed.document.sections}
    for link in links(assessed.document.sections):
        assert link.href.startswith(("https://", "#")), link
        if link.href.startswith("#"):
            assert link.href[1:] in sections


def test_the_slugs_of_figures_are_unique(assessed: Assessment) -> None:
    slugs = [figure.slug for figure in assessed.document.figures()]
    assert len(slugs) == len(set(slugs)) > 10


def test_the_most_pressing_factors_stand_first(assessed: Assessment) -> None:
    assert assessed.document.sections[0].slug == "summary"
    numbered = [s.number for s in assessed.document.sections if s.number is not None]
    assert sorted(numbered) == list(range(1, len(numbered) + 1))


def test_open_data_alone_makes_a_document_with_figures(open_brief: Brief) -> None:
    document: Document = assessment.build(open_brief)
    assert len(document.figures()) > 5
    kinds = {type(b) for s in document.sections for b in s.blocks}
    assert FigureBlock in kinds
    gaps = [s.slug for s in document.sections if isinstance(s.blocks[0], Callout)]
    assert "victims" in gaps
