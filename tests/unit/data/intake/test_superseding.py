"""A later extract supersedes by declared key only, and the order of arrival does not matter."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import (
    RECORD,
    STREET,
    TODAY,
    an_agreement,
    gather_into,
    street_row,
    text_of,
)

from headwater.data.engine import Engine
from headwater.data.intake.gather import State
from headwater.data.store import Store
from headwater.vocabulary.records.agreement import AgreementBook, Purpose


def standing(store: Store, columns: str = "month, behaviour, outcome, lsoa") -> list[tuple]:
    """What the engine shows, without what tells the order of arrival."""
    engine = Engine(
        store, AgreementBook((an_agreement(),)), purpose=Purpose.NEEDS_ASSESSMENT, at=TODAY
    )
    rows = engine.sql(f"SELECT delivery, row, {columns} FROM incidents").to_pylist()
    engine.close()
    return sorted(tuple(str(cell) for cell in row.values()) for row in rows)


def test_the_same_file_twice_changes_nothing(take, street, store):
    path = street(street_row("a" * 64), street_row("b" * 64))
    first = take(path)[0]
    before = sorted((p, p.stat().st_mtime_ns) for p in store.rows.rglob("*.parquet"))
    again = take(path)[0]
    assert again.state is State.UNCHANGED
    assert again.receipt == first.receipt
    assert sorted((p, p.stat().st_mtime_ns) for p in store.rows.rglob("*.parquet")) == before
    assert len(store.deliveries()) == 1


def test_the_same_file_under_another_name_changes_nothing(take, street, store):
    rows = street_row("a" * 64)
    take(street(rows, name="a.csv"))
    assert take(street(rows, name="b.csv"))[0].state is State.UNCHANGED


def test_a_later_extract_replaces_the_row_of_the_same_key_and_the_earlier_is_kept_on_disk(
    take, records, store
):
    take(records({"Outcome code": "18"}, {"Crime reference": "B"}, name="a 2026-02-01.csv"))
    later = take(records({"Outcome code": "1"}, name="b 2026-03-01.csv"))[0].receipt
    assert (later.accepted, later.superseded, later.replaced) == (1, 0, 1)
    assert [row[-1] for row in standing(store, "outcome")] == [
        "no suspect identified",
        "charged or summonsed",
    ]
    held = [p for d in store.deliveries() for p in store.row_files(d)]
    assert len(held) == 2


def test_an_earlier_extract_that_arrives_late_gives_way_at_the_door(take, records, store):
    take(records({"Outcome code": "1"}, name="b 2026-03-01.csv"))
    late = take(records({"Outcome code": "18"}, name="a 2026-02-01.csv"))[0].receipt
    assert (late.accepted, late.superseded, late.replaced) == (0, 1, 0)
    assert [row[-1] for row in standing(store, "outcome")] == ["charged or summonsed"]


def test_identical_rows_without_a_key_are_not_duplicates(take, street, store):
    same = street_row("", kind="Anti-social behaviour")
    take(street(same, same, same))
    assert len(standing(store)) == 3


def test_identical_rows_in_files_of_different_months_all_stand(take, street, store):
    for month in ("2025-01", "2025-02"):
        same = street_row("", month=month, kind="Anti-social behaviour")
        take(street(same, same, name=f"{month}.csv"))
    assert len(standing(store)) == 4


def test_a_month_sent_again_replaces_the_whole_month_of_that_force_alone(take, street, store):
    asb = street_row("", kind="Anti-social behaviour")
    other = street_row("", kind="Anti-social behaviour", force="Nottinghamshire Police")
    take(street(asb, asb, asb, other, name="a 2025-03-01.csv"))
    receipt = take(street(asb, asb, name="b 2025-04-01.csv"))[0].receipt
    assert receipt.replaced == 3
    assert len(standing(store)) == 3


def test_a_recurring_crime_stands_in_its_latest_month(take, street, store):
    for month, outcome in (("2021-06", "Under investigation"), ("2021-09", "Offender charged")):
        take(street(street_row("a" * 64, month=month, outcome=outcome), name=f"{month}.csv"))
    assert [row[2:] for row in standing(store, "month, outcome")] == [
        ("2021-09-01", "Offender charged")
    ]


def test_a_row_stands_again_when_the_month_that_replaced_it_is_sent_without_it(take, street, store):
    take(street(street_row("a" * 64, month="2021-06"), name="june.csv"))
    take(street(street_row("a" * 64, month="2021-07"), name="july 2021-08-01.csv"))
    take(street(street_row("b" * 64, month="2021-07"), name="july 2021-09-01.csv"))
    assert {row[2] for row in standing(store, "month")} == {"2021-06-01", "2021-07-01"}
    assert len(standing(store)) == 2


def test_the_last_row_of_a_crime_in_one_file_stands_where_a_source_says_so(take, records, store):
    receipt = take(records({"Outcome code": "18"}, {"Outcome code": "1"}))[0].receipt
    assert (receipt.accepted, receipt.superseded, receipt.repeated_keys) == (1, 1, 1)
    assert [row[-1] for row in standing(store, "outcome")] == ["charged or summonsed"]


def test_two_extracts_as_late_as_each_other_are_pointed_out(take, records):
    take(records({"Outcome code": "18"}, name="a.csv"))
    receipt = take(records({"Outcome code": "1"}, {"Crime reference": "B"}, name="b.csv"))[
        0
    ].receipt
    assert any("a.csv holds some of the same records" in alert for alert in receipt.alerts)


def test_agencies_never_replace_each_others_rows(take, records, store):
    def book(provider: str) -> AgreementBook:
        signed = an_agreement().signatures
        own = an_agreement(
            provider=provider,
            signatures=(*signed, *(type(signed[0])(provider, "C", date(2025, 12, 1)),)),
        )
        return AgreementBook((own,))

    take(records({}, name="a.csv"))
    take(records({}, {"Crime reference": "B"}, name="b.csv"), book=book("Another Police"))
    held = store.superseded_files()
    assert held == ()


FILES = {
    "jan 2025-02-01.csv": [street_row("a" * 64), street_row("", kind="Anti-social behaviour")],
    "jan 2025-03-01.csv": [street_row("a" * 64, outcome="Charged"), street_row("c" * 64)],
    "jan.csv": [street_row("a" * 64, outcome="None"), street_row("d" * 64)],
    "jan again.csv": [street_row("a" * 64, outcome="Other"), street_row("e" * 64)],
    "feb.csv": [street_row("a" * 64, month="2025-02"), street_row("b" * 64, month="2025-02")],
}


def _write(folder: Path) -> list[Path]:
    for name, rows in FILES.items():
        (folder / name).write_text(text_of(STREET, rows))
    return [folder / name for name in FILES]


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(FILES))))[::11])
def test_every_order_of_arrival_ends_in_the_same_state(tmp_path, order):
    paths = _write(tmp_path)
    expected = Store.create(tmp_path / "first")
    gather_into(expected, *paths)
    other = Store.create(tmp_path / "other")
    for at in order:
        gather_into(other, paths[at])
    assert standing(other) == standing(expected)


RECORDS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from(["18", "1", "14"]), st.sampled_from("12")),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12, deadline=None)
@given(extracts=st.lists(RECORDS, min_size=2, max_size=4), data=st.data())
def test_any_extracts_in_any_order_and_more_than_once_converge(tmp_path_factory, extracts, data):
    folder = tmp_path_factory.mktemp("extracts")
    paths = []
    for number, rows in enumerate(extracts):
        path = folder / f"extract {number}.csv"
        cells = [
            {
                **RECORD,
                "Crime reference": ref,
                "Outcome code": code,
                "Recorded date": f"2026-0{m}-05",
            }
            for ref, code, m in rows
        ]
        path.write_text(text_of(list(RECORD), [list(row.values()) for row in cells]))
        paths.append(path)
    once = Store.create(folder / "once")
    gather_into(once, *paths)
    many = Store.create(folder / "many")
    for path in data.draw(st.permutations([*paths, *paths])):
        gather_into(many, path)
    assert standing(many, "outcome, month") == standing(once, "outcome, month")
    refs = {ref for rows in extracts for ref, _, _ in rows}
    assert len(standing(once)) == len(refs)
