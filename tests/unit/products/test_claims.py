"""Claims: each can be traced, is the same for the same files, and changes when its files do."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.county import DAY, copy
from tests.unit.analysis.small_partnership import Small, offences
from tests.unit.analysis.test_metamorphic import end_agreement
from tests.unit.products.conformance import check_chapter, lines, text_of

from headwater.analysis.workbench import Workbench
from headwater.partnership import Partnership
from headwater.products import strategic_needs_assessment as assessment
from headwater.products.brief import Brief
from headwater.products.document import Callout, ClaimList
from headwater.products.vintage import FILE, keep, meaning, read_vintage, trace, vintages
from headwater.products.write import Assessment
from headwater.vocabulary.errors import DocumentError, UsageError
from headwater.vocabulary.records.claim import ClaimRecord


def test_every_printed_number_is_traced(assessed_folder: Path, assessed: Assessment) -> None:
    kept = vintages(assessed_folder / "documents", assessment.SLUG)
    printed = assessed.document.claims()
    assert len(printed) > 100
    for claim in printed:
        vintage, found = trace(kept, claim.id)
        assert found == claim
        assert vintage.issued == DAY
    assert trace(kept, printed[0].id.lower())[1] == printed[0]


def test_every_file_a_claim_names_is_in_the_store(
    assessed_folder: Path, assessed: Assessment
) -> None:
    held = {d.id for d in Partnership(assessed_folder, at=DAY).deliveries()}
    for claim in assessed.document.claims():
        assert claim.deliveries, claim
        assert set(claim.deliveries) <= held


def test_a_number_nobody_printed_is_not_found_and_the_error_says_where_to_look() -> None:
    with pytest.raises(UsageError, match="Where every number comes from"):
        trace((), "C00000000")


def test_the_same_files_give_the_same_claims(brief: Brief, assessed: Assessment) -> None:
    """Computed again in another process: same numbers, same names, same order."""
    again = assessment.build(brief).claims()
    assert [c.id for c in again] == [c.id for c in assessed.document.claims()]
    assert again == assessed.document.claims()


def test_what_is_kept_reads_back_equal(assessed: Assessment, tmp_path: Path) -> None:
    kept = keep(assessed.document, tmp_path)
    assert read_vintage(tmp_path / FILE) == kept
    plain = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert [c["id"] for c in plain["claims"]] == [c.id for c in kept.claims]


@pytest.mark.parametrize("text", ["", "{}", '{"claims": [{"value": 1}]}', "not json"])
def test_a_damaged_vintage_says_what_to_do(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(DocumentError, match="headwater assess"):
        read_vintage(tmp_path / FILE)


def test_claims_that_say_different_things_have_different_meanings(assessed: Assessment) -> None:
    """Or else a comparison of two vintages would set the number of one group beside another's."""
    seen: dict[tuple[str, ...], ClaimRecord] = {}
    for claim in assessed.document.claims():
        other = seen.setdefault((*meaning(claim), claim.period), claim)
        assert other.value == claim.value, f"{other}\n{claim}"


def numbers(small: Small) -> dict[tuple[str, ...], object]:
    """What each headline claim says, by what it is about."""
    brief = Brief(small.open().bench, issued=DAY)
    found: dict[tuple[str, ...], object] = {}
    for slug in brief.indicators:
        table = brief.by_period(slug)
        if table is not None:
            for row in table:
                claim = table.claim(row, "events")
                found[(*meaning(claim), claim.period)] = claim.value
    return found


def test_a_corrected_extract_changes_the_claims_it_touches_and_no_other(
    invented: Path, tmp_path: Path
) -> None:
    small = Small.make(tmp_path / "corrected", invented)
    months = [f"2025-{m:02}" for m in range(1, 13)]
    injuries = [r for m in months for r in offences(m, 20)]
    robberies = [r for m in months for r in offences(m, 12, Offence_code="34B")]
    damage = [r for m in months for r in offences(m, 15, Offence_code="58A")]
    for i, row in enumerate((*injuries, *robberies, *damage)):
        row["Crime reference"] = f"R{i:05}"
    small.police("police 2026-01-05.csv", [*injuries, *robberies, *damage])
    small.gather()
    before = numbers(small)
    # Twenty robberies turn out to be injuries: the force sends the month again.
    again = [{**row, "Offence code": "8N"} for row in robberies[:20]]
    (outcome,) = small.gather(small.police("police 2026-02-05.csv", again))
    assert outcome.receipt is not None
    assert outcome.receipt.replaced == 20
    after = numbers(small)
    assert before.keys() == after.keys()
    changed = {key[0] for key in before if before[key] != after[key]}
    assert changed == {"robbery", "violence-with-injury", "recorded-violence"}


def test_the_next_assessment_says_which_numbers_moved(
    assessed_folder: Path, invented: Path, tmp_path: Path
) -> None:
    """Nothing arrived in between: nothing is said to have moved."""
    (previous,) = vintages(assessed_folder / "documents", assessment.SLUG)
    later = DAY + timedelta(days=1)
    bench = Workbench(copy(invented, tmp_path / "county"), at=later)
    same = Brief(bench, issued=later, previous=previous)
    assert same.moved == ()
    bench.close()
    # The ambulance service leaves: no number of the others may move.
    folder = copy(invented, tmp_path / "without")
    end_agreement(folder, "ambulance", DAY.isoformat())
    bench = Workbench(folder, at=later)
    less = Brief(bench, issued=later, previous=previous)
    assert {now.indicator for _, now in less.moved} <= {"overlap"}
    bench.close()


def test_when_an_agreement_ends_its_source_is_in_no_chapter_and_the_front_says_so(
    invented: Path, tmp_path: Path
) -> None:
    folder = copy(invented, tmp_path / "county")
    end_agreement(folder, "emergency-department", DAY.isoformat())
    later = DAY + timedelta(days=1)
    bench = Workbench(folder, at=later)
    gone = {d.id for d in bench.store.deliveries(source="emergency-department")}
    assert gone
    document = assessment.build(Brief(bench, issued=later))
    for section in document.sections:
        check_chapter(section)
    for claim in document.claims():
        assert not gone & set(claim.deliveries), claim
    (listed,) = (b for s in document.sections for b in s.blocks if isinstance(b, ClaimList))
    assert not gone & {name for name, _ in listed.deliveries}
    for figure in document.figures():
        assert not gone & set(figure.table.provenance.deliveries)
    front = next(s for s in document.sections if s.slug == "about")
    warned = [text_of(b.spans) for b in front.blocks if isinstance(b, Callout)]
    assert any("emergency-department" in w and "it ended on 15 October 2026" in w for w in warned)
    told = " ".join(t for b in front.blocks for t in lines(b))
    assert "Assaults treated in emergency departments" in told
    bench.close()
