"""Commands end with the exit code of their family of errors, one or two sentences, and no traceback."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from tests.county import copy
from tests.functional.terminal import PROGRAM, environment, run, sentences

from headwater.data.store import Store


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A partnership's folder in which nothing was gathered."""
    made = run("init", tmp_path / "area")
    assert made.returncode == 0, made.stderr
    return tmp_path / "area"


@pytest.fixture(scope="module")
def county(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the invented partnership for commands that only read."""
    return copy(invented, tmp_path_factory.mktemp("commands") / "county")


def failed(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The words of a command that failed as it should."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr
    said = done.stderr.strip().splitlines()
    last = said[-1] if said else done.stdout
    assert last, done
    assert 1 <= sentences(" ".join(said) + "\n") <= 4
    return " ".join(said)


def test_a_walk_from_an_empty_folder(tmp_path: Path, invented: Path) -> None:
    """Set up, look, take in open data, look again, show."""
    area = tmp_path / "area"
    assert run("init", area, "--area", invented / "headwater.toml").returncode == 0
    feeds = invented / "feeds"
    taken = run(
        "gather", feeds / "street-crime", *sorted((feeds / "reference").glob("*.csv")), "-f", area
    )
    assert taken.returncode == 0, taken.stdout + taken.stderr
    told = run("status", "-f", area)
    assert told.returncode == 0
    assert "Not received" in told.stdout
    shown = run("show", "robbery", "--by", "place", "-f", area, "--csv", tmp_path / "robbery.csv")
    assert shown.returncode == 0, shown.stderr
    assert "Residents" in shown.stdout
    assert "Definition" in (tmp_path / "robbery.csv").read_text("utf-8-sig")


def test_2_a_question_that_makes_no_sense(county: Path) -> None:
    said = failed(run("show", "roberry", "-f", county), 2)
    assert "Did you mean robbery" in said
    assert failed(run("show", "robbery", "--by", "colour", "-f", county), 2)
    assert failed(run("trace", "C00000000", "-f", county), 2)
    said = failed(run("show", "anti-social-behaviour", "--by", "ethnicity", "-f", county), 2)
    assert "does not record ethnicity" in said


def test_3_a_file_that_is_not_what_it_claims(fresh: Path) -> None:
    bad = fresh / "bad.csv"
    bad.write_text("Month,Crime type\n2025-01,Robbery\n")
    done = run("gather", bad, "--source", "police-uk-street-crime", "-f", fresh)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_4_a_file_that_would_exhaust_the_machine(fresh: Path) -> None:
    import zipfile

    bomb = fresh / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("street.csv", "0" * 200_000_000)
    done = run("gather", bomb, "-f", fresh)
    assert done.returncode == 4, done.stdout + done.stderr


def test_5_a_file_with_nhs_numbers(invented: Path, county: Path) -> None:
    done = run("gather", invented / "feeds" / "refused", "-f", county)
    assert done.returncode == 5, done.stdout + done.stderr
    assert "NHS number" in done.stdout


def test_6_agreements_that_cannot_be_understood(fresh: Path) -> None:
    (fresh / "agreements.toml").write_text('[[agreement]]\nslug = "police"\n')
    said = failed(run("gather", fresh, "-f", fresh), 6)
    assert "“police”" in said


@pytest.mark.parametrize("command", [["assess"], ["status"], ["show", "robbery"], ["indicators"]])
def test_7_where_nothing_was_gathered(command: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    assert run("init", folder).returncode == 0
    shutil.rmtree(folder / "store")
    said = failed(run(*command, "-f", folder), 7)
    assert "headwater gather" in said


def test_11_a_folder_that_is_no_partnership(tmp_path: Path) -> None:
    said = failed(run("status", "-f", tmp_path), 11)
    assert "headwater init" in said


def test_11_a_folder_is_set_up_once(fresh: Path) -> None:
    before = (fresh / "headwater.toml").read_text()
    said = failed(run("init", fresh), 11)
    assert "already" in said
    assert (fresh / "headwater.toml").read_text() == before


def test_11_a_profile_with_a_fault_names_the_file(fresh: Path) -> None:
    (fresh / "headwater.toml").write_text("[partnership\n")
    assert "headwater.toml" in failed(run("status", "-f", fresh), 11)


def test_a_wrong_option_is_told_with_the_way_to_help() -> None:
    done = run("gather")
    assert done.returncode == 2
    assert "--help" in done.stderr


def test_the_machine_is_examined() -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    for part in ("Python", "duckdb", "fonts", "free disk"):
        assert part in done.stdout


def test_a_proposed_mapping_is_saved_and_then_used(county: Path, tmp_path: Path) -> None:
    area = copy(county, tmp_path / "area")
    text = "Month of offence,LSOA code,LSOA name,Crime category,Crime ID,Reported by,Falls within,"
    path = tmp_path / "renamed.csv"
    path.write_text(
        text
        + "Longitude,Latitude,Location,Last outcome category,Context\n"
        + "2025-01,,,Robbery,,Invenshire Police,Invenshire Police,,,No Location,,\n"
    )
    proposed = run("map", path, "--source", "police-uk-street-crime", "-f", area)
    assert proposed.returncode == 0, proposed.stderr
    saved = run("map", path, "--source", "police-uk-street-crime", "--save", "-f", area)
    assert saved.returncode == 0, saved.stderr
    assert "[columns.police-uk-street-crime]" in (area / "headwater.toml").read_text()
    assert run("status", "-f", area).returncode == 0


def test_a_number_is_traced_to_its_files(assessed_folder: Path, tmp_path: Path) -> None:
    from headwater.products.vintage import vintages

    folder = tmp_path / "traced"
    shutil.copytree(assessed_folder, folder, ignore=shutil.ignore_patterns("*.pickle"))
    (kept,) = vintages(folder / "documents", "strategic-needs-assessment")
    claim = next(c for c in kept.claims if len(c.deliveries) > 1)
    done = run("trace", claim.id, "-f", folder)
    assert done.returncode == 0, done.stderr
    assert "SHA-256" in done.stdout
    for name in claim.deliveries:
        assert name in done.stdout
    assert "no longer in the store" not in done.stdout


def test_a_stop_in_the_middle_of_gathering_leaves_the_store_whole(
    invented: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stopped"
    folder.mkdir()
    for name in ("headwater.toml", "agreements.toml"):
        shutil.copy(invented / name, folder / name)
    feeds = invented / "feeds"
    words = ["gather", str(feeds / "reference"), str(feeds / "police"), "-f", str(folder)]
    process = subprocess.Popen(
        [*PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    register = folder / "store" / "register.sqlite3"
    for _ in range(600):
        if _arrived(register) >= 3:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Stopped" in said
    assert "Traceback" not in said
    kept = Store.open(folder / "store").deliveries()
    assert len(kept) >= 3
    again = run(*words)
    assert again.returncode == 0, again.stdout + again.stderr
    store = Store.open(folder / "store")
    assert not (store.folder / "staging").exists() or not any((store.folder / "staging").iterdir())
    held = {d.file: d.receipt["accepted"] for d in store.deliveries()}
    whole = {
        d.file: d.receipt["accepted"]
        for d in Store.open(copy(invented, tmp_path / "whole") / "store").deliveries()
    }
    assert {f: whole[f] for f in held} == held
    assert len(held) == len(store.deliveries())


def _arrived(register: Path) -> int:
    try:
        with sqlite3.connect(f"file:{register}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM delivery").fetchone()[0])
    except sqlite3.Error:
        return 0
