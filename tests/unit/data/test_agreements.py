"""The file of agreements: what is written is read again, and a file of before still reads."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import TODAY, an_agreement

from headwater.data.agreements import (
    EXAMPLE,
    FILE,
    IN_THE_BROWSER,
    read_agreements,
    write_agreements,
)
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    ExitTerms,
    Gateway,
    OfficerView,
    PartyRole,
    Purpose,
    Regime,
    live,
)

FULL = an_agreement(
    columns=("Crime reference",),
    personal_data=True,
    revoked_on=date(2026, 6, 1),
    review_due=date(2026, 7, 1),
    notes="Quoted “so”\nand on",
    sender="Leicestershire Constabulary",
    gateway=Gateway.OTHER,
    other_gateway="Children Act 2004, section 10",
    regime=Regime.LAW_ENFORCEMENT,
    roles=(
        ("Leicestershire Police", PartyRole.CONTROLLER),
        ("Violence Reduction Network", PartyRole.JOINT),
    ),
    condition="Schedule 8, paragraph 1",
    necessity="Nothing less shows where.",
    dpia_on=date(2025, 11, 30),
    officer_view=OfficerView.WITH_MEASURES,
    officer="A. Person",
    rights_contact="rights@example.org",
    security="Encrypted in transit and at rest.",
    exit_terms=ExitTerms.KEEP_AGGREGATES,
    every_months=3,
)


def test_every_field_that_is_written_is_read_again(tmp_path: Path) -> None:
    empty = {"", None, ()}
    assert not [f.name for f in fields(AgreementRecord) if getattr(FULL, f.name) in empty]
    book = AgreementBook((FULL, an_agreement(slug="plain")))
    assert write_agreements(tmp_path, book)
    assert not write_agreements(tmp_path, book)
    read = read_agreements(tmp_path)
    assert read == book
    assert read.agreements[0].notes == FULL.notes
    assert read.place == IN_THE_BROWSER


@given(words=st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_no_text_breaks_the_file(words: str, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("words")
    book = AgreementBook((replace(FULL, necessity=words, roles=((words, PartyRole.PROCESSOR),)),))
    write_agreements(folder, book)
    assert read_agreements(folder) == book


def test_a_file_without_the_newer_fields_still_reads(tmp_path: Path) -> None:
    text = "\n".join(line.removeprefix("# ") for line in EXAMPLE.splitlines()[3:])
    older = "\n".join(x for x in text.splitlines() if not x.startswith(("dpia_on", "officer")))
    (tmp_path / FILE).write_text(older, "utf-8")
    (one,) = read_agreements(tmp_path).agreements
    assert (one.officer_view, one.regime, one.roles, one.every_months) == (None, None, (), 3)
    (tmp_path / FILE).write_text(text, "utf-8")
    (one,) = read_agreements(tmp_path).agreements
    assert one.officer_view is OfficerView.CONTENT
    assert live(one, Purpose.NEEDS_ASSESSMENT, TODAY)
    assert tomllib.loads(text)["agreement"][0]["dpia_on"] == date(2025, 11, 30)


def test_a_renamed_provider_is_covered_under_both_its_names() -> None:
    book = AgreementBook((replace(an_agreement(), sender="Leicestershire Constabulary"),))
    for name in ("Leicestershire Constabulary", "Leicestershire Police"):
        assert len(book.covering("police-record-level", name)) == 1
    assert not book.covering("police-record-level", "Another Police")
