"""Small-area rates are the statistics floor's own rates, written where exact counts may lie."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.unit.data.intake.small_files import RECORD, TODAY, an_agreement, gather_into, text_of

from headwater.analysis.small_area_rates import write_rates
from headwater.data.engine import Engine
from headwater.data.store import Store
from headwater.stats.rates import crude_rate
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.records.agreement import AgreementBook, Purpose

AREA = "E01013756"


@pytest.fixture
def engine(tmp_path):
    store = Store.create(tmp_path / "store")
    rows = []
    for age, sex, count in (
        (19, "Female", 12),
        (19, "Male", 3),
        (70, "Female", 1),
        (19, "Unknown", 2),
    ):
        for _ in range(count):
            changes = {"Crime reference": str(len(rows)), "Victim age": str(age), "Victim sex": sex}
            rows.append(list({**RECORD, **changes}.values()))
    rows.append(list({**RECORD, "Crime reference": "x", "LSOA code": ""}.values()))
    rows.append(list({**RECORD, "Crime reference": "y", "Victim age": ""}.values()))
    crimes, people = tmp_path / "crimes.csv", tmp_path / "residents.csv"
    crimes.write_text(text_of(list(RECORD), rows))
    ages = [f"{sex}{age}" for sex in "FM" for age in range(91)]
    headings = ["LSOA 2021 Code", "LSOA 2021 Name", "Total", *ages]
    people.write_text(text_of(headings, [[AREA, "Leicester 001A", "1820", *["10"] * 182]]))
    gather_into(store, crimes, people)
    opened = Engine(
        store, AgreementBook((an_agreement(),)), purpose=Purpose.NEEDS_ASSESSMENT, at=TODAY
    )
    yield opened
    opened.close()


def test_every_cell_has_the_rate_and_limits_of_the_statistics_floor(engine):
    to = engine.store.folder / "rates.parquet"
    written = write_rates(engine, "police-record-level", to)
    assert (written.cells, written.events) == (4, 18)
    rows = pq.read_table(to).to_pylist()
    known = [row for row in rows if row["population"] is not None]
    expected = crude_rate([r["events"] for r in known], [r["population"] for r in known])
    for name, side in (("rate", expected.value), ("low", expected.low), ("high", expected.high)):
        np.testing.assert_allclose([r[name] for r in known], side, rtol=1e-12)
    cells = {(r["age_band"], r["sex"]): (r["events"], r["population"]) for r in rows}
    assert cells == {
        (18, "female"): (12, 70.0),
        (18, "male"): (3, 70.0),
        (65, "female"): (1, 260.0),
        (18, "not recorded"): (2, None),
    }


def test_a_cell_without_residents_has_no_rate(engine):
    to = engine.store.folder / "rates.parquet"
    write_rates(engine, "police-record-level", to)
    unknown = [r for r in pq.read_table(to).to_pylist() if r["sex"] == "not recorded"]
    assert [(r["rate"], r["low"], r["high"]) for r in unknown] == [(None, None, None)]


def test_exact_counts_may_not_leave_the_secure_area(engine, tmp_path):
    with pytest.raises(UsageError, match="outside the store"):
        write_rates(engine, "police-record-level", tmp_path / "rates.parquet")
    assert not (tmp_path / "rates.parquet").exists()
