"""Twenty-eight real months of Leicestershire's street crime, with the quirks they are known for."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest
from tests.unit.data.intake.small_files import gather_into

from headwater.data.engine import Engine
from headwater.data.intake.gather import State
from headwater.data.intake.receipt import Receipt
from headwater.data.store import Store
from headwater.vocabulary.records.agreement import AgreementBook, Purpose

pytestmark = pytest.mark.realdata
LOOKUPS = ("lookup_lsoa11_lsoa21_ltla22.csv.gz", "lookup_lsoa21_ward24_ltla24.csv.gz")


def files(realdata: Path) -> list[Path]:
    return sorted((realdata / "police_uk" / "leicestershire").glob("*-street.csv.gz"))


@pytest.fixture(scope="module")
def gathered(realdata, tmp_path_factory) -> tuple[Store, dict[str, Receipt]]:
    store = Store.create(tmp_path_factory.mktemp("real") / "store")
    lookups = [realdata / "lookups" / name for name in LOOKUPS]
    outcomes = gather_into(store, *lookups, *files(realdata), book=AgreementBook())
    assert {o.state for o in outcomes} == {State.NEW}
    return store, {o.receipt.file[:7]: o.receipt for o in outcomes[len(lookups) :]}


@pytest.fixture(scope="module")
def profile(realdata) -> dict[str, dict[str, str]]:
    """What a count of the files by other means found, by month."""
    with (realdata / "police_uk" / "FILE_PROFILE.csv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if "leicestershire-street" in row["file"]]
    return {row["file"].rsplit("/", 1)[-1][:7]: row for row in rows}


def shown(store: Store) -> list[tuple[str, ...]]:
    engine = Engine(store, AgreementBook(), purpose=Purpose.MONITORING, at=date(2026, 3, 2))
    rows = engine.sql(
        "SELECT delivery, row, month::VARCHAR, lsoa, behaviour, outcome FROM incidents ORDER BY ALL"
    )
    engine.close()
    return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def test_every_row_of_every_month_is_read_and_kept(gathered):
    _, receipts = gathered
    assert len(receipts) == 28
    assert sum(r.rows_read for r in receipts.values()) == 231_387
    assert sum(r.quarantined for r in receipts.values()) == 0


def test_rows_places_and_repeats_are_as_counted_by_other_means(gathered, profile):
    _, receipts = gathered
    for month, known in profile.items():
        receipt = receipts[month]
        assert receipt.rows_read == int(known["rows"])
        assert receipt.repeated_rows == int(known["identical_rows"])
        assert dict(receipt.unplaced).get(month, 0) == int(known["blank_lsoa"])
        assert dict(receipt.outside).get(month, 0) == int(known["outside_llr"])


def test_five_crimes_that_come_again_stand_once_each(gathered):
    store, receipts = gathered
    assert sum(r.replaced + r.superseded for r in receipts.values()) == 7
    assert len(shown(store)) == 231_380


def test_march_2020_lacks_a_place_in_a_seventh_of_its_rows_and_says_so(gathered):
    _, receipts = gathered
    assert dict(receipts["2020-03"].unplaced_shares)["2020-03"] == pytest.approx(0.142, abs=0.001)
    assert any("March 2020: 14% of rows" in alert for alert in receipts["2020-03"].alerts)
    assert not any("no place" in alert for alert in receipts["2020-06"].alerts)


def test_months_that_are_missing_are_gaps(gathered):
    _, receipts = gathered
    assert receipts["2019-12"].missing == ("2019-10", "2019-11")
    assert len(receipts["2025-03"].missing) == 2 + 37


def test_the_census_of_the_codes_changes_between_2021_and_2025(gathered):
    _, receipts = gathered
    assert {r.vintage for month, r in receipts.items() if month < "2022"} == {"2011"}
    assert {r.vintage for month, r in receipts.items() if month > "2022"} == {"2021"}
    assert any("2021 Census" in alert for alert in receipts["2025-01"].alerts)
    assert not any("neither census" in a for r in receipts.values() for a in r.alerts)


def test_the_order_in_which_months_arrive_changes_nothing(gathered, realdata, tmp_path):
    store, _ = gathered
    paths = files(realdata)
    random.Random(7).shuffle(paths)
    other = Store.create(tmp_path / "store")
    for path in [*paths, *paths[:3]]:
        gather_into(other, path, book=AgreementBook())
    assert shown(other) == shown(store)
