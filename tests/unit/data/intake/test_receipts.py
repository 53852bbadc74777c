"""A receipt accounts for every row, and says what an analyst must know before counting."""

from __future__ import annotations

import random
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import RECORD, STREET, gather_into, street_row, text_of

from headwater.data.intake.gather import State
from headwater.data.intake.receipt import Receipt
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError


def adds_up(receipt: Receipt) -> bool:
    return receipt.rows_read == receipt.accepted + receipt.quarantined + receipt.superseded


def test_every_row_is_accepted_quarantined_or_superseded(take, records):
    path = records(
        {"Crime reference": "A"},
        {"Crime reference": "B", "Victim age": "214"},
        {"Crime reference": "C", "Offence code": "999Z", "Recorded date": "the 3rd"},
        {"Crime reference": "A", "Outcome code": "14"},
        {"Crime reference": ""},
    )
    receipt = take(path)[0].receipt
    assert (receipt.rows_read, receipt.accepted, receipt.quarantined, receipt.superseded) == (
        5,
        1,
        3,
        1,
    )
    assert [(f.column, f.reason, f.count, f.rows) for f in receipt.faults] == [
        ("Crime reference", "is blank", 1, (6,)),
        ("Recorded date", "cannot be read as a day", 1, (4,)),
        ("Offence code", "holds a code that is not in the list", 1, (4,)),
        ("Victim age", "is above 120", 1, (3,)),
    ]
    assert all("Ask the sender to" in f.ask for f in receipt.faults)


def test_blank_lines_are_counted_apart_and_do_not_move_row_numbers(take, records):
    path = records({"Crime reference": "A"}, extra="\n\n" + "," * 15 + "\n")
    path.write_text(path.read_text() + text_of(list({**RECORD, "Victim age": "x"}.values()), []))
    receipt = take(path)[0].receipt
    assert (receipt.rows_read, receipt.blank_lines, receipt.accepted) == (2, 3, 1)
    assert receipt.faults[0].rows == (6,)


@pytest.mark.parametrize("quoted", [False, True])
def test_torn_rows_are_quarantined_with_their_numbers_and_never_shifted(take, records, quoted):
    good = list(RECORD.values())
    path = records({"Crime reference": "A"}, {"Crime reference": "B"}, {"Crime reference": "C"})
    short, long = ",".join(good[:15]), ",".join([*good, "surplus"])
    text = path.read_text() + short + "\n" + long + "\n" + ",".join(good) + "\n"
    path.write_text(text.replace("Street", '"Street"') if quoted else text)
    receipt = take(path)[0].receipt
    assert (receipt.rows_read, receipt.accepted, receipt.quarantined) == (6, 4, 2)
    torn = receipt.faults[-1]
    assert (torn.reason, torn.rows) == ("has too many or too few cells", (5, 6))


def test_a_file_whose_rows_mostly_do_not_fit_its_headings_is_refused(take, street):
    path = street(*[street_row()[:-2] for _ in range(5)], street_row())
    outcome = take(path)[0]
    assert outcome.state is State.REFUSED
    assert "more or fewer cells than the headings" in outcome.message


def test_a_file_of_which_no_row_can_be_used_is_refused_with_the_commonest_reason(
    take, records, store
):
    path = records(*[{"Crime reference": str(n), "Offence code": "ZZ"} for n in range(5)])
    outcome = take(path)[0]
    assert outcome.state is State.REFUSED
    assert "not one of its 5 rows" in outcome.message
    assert "“Offence code” holds a code that is not in the list" in outcome.message
    assert store.deliveries() == ()


def test_control_totals_are_by_month_and_by_type(take, street):
    path = street(
        street_row("a" * 64),
        street_row("b" * 64, month="2025-02", kind="Robbery"),
        street_row("", month="2025-02", kind="Anti-social behaviour"),
    )
    receipt = take(path)[0].receipt
    assert receipt.by_month == (("2025-01", 1), ("2025-02", 2))
    assert dict(receipt.by_behaviour) == {
        "violence-and-sexual-offences": 1,
        "robbery": 1,
        "anti-social-behaviour": 1,
    }


def test_identical_anonymised_rows_are_counted_and_kept(take, street, store):
    same = street_row("", kind="Anti-social behaviour")
    receipt = take(street(same, same, same, street_row("a" * 64)))[0].receipt
    assert (receipt.accepted, receipt.repeated_rows) == (4, 2)


def test_rows_outside_the_area_are_counted_by_month_and_the_census_is_told(take, street, tmp_path):
    lookup = tmp_path / "lookup.csv"
    lookup.write_text(
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
        "E01013756,L 1,E01013756,L 1,U,E06000016,Leicester\n"
        "E01013757,L 2,E01035001,L 2A,S,E06000016,Leicester\n"
        "E01013757,L 2,E01035002,L 2B,S,E06000016,Leicester\n"
        "E01009999,B 1,E01009999,B 1,U,E08000025,Birmingham\n"
    )
    path = street(
        street_row("a" * 64, lsoa="E01013756"),
        street_row("b" * 64, lsoa="E01035001"),
        street_row("c" * 64, lsoa="E01035002"),
        street_row("d" * 64, lsoa="E01009999"),
        street_row("e" * 64, lsoa="E01009999", month="2025-02"),
        street_row("f" * 64, lsoa="E01000001", month="2025-02"),
        street_row("", lsoa="", month="2025-02", kind="Anti-social behaviour"),
    )
    outcomes = take(path, lookup)
    receipt = next(o.receipt for o in outcomes if o.receipt.source == "police-uk-street-crime")
    assert receipt.outside == (("2025-01", 1), ("2025-02", 2))
    assert dict(receipt.vintages) == {"2011 and 2021": 3, "2021 only": 2, "no known code": 1}
    assert receipt.vintage == "2021"
    assert dict(receipt.unplaced_shares) == {"2025-02": pytest.approx(1 / 3)}
    assert any("1 rows have an LSOA code that neither census used" in a for a in receipt.alerts)
    assert any("33% of rows (1) have no place" in a for a in receipt.alerts)


def test_a_change_of_census_between_deliveries_is_pointed_out(take, street, tmp_path):
    lookup = tmp_path / "lookup.csv"
    lookup.write_text(
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
        "E01013757,L 2,E01035001,L 2A,S,E06000016,Leicester\n"
    )
    old = street(street_row("a" * 64, lsoa="E01013757", month="2021-01"), name="old.csv")
    new = street(street_row("b" * 64, lsoa="E01035001"), name="new.csv")
    receipts = [o.receipt for o in take(lookup, old, new)]
    assert [r.vintage for r in receipts[1:]] == ["2011", "2021"]
    assert any("2021 Census" in a for a in receipts[2].alerts)


def test_no_place_is_judged_before_a_look_up_has_arrived(take, street):
    receipt = take(street(street_row("a" * 64)))[0].receipt
    assert (receipt.vintages, receipt.outside, receipt.vintage) == ((), (), "")


def test_months_that_never_arrived_are_named_as_gaps(take, street):
    take(street(street_row("a" * 64, month="2019-09"), name="a.csv"))
    receipt = take(street(street_row("b" * 64, month="2019-12"), name="b.csv"))[0].receipt
    assert receipt.missing == ("2019-10", "2019-11")
    assert any("October 2019 to November 2019" in a for a in receipt.alerts)


def test_a_month_far_from_its_history_is_pointed_out(take, street):
    for number in (1, 2, 3):
        rows = [street_row(f"{number}{n}".zfill(64), month=f"2025-0{number}") for n in range(50)]
        take(street(*rows, name=f"{number}.csv"))
    thin = street(
        *[street_row(f"4{n}".zfill(64), month="2025-04") for n in range(20)], name="4.csv"
    )
    receipt = take(thin)[0].receipt
    assert any("April 2025 has 20 recorded crimes, 60% fewer" in a for a in receipt.alerts)


def test_a_receipt_comes_back_from_the_register_as_it_went_in(take, records, store):
    receipt = take(records({}, {"Crime reference": "B", "Victim age": "x"}))[0].receipt
    assert Receipt.from_plain(store.deliveries()[0].receipt) == receipt


def test_a_receipt_that_does_not_add_up_is_an_error():
    wrong = Receipt("f", "s", "t", "p", "", "", "row", 10, 8, 1, 0)
    with pytest.raises(StoreError, match="10 rows were read but 9"):
        wrong.reconcile()


CELL = st.one_of(
    st.sampled_from(
        ["", "2025-01", "Robbery", "x" * 64, "E01013756", '"', "a,b", "Burglary", "99"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=6
    ),
)
FUZZED_ROW = st.lists(CELL, min_size=0, max_size=14)


@settings(max_examples=120, deadline=None)
@given(
    rows=st.lists(st.one_of(st.just(None), FUZZED_ROW), max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
    tail=st.sampled_from(["", "\n", "\n\n", ",,,\n"]),
    quote=st.booleans(),
)
def test_the_rows_of_any_file_reconcile_with_what_is_on_the_disk(
    tmp_path_factory, rows, end, tail, quote
):
    folder = tmp_path_factory.mktemp("fuzz")
    store = Store.create(folder / "store")
    good = [street_row(str(n).zfill(64)) for n, row in enumerate(rows) if row is None]
    bad = [row for row in rows if row is not None]
    mixed = random.Random(len(rows)).sample([*good, *bad], len(good) + len(bad))
    path = folder / "street.csv"
    text = (
        text_of(STREET, mixed, end)
        if quote
        else "".join(
            ",".join(c.replace(",", "").replace('"', "") for c in row) + end
            for row in [STREET, *mixed]
        )
    )
    path.write_bytes((text + tail).encode())
    outcome = gather_into(store, path)[0]
    if outcome.state is not State.NEW:
        assert outcome.state in (State.REFUSED, State.UNKNOWN)
        assert store.deliveries() == ()
        return
    receipt = outcome.receipt
    assert adds_up(receipt)
    assert receipt.accepted >= len(good)
    delivery = store.deliveries()[0]
    written = sum(pq.ParquetFile(p).metadata.num_rows for p in store.row_files(delivery))
    assert written == receipt.accepted + receipt.superseded
    set_aside = store.quarantine_file(delivery)
    torn = sum(f.count for f in receipt.faults if f.column == "(row)")
    kept = pq.ParquetFile(set_aside).metadata.num_rows if set_aside.is_file() else 0
    assert kept == receipt.quarantined - torn


def test_the_day_of_an_extract_is_told_by_its_sender_its_name_or_its_last_month(take, street):
    rows = street_row("a" * 64)
    by_month = take(street(rows, name="a.csv"))[0].receipt
    by_name = take(street(rows, rows, name="b 2025-02-10.csv"))[0].receipt
    said = take(street(rows, rows, rows, name="c.csv"), extracted=date(2025, 6, 1))[0].receipt
    assert [by_month.extracted, by_name.extracted, said.extracted] == [
        "2025-01-31",
        "2025-02-10",
        "2025-06-01",
    ]
