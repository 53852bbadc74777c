"""A delivery on hold is read by nobody; once it is admitted the store is as if it had come that day (T14)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.data.intake.small_files import (
    RECORD,
    TODAY,
    an_agreement,
    gather_into,
    text_of,
)
from tests.unit.data.intake.test_superseding import RECORDS, standing

from headwater.analysis.workbench import data_version
from headwater.cli.main import headwater
from headwater.data.intake.admit import admit
from headwater.data.intake.gather import Request, State, gather
from headwater.data.profile import adapt, parse_profile, shipped_text
from headwater.data.store import Store
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.records.agreement import AgreementBook


def hold(store: Store, *paths: Path) -> list[str]:
    """Gather files that wait for their provider; the names of what arrived."""
    profile = parse_profile(shipped_text("llr"), "llr")
    book = AgreementBook((an_agreement(),))
    request = Request(profile, book, TODAY, on_hold=True)
    done = list(gather(store, paths, request))
    assert all(o.state in (State.NEW, State.UNCHANGED) for o in done), done
    return [found.id for o in done if o.receipt and (found := store.find(o.receipt.sha256))]


def test_what_is_on_hold_is_read_by_nobody_and_takes_nothings_place(take, records, store):
    take(records({"Outcome code": "18"}, name="a 2026-02-01.csv"))
    before = data_version(store.folder.parent), standing(store, "outcome")
    (name,) = hold(store, records({"Outcome code": "1"}, name="b 2026-03-01.csv"))
    assert (data_version(store.folder.parent), standing(store, "outcome")) == before
    assert [d.id for d in store.arrived() if d.on_hold] == [name]
    assert name not in [d.id for d in store.deliveries()]
    admit(store, name)
    assert data_version(store.folder.parent) != before[0]
    assert [row[-1] for row in standing(store, "outcome")] == ["charged or summonsed"]


def test_published_data_waits_for_nobody(street, store):
    from tests.unit.data.intake.small_files import street_row

    hold(store, street(street_row("a" * 64)))
    assert len(store.deliveries()) == 1


def test_admitting_twice_is_admitting_once(records, store):
    (name,) = hold(store, records({}))
    admit(store, name)
    once = store.deliveries()
    admit(store, name)
    assert store.deliveries() == once


def test_a_file_on_hold_that_is_gathered_again_stays_on_hold_and_says_so(take, records, store):
    path = records({})
    hold(store, path)
    again = take(path)[0]
    assert again.state is State.UNCHANGED
    assert "waits for Leicestershire Police to confirm its receipt" in again.message
    assert not store.deliveries()


def test_a_delivery_that_is_not_there_cannot_be_admitted(store):
    with pytest.raises(UsageError, match="No delivery is called"):
        admit(store, "nothing")


def test_a_kill_before_the_register_knows_leaves_the_delivery_on_hold(
    take, records, store, monkeypatch
):
    take(records({"Outcome code": "18"}, name="a 2026-02-01.csv"))
    (name,) = hold(store, records({"Outcome code": "1"}, name="b 2026-03-01.csv"))
    before = standing(store, "outcome")

    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("headwater.data.store.flush_folder", killed)
    with pytest.raises(KeyboardInterrupt):
        admit(store, name)
    monkeypatch.undo()
    assert standing(store, "outcome") == before
    admit(store, name)
    assert standing(store, "outcome") != before


def test_a_register_of_before_opens_with_nothing_on_hold(take, records, store):
    take(records({}))
    with closing(sqlite3.connect(store.folder / "register.sqlite3")) as register, register:
        register.execute("DROP TABLE on_hold")
    assert [d.on_hold for d in Store.open(store.folder).arrived()] == [False]


@settings(max_examples=15, deadline=None)
@given(extracts=st.lists(RECORDS, min_size=2, max_size=4), data=st.data())
def test_held_and_admitted_in_any_order_ends_as_if_nothing_had_waited(
    tmp_path_factory, extracts, data
):
    folder = tmp_path_factory.mktemp("extracts")
    paths = []
    for number, rows in enumerate(extracts):
        path = folder / f"extract {number}.csv"
        cells = [
            {**RECORD, "Crime reference": ref, "Outcome code": c, "Recorded date": f"2026-0{m}-05"}
            for ref, c, m in rows
        ]
        path.write_text(text_of(list(RECORD), [list(row.values()) for row in cells]))
        paths.append(path)
    plain = Store.create(folder / "plain")
    gather_into(plain, *paths)
    other = Store.create(folder / "other")
    waiting: list[str] = []
    for path in data.draw(st.permutations(paths)):
        if data.draw(st.booleans()):
            waiting += hold(other, path)
        else:
            gather_into(other, path)
    for name in data.draw(st.permutations(waiting)):
        admit(other, name)
    assert standing(other, "outcome, month") == standing(plain, "outcome, month")


def test_the_command_line_names_what_is_on_hold_and_for_whom_it_waits(records, store):
    folder = store.folder.parent
    profile = adapt(shipped_text("llr"), {"name": "Test Network"})
    (folder / "headwater.toml").write_text(profile, "utf-8")
    (name,) = hold(store, records({}, name="march.csv"))

    def said(*command: str) -> str:
        done = CliRunner().invoke(headwater, [*command, "--folder", str(folder)])
        assert done.exit_code == 0, done.output
        return " ".join(done.output.split())

    waits = "march.csv is read by nobody until Leicestershire Police has confirmed its receipt"
    assert waits in said("status")
    assert "On hold until its provider confirms this receipt" in said("receipt", name)
    admit(store, name)
    assert waits not in said("status")
    assert "On hold" not in said("receipt", name)
