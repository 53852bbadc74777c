"""A feed that changed is refused or set aside, with words an analyst can send to the agency."""

from __future__ import annotations

import pytest
from tests.unit.data.intake.small_files import RECORD, STREET, street_row, text_of

from headwater.data.intake.gather import State


def written(tmp_path, headings, rows, name="records.csv"):
    path = tmp_path / name
    path.write_text(text_of(headings, rows))
    return path


@pytest.mark.parametrize("missing", ["Offence code", "Victim sex", "LSOA code"])
def test_a_renamed_column_is_named_with_what_stands_in_its_place(take, tmp_path, missing):
    headings = [("Grid square" if title == missing else title) for title in RECORD]
    outcome = take(written(tmp_path, headings, [list(RECORD.values())]))[0]
    assert outcome.state is State.REFUSED
    assert f"lacks the column “{missing}”" in outcome.message
    assert "It has “Grid square”, which nobody declared" in outcome.message
    assert "Ask the sender to say whether columns or codes changed" in outcome.message
    assert "headwater map" in outcome.message


def test_a_saved_mapping_lets_a_renamed_column_in(store, tmp_path):
    from dataclasses import replace

    from tests.unit.data.intake.small_files import TODAY, an_agreement

    from headwater.data.intake.gather import Request, gather
    from headwater.data.profile import parse_profile, shipped_text
    from headwater.vocabulary.records.agreement import AgreementBook

    headings = [("HOCR" if title == "Offence code" else title) for title in RECORD]
    profile = replace(
        parse_profile(shipped_text("llr"), "llr"),
        mappings={"police-record-level": {"HOCR": "Offence code"}},
    )
    request = Request(profile, AgreementBook((an_agreement(),)), TODAY)
    path = written(tmp_path, headings, [list(RECORD.values())])
    assert [o.state for o in gather(store, [path], request)] == [State.NEW]


def test_a_column_that_the_agreement_does_not_hold_refuses_the_file(take, tmp_path):
    rows = [[*RECORD.values(), "blue"]]
    outcome = take(written(tmp_path, [*RECORD, "Colour of door"], rows))[0]
    assert outcome.state is State.REFUSED
    assert "does not hold the column “Colour of door”" in outcome.message


def test_an_unused_column_of_public_data_is_named_in_the_receipt(take, tmp_path):
    rows = [[*street_row("a" * 64), "blue"]]
    receipt = take(written(tmp_path, [*STREET, "Colour"], rows))[0].receipt
    assert receipt.unused == ("Colour",)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Offence code", "8N2", "holds a code that is not in the list"),
        ("Knife flag", "perhaps", "cannot be read as a yes or no"),
        ("Victim age", "nineteen", "cannot be read as a whole number"),
        ("Victim age", "19.5", "cannot be read as a whole number"),
        ("Victim age", "-1", "is below 0"),
        ("Victim age", "1e400", "cannot be read as a whole number"),
        ("Easting", "nan", "cannot be read as a whole number"),
        ("Easting", "52.63", "cannot be read as a whole number"),
        ("LSOA code", "E02002825", "cannot be read as a LSOA code"),
        ("LSOA code", "E06000016", "cannot be read as a LSOA code"),
        ("Recorded date", "31/02/2026", "cannot be read as a day"),
        ("Recorded date", "2086-01-15", "is before 1990 or in the future"),
        ("Recorded date", "0026-01-15", "is before 1990 or in the future"),
        ("Recorded date", "46037", "cannot be read as a day"),
        ("Committed from", "quarter past ten", "cannot be read as a day and time"),
    ],
)
def test_a_cell_that_drifted_sets_its_row_aside_with_the_reason(
    take, records, column, value, reason
):
    receipt = take(records({"Crime reference": "A"}, {"Crime reference": "B", column: value}))[
        0
    ].receipt
    assert (receipt.accepted, receipt.quarantined) == (1, 1)
    assert (column, reason, (3,)) in [(f.column, f.reason, f.rows) for f in receipt.faults]


@pytest.mark.parametrize(
    "written_as",
    ["2026-01-15", "15/01/2026", "15-01-2026", "15 Jan 2026", "15-Jan-2026", "20260115"],
)
def test_british_ways_of_writing_a_day_are_read_alike(take, records, written_as):
    receipt = take(records({"Recorded date": written_as}))[0].receipt
    assert receipt.by_month == (("2026-01", 1),)


def test_days_written_month_first_refuse_the_file(take, records):
    rows = [{"Crime reference": str(n), "Recorded date": f"01/{n:02d}/2026"} for n in range(1, 29)]
    outcome = take(records(*rows))[0]
    assert outcome.state is State.REFUSED
    assert "“Recorded date” is written month first in 16 rows" in outcome.message
    assert "write days as 2025-03-31" in outcome.message


def test_days_turned_round_by_a_spreadsheet_refuse_the_file(take, records):
    days = [f"{n:02d}/01/2026" if n > 12 else f"2025-{n:02d}-01" for n in range(1, 29)]
    rows = [{"Crime reference": f"{n}", "Recorded date": day} for n, day in enumerate(days * 3)]
    outcome = take(records(*rows))[0]
    assert outcome.state is State.REFUSED
    assert "a spreadsheet has turned day and month round" in outcome.message


def test_a_long_file_with_no_day_after_the_twelfth_is_pointed_out(take, records):
    rows = [
        {"Crime reference": str(n), "Recorded date": f"2026-01-{1 + n % 12:02d}"}
        for n in range(300)
    ]
    receipt = take(records(*rows))[0].receipt
    assert any("holds no day after the 12th" in alert for alert in receipt.alerts)


def test_an_honest_month_raises_no_doubt_about_its_days(take, records):
    rows = [
        {"Crime reference": str(n), "Recorded date": f"{1 + n % 28:02d}/01/2026"}
        for n in range(300)
    ]
    receipt = take(records(*rows))[0].receipt
    assert not [alert for alert in receipt.alerts if "day" in alert]


def test_hard_spaces_and_tabs_around_a_cell_do_not_change_it(take, records):
    receipt = take(records({"Victim sex": "\u00a0Female\t", "Offence code": " 8n "}))[0].receipt
    assert receipt.accepted == 1


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        ("2025-07-01 23:30", "2025-07-01 23:30:00"),
        ("2025-07-01T22:30:00Z", "2025-07-01 23:30:00"),
        ("2025-07-01T22:30:00+00:00", "2025-07-01 23:30:00"),
        ("2025-12-01 22:30:00+01:00", "2025-12-01 21:30:00"),
        ("01/07/2025 23:30", "2025-07-01 23:30:00"),
        ("2025-10-26T00:30:00Z", "2025-10-26 01:30:00"),
    ],
)
def test_a_moment_is_kept_in_local_time(take, records, store, moment, local):
    import pyarrow.parquet as pq

    assert take(records({"Committed from": moment}))[0].receipt.accepted == 1
    path = store.row_files(store.deliveries()[0])[0]
    assert str(pq.ParquetFile(path).read(["occurred"]).column(0)[0].as_py()) == local
