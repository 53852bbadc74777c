"""A restricted source comes in, and is read, only under a live agreement; a public one needs none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.data.intake.small_files import RECORD, TODAY, an_agreement, street_row

from headwater.data.engine import Engine
from headwater.data.intake.gather import State
from headwater.vocabulary.errors import AgreementError
from headwater.vocabulary.records.agreement import AgreementBook, Purpose


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"signatures": an_agreement().signatures[:1]}, "not signed by Violence Reduction Network"),
        ({"ends": date(2026, 2, 28)}, "it ended on 28 February 2026"),
        ({"starts": date(2026, 4, 1)}, "it begins on 1 April 2026"),
        ({"revoked_on": date(2026, 2, 1)}, "it was revoked on 1 February 2026"),
        ({"purposes": (Purpose.EVALUATION,)}, "it does not allow the purpose “needs-assessment”"),
        ({"dpia_reference": ""}, "it names no data protection impact assessment"),
        ({"officer_view": None}, "no view of the data protection officer"),
        ({"columns": ("Crime reference",)}, "does not list the column Recorded date"),
        ({"sources": ("ambulance",)}, "No agreement covers"),
    ],
)
def test_a_file_is_refused_with_the_reason_its_agreement_gives(
    take, records, store, changes, reason
):
    outcome = take(records({}), book=AgreementBook((an_agreement(**changes),)))[0]
    assert outcome.state is State.REFUSED
    assert isinstance(outcome.error, AgreementError)
    assert outcome.error.exit_code == 6
    assert reason in outcome.message
    assert store.deliveries() == ()
    assert not list(store.rows.rglob("*.parquet"))


def test_a_column_that_is_not_in_the_allow_list_is_named(take, records):
    allowed = tuple(title for title in RECORD if title != "Victim ethnicity")
    outcome = take(records({}), book=AgreementBook((an_agreement(columns=allowed),)))[0]
    assert "does not list the column Victim ethnicity" in outcome.message


def test_every_listed_column_passes(take, records):
    book = AgreementBook((an_agreement(columns=tuple(RECORD)),))
    assert take(records({}), book=book)[0].state is State.NEW


def test_public_data_needs_no_agreement(take, street, store):
    assert take(street(street_row("a" * 64)), book=AgreementBook())[0].state is State.NEW
    engine = Engine(store, AgreementBook(), purpose=Purpose.EVALUATION, at=date(2040, 1, 1))
    assert engine.incidents().count().to_pyarrow().as_py() == 1
    engine.close()


def test_rows_are_shown_on_every_day_of_the_agreement_and_on_no_other(take, records, store):
    take(records({}, {"Crime reference": "B"}))
    book = AgreementBook((an_agreement(),))
    for days, expected in ((-426, 0), (0, 2), (303, 2), (304, 2), (305, 0), (4_000, 0)):
        day = TODAY + timedelta(days=days)
        engine = Engine(store, book, purpose=Purpose.NEEDS_ASSESSMENT, at=day)
        assert engine.incidents().count().to_pyarrow().as_py() == expected, day
        assert bool(engine.refusals) is (expected == 0)
        engine.close()


@pytest.mark.parametrize(
    ("book", "purpose"),
    [
        (AgreementBook(), Purpose.NEEDS_ASSESSMENT),
        (AgreementBook((an_agreement(),)), Purpose.EVALUATION),
        (AgreementBook((an_agreement(revoked_on=TODAY),)), Purpose.NEEDS_ASSESSMENT),
        (AgreementBook((an_agreement(provider="Another Police"),)), Purpose.NEEDS_ASSESSMENT),
    ],
    ids=["none", "another purpose", "revoked today", "another agency's"],
)
def test_no_relation_of_the_engine_shows_a_row_without_a_live_agreement(
    take, records, street, store, book, purpose
):
    take(records({}), street(street_row("a" * 64)))
    engine = Engine(store, book, purpose=purpose, at=TODAY)
    names = [
        row["name"]
        for row in engine.sql(
            "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal UNION ALL SELECT table_name FROM duckdb_tables()"
        ).to_pylist()
    ]
    assert "incidents" in names
    for name in names:
        shown = engine.sql(f"SELECT * FROM {name}").to_pylist()
        assert not any(row.get("source") == "police-record-level" for row in shown), name
    assert [r.source for r in engine.refusals] == ["police-record-level"]
    engine.close()
