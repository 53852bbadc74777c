"""Small rules that everything else leans on: months, ages, marks, definitions, claims, agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import an_agreement

from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.harms import (
    BEHAVIOURS,
    DEFINITIONS,
    ROOT,
    branch,
    from_icd10,
    from_offence,
)
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.people import BROAD_BANDS, FIVE_YEAR_BANDS, OLDEST, AgeBand
from headwater.vocabulary.periods import (
    Month,
    describe_months,
    latest_run,
    missing_months,
    months_between,
)
from headwater.vocabulary.records.agreement import Gateway, Purpose, live
from headwater.vocabulary.records.claim import ClaimRecord

months = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))
NEEDS = Purpose.NEEDS_ASSESSMENT


@given(months, st.integers(-400, 400))
def test_going_forward_and_back_gives_the_same_month(month: Month, count: int) -> None:
    assert month.next(count).next(-count) == month
    assert Month.parse(str(month)) == month


@given(st.sets(months.filter(lambda m: m.year < 2000), max_size=30))
def test_received_and_missing_months_fill_the_span_and_never_meet(found: set[Month]) -> None:
    gaps = set(missing_months(found))
    assert not gaps & found
    if found:
        assert gaps | found == set(months_between(min(found), max(found)))


@given(st.sets(months.filter(lambda m: m.year < 1996), min_size=1, max_size=50))
def test_the_months_of_a_rate_are_one_unbroken_run_of_at_most_a_year(found: set[Month]) -> None:
    run = latest_run(found)
    assert set(run) <= found
    assert 1 <= len(run) <= 12
    assert missing_months(run) == ()


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "25-01", "2025-1", "", "2025-01-01"])
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="2025-03"):
        Month.parse(text)


def test_no_months_are_described_as_nothing() -> None:
    assert describe_months([]) == ""


@pytest.mark.parametrize("bands", [BROAD_BANDS, FIVE_YEAR_BANDS])
def test_bands_of_age_hold_every_age_once(bands: tuple[AgeBand, ...]) -> None:
    for age in range(OLDEST + 1):
        assert sum(band.holds(age) for band in bands) == 1


def test_every_mark_has_words_and_a_short_sign_of_its_own() -> None:
    assert len({str(m) for m in Mark}) == len({m.short for m in Mark}) == len(Mark)
    assert all(str(m) and not str(m).isdigit() for m in Mark)


def test_the_tree_of_behaviours_has_one_root_and_no_ring() -> None:
    assert set(branch(ROOT)) == set(BEHAVIOURS)
    assert len(branch(ROOT)) == len(BEHAVIOURS)


def test_an_offence_or_cause_belongs_to_one_behaviour() -> None:
    for node in BEHAVIOURS.values():
        for code in node.offences:
            assert from_offence(code.lower()) in branch(node.slug)
        for code in node.icd10:
            assert from_icd10(code + ".4") == node.slug
    assert from_offence("99Z") is None
    assert from_icd10("W25") is None


def test_definitions_have_a_version_and_behaviours_that_exist() -> None:
    for slug, definition in DEFINITIONS.items():
        assert definition.label == f"{slug} {definition.version}"
        assert set(definition.behaviours) <= set(BEHAVIOURS)


CLAIM = ClaimRecord(
    120, "offences", "robbery", "Robbery", "d 1", "Ash", "2025", ("p-1",), "house", "ok"
)


@pytest.mark.parametrize(
    "other",
    [
        {"value": 125},
        {"place": "Elm"},
        {"period": "2024"},
        {"definition": "d 2"},
        {"deliveries": ("p-1", "p-2")},
        {"unit": "victims"},
        {"title": "Robbery of people"},
        {"note": "women"},
        {"low": 1.0},
        {"breakdown": (("Sex", "female"),)},
        {"value": Mark.HIDDEN},
    ],
)
def test_a_claim_that_differs_has_another_name(other: dict[str, object]) -> None:
    assert replace(CLAIM, **other).id != CLAIM.id  # type: ignore[arg-type]


def test_the_name_of_a_claim_is_stable() -> None:
    assert replace(CLAIM).id == CLAIM.id
    assert CLAIM.id.startswith("C")
    assert len(CLAIM.id) == 9


@given(st.integers(-800, 800))
def test_an_agreement_is_live_on_its_days_and_no_other(offset: int) -> None:
    one = an_agreement()
    day = one.starts + timedelta(days=offset)
    assert bool(live(one, NEEDS, day)) == (one.starts <= day <= one.ends)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"signatures": ()}, "not signed"),
        ({"dpia_reference": ""}, "impact assessment"),
        ({"officer_view": None}, "no view of the data protection officer"),
        ({"gateway": Gateway.OTHER}, "nobody has written down which"),
        ({"purposes": (Purpose.EVALUATION,)}, "purpose"),
        ({"revoked_on": date(2026, 3, 1)}, "revoked"),
        (
            {
                "gateway": Gateway.SERIOUS_VIOLENCE_DUTY,
                "provider_kind": AgencyKind.HOSPITAL_TRUST,
            },
            "health or social care",
        ),
    ],
)
def test_an_agreement_that_is_not_live_says_why(change: dict[str, object], why: str) -> None:
    standing = live(an_agreement(**change), NEEDS, date(2026, 3, 2))
    assert not standing
    assert why in standing.reason
