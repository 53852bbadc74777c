"""A kill or a failing disk at any step loses nothing, doubles nothing and leaves nothing half-loaded."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.data.intake.small_files import (
    RECORD,
    STREET,
    gather_into,
    street_row,
    text_of,
)

from headwater.data.intake.gather import State
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError

ROOT = Path(__file__).parents[4]
PROGRAM = Path(__file__).with_name("gather_and_die.py")
ROWS = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Two deliveries of which the second supersedes rows of the first, and a look-up."""
    made = tmp_path_factory.mktemp("files")
    rows = [list({**RECORD, "Crime reference": str(n)}.values()) for n in range(ROWS)]
    rows.append(list({**RECORD, "Victim age": "old"}.values()))
    (made / "a 2026-02-01.csv").write_text(text_of(list(RECORD), rows))
    (made / "b 2026-03-01.csv").write_text(text_of(list(RECORD), rows[:40]))
    (made / "street.csv").write_text(text_of(STREET, [street_row("a" * 64)]))
    (made / "lookup.csv").write_text(
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
        "E01013756,L 1,E01013756,L 1,U,E06000016,Leicester\n"
    )
    return made


def run(store: Path, folder: Path, how: str, step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PROGRAM), str(store), str(folder), how, str(step)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )


def sound(folder: Path) -> None:
    """Every delivery that the register names is whole on the disk."""
    store = Store.open(folder)
    for delivery in store.deliveries():
        receipt = delivery.receipt
        assert receipt["rows_read"] == (
            receipt["accepted"] + receipt["quarantined"] + receipt["superseded"]
        )
        if delivery.shape == "incidents":
            written = sum(pq.ParquetFile(p).metadata.num_rows for p in store.row_files(delivery))
            assert written == receipt["accepted"] + receipt["superseded"]
        else:
            assert pq.ParquetFile(store.reference_file(delivery)).metadata.num_rows > 0


def ends_whole(store: Path, folder: Path) -> None:
    """After one more try there is each delivery once, and nothing else."""
    outcomes = gather_into(Store.create(store), *sorted(folder.iterdir()))
    assert {o.state for o in outcomes} <= {State.NEW, State.UNCHANGED}, outcomes
    held = Store.open(store)
    assert len(held.deliveries()) == 4
    assert len({d.sha256 for d in held.deliveries()}) == 4
    sound(store)
    named = {d.id for d in held.deliveries()}
    assert {p.name for p in held.rows.glob("*/*")} <= named
    assert not list((store / "staging").glob("*"))
    gone = [pq.ParquetFile(p).metadata.num_rows for p in held.superseded_files()]
    assert gone == [40]


@pytest.fixture(scope="module")
def steps(folder, tmp_path_factory) -> int:
    done = run(tmp_path_factory.mktemp("count") / "store", folder, "count", 0)
    assert done.returncode == 0, done.stderr
    count, states = done.stdout.split()
    assert states == "NEW,NEW,NEW,NEW"
    assert int(count) > 60
    return int(count)


def _at_steps(tmp_path: Path, folder: Path, how: str, chosen: list[int]) -> None:
    def one(step: int) -> tuple[int, subprocess.CompletedProcess[str]]:
        return step, run(tmp_path / str(step) / "store", folder, how, step)

    for step in chosen:
        (tmp_path / str(step)).mkdir()
    with ThreadPoolExecutor(max_workers=2) as pool:
        for step, done in pool.map(one, chosen):
            store = tmp_path / str(step) / "store"
            if how == "kill":
                assert done.returncode == -signal.SIGKILL, (step, done.stderr)
            else:
                assert done.returncode in (0, 1), (step, done.stderr)
            sound(store)
            ends_whole(store, folder)
            shutil.rmtree(store.parent)


def test_a_kill_at_a_few_steps_leaves_whole_deliveries(tmp_path, folder, steps):
    _at_steps(tmp_path, folder, "kill", sorted(random.Random(1).sample(range(1, steps + 1), 8)))


@pytest.mark.exhaustive
def test_a_kill_at_every_step_leaves_whole_deliveries(tmp_path, folder, steps):
    _at_steps(tmp_path, folder, "kill", list(range(1, steps + 1)))


@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
def test_a_disk_error_at_a_few_steps_leaves_whole_deliveries(tmp_path, folder, steps, how):
    _at_steps(tmp_path, folder, how, sorted(random.Random(2).sample(range(1, steps + 1), 5)))


@pytest.mark.exhaustive
@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
def test_a_disk_error_at_every_step_leaves_whole_deliveries(tmp_path, folder, steps, how):
    _at_steps(tmp_path, folder, how, list(range(1, steps + 1)))


@pytest.mark.exhaustive
def test_a_kill_at_a_random_moment_leaves_whole_deliveries(tmp_path, folder):
    moments = random.Random(3)
    for number in range(25):
        store = tmp_path / str(number) / "store"
        store.parent.mkdir()
        child = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(store), str(folder), "count", "0"],
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        while child.poll() is None and not (store / "register.sqlite3").exists():
            time.sleep(0.001)
        time.sleep(moments.uniform(0, 1.5))
        child.kill()
        child.wait()
        if (store / "register.sqlite3").exists():
            Store.create(store)
            sound(store)
        ends_whole(store, folder)


def test_a_full_disk_is_told_in_one_line_and_the_next_try_succeeds(
    tmp_path, folder, store, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = folder / "street.csv"
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        outcome = gather_into(store, path)[0]
    assert outcome.state is State.REFUSED
    assert isinstance(outcome.error, StoreError)
    assert "No space left on device" in outcome.message
    assert "Nothing of it was kept" in outcome.message
    assert store.deliveries() == ()
    assert gather_into(store, path)[0].state is State.NEW


def test_a_second_writer_is_told_so_at_once_and_the_first_is_not_disturbed(store, folder):
    with store.writing():
        with pytest.raises(StoreError, match="Another gather is writing"):
            gather_into(Store.open(store.folder), folder / "street.csv")
        assert store.deliveries() == ()
    assert gather_into(store, folder / "street.csv")[0].state is State.NEW


def test_a_writer_that_was_killed_does_not_lock_the_store(tmp_path, folder):
    store = tmp_path / "store"
    assert run(store, folder, "kill", 20).returncode == -signal.SIGKILL
    with Store.open(store).writing():
        pass


def test_two_files_whose_fingerprints_begin_alike_never_overwrite_each_other(
    store, street, monkeypatch
):
    first = street(street_row("a" * 64), name="a.csv")
    gather_into(store, first)
    held = store.deliveries()[0]
    files = {p: p.read_bytes() for p in store.row_files(held)}
    with pytest.raises(StoreError, match="already"):
        store.commit(held, store.folder / "nothing", store.rows / held.source / held.id)
    assert {p: p.read_bytes() for p in store.row_files(held)} == files
