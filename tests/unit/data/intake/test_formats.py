"""The same table is the same delivery in every format that can be read."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.unit.data.intake.small_files import RECORD, STREET, gather_into, saved_as, street_row

from headwater.data.intake.gather import State
from headwater.data.store import Store

FORMATS = ("csv", "csv.gz", "xlsx", "parquet", "zip")


def told(receipt):
    return (
        receipt.rows_read,
        receipt.accepted,
        receipt.quarantined,
        receipt.superseded,
        receipt.by_month,
        receipt.by_behaviour,
        receipt.unplaced,
        receipt.repeated_rows,
        [(f.column, f.reason, f.count) for f in receipt.faults],
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_record_level_rows_are_read_alike_from_every_format(tmp_path, kind):
    rows = [
        list({**RECORD, "Crime reference": str(n), "Victim age": str(15 + n)}.values())
        for n in range(5)
    ]
    rows.append(list({**RECORD, "Crime reference": "9", "Victim age": "old"}.values()))
    store = Store.create(tmp_path / kind)
    outcome = gather_into(store, saved_as(tmp_path / f"records.{kind}", list(RECORD), rows))[0]
    assert outcome.state is State.NEW, outcome.message
    plain = Store.create(tmp_path / "plain")
    expected = gather_into(plain, saved_as(tmp_path / "plain.csv", list(RECORD), rows))[0]
    assert told(outcome.receipt) == told(expected.receipt)


@pytest.mark.parametrize("kind", FORMATS)
def test_street_rows_are_read_alike_from_every_format(tmp_path, kind):
    same = street_row("", kind="Anti-social behaviour")
    rows = [same, same, street_row("a" * 64), street_row("", lsoa="", kind="Anti-social behaviour")]
    store = Store.create(tmp_path / kind)
    outcome = gather_into(store, saved_as(tmp_path / f"street.{kind}", STREET, rows))[0]
    assert outcome.receipt.accepted == 4
    assert outcome.receipt.repeated_rows == 1
    assert outcome.receipt.unplaced == (("2025-01", 1),)


def test_typed_parquet_columns_are_read(tmp_path, store):
    columns = {title: [value] * 2 for title, value in RECORD.items()} | {
        "Crime reference": ["A", "B"],
        "Recorded date": [dt.date(2026, 1, 15)] * 2,
        "Committed from": [dt.datetime(2026, 1, 14, 22, 10)] * 2,  # noqa: DTZ001
        "Victim age": pa.array([19.0, None], pa.float64()),
        "Knife flag": [True, False],
        "Easting": [458700, 458701],
        "Victim sex": pa.array(["Female", "Male"]).dictionary_encode(),
    }
    path = tmp_path / "records.parquet"
    pq.write_table(pa.table(columns), path)
    receipt = gather_into(store, path)[0].receipt
    assert (receipt.accepted, receipt.quarantined) == (2, 0)


def test_typed_cells_of_a_workbook_are_read_and_rows_keep_their_numbers(tmp_path, store):
    path = tmp_path / "records.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "Recorded crime, January 2026")
        sheet.write_row(2, 0, list(RECORD))
        for number, age in enumerate((19, 300, 20), start=3):
            sheet.write_row(number, 0, list({**RECORD, "Crime reference": str(number)}.values()))
            sheet.write_datetime(number, 1, dt.datetime(2026, 1, 15), day)  # noqa: DTZ001
            sheet.write_number(number, list(RECORD).index("Victim age"), age)
    receipt = gather_into(store, path)[0].receipt
    assert (receipt.rows_read, receipt.accepted) == (3, 2)
    assert receipt.faults[0].rows == (5,)
    assert receipt.by_month == (("2026-01", 2),)


def test_every_file_of_an_archive_is_a_delivery_of_its_own(tmp_path, store):
    import zipfile

    from tests.unit.data.intake.small_files import text_of

    path = tmp_path / "police.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for month in ("2025-01", "2025-02"):
            rows = [street_row("a" * 64, month=month)]
            archive.writestr(f"{month}/{month}-leicestershire-street.csv", text_of(STREET, rows))
        archive.writestr("README.pdf", b"%PDF")
    assert [o.state for o in gather_into(store, path)] == [State.NEW, State.NEW]
    assert len(store.deliveries()) == 2


def test_outlines_are_read_from_geojson(tmp_path, store):
    path = tmp_path / "lsoa21.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA21CD":'
        '"E01013756","LSOA21NM":"Leicester 001A"},"geometry":{"type":"Polygon","coordinates":'
        "[[[-1.13,52.63],[-1.12,52.63],[-1.12,52.64],[-1.13,52.63]]]}}]}"
    )
    outcome = gather_into(store, path)[0]
    assert outcome.state is State.NEW, outcome.message
    assert outcome.receipt.accepted == 1
