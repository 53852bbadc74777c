"""An invented partnership gathers as promised, is the same for the same seed, and holds what it says."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from headwater.data.agreements import read_agreements
from headwater.data.intake.gather import Outcome, Request, State, gather
from headwater.data.invented import Truth, invent, read_truth
from headwater.data.profile import read_profile
from headwater.data.source import all_sources
from headwater.data.store import Store
from headwater.vocabulary.errors import UsageError
from headwater.vocabulary.records.agreement import Purpose

ROWS = 12_000
TODAY = date(2026, 10, 15)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "partnership"
    invent(path, rows=ROWS, seed=7)
    return path


@pytest.fixture(scope="module")
def truth(folder: Path) -> Truth:
    return read_truth(folder)


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, Outcome]:
    store = Store.create(folder / "store")
    request = Request(read_profile(folder), read_agreements(folder), TODAY)
    feeds = folder / "feeds"
    return {str(o.path.relative_to(feeds)): o for o in gather(store, [feeds], request)}


def rows(folder: Path, pattern: str) -> Iterator[pa.Table]:
    """Every file of a pattern as text."""
    for path in sorted((folder / "feeds").glob(pattern)):
        names = path.read_text("utf-8").splitlines()[0].split(",")
        kinds = pa_csv.ConvertOptions(
            column_types={n: pa.string() for n in names}, strings_can_be_null=False
        )
        yield pa_csv.read_csv(path, convert_options=kinds)


@pytest.mark.slow
def test_every_feed_is_gathered_but_the_one_with_nhs_numbers(
    truth: Truth, outcomes: dict[str, Outcome]
) -> None:
    said = {f.file: State.NEW if f.state == "gathered" else State.REFUSED for f in truth.files}
    assert {file: o.state for file, o in outcomes.items()} == said
    assert Counter(said.values())[State.REFUSED] == 1


@pytest.mark.slow
def test_receipts_count_what_was_planted(truth: Truth, outcomes: dict[str, Outcome]) -> None:
    for file in truth.files:
        receipt = outcomes[file.file].receipt
        if file.state == "refused":
            assert receipt is None
            continue
        assert receipt is not None
        found = (
            receipt.source,
            receipt.rows_read,
            receipt.quarantined,
            receipt.superseded,
            receipt.replaced,
        )
        planted = (file.source, file.rows, file.quarantined, file.superseded, file.replaced)
        assert found == planted, file.file


@pytest.mark.slow
def test_every_fault_is_told_by_its_column(truth: Truth, outcomes: dict[str, Outcome]) -> None:
    assert {f.kind for f in truth.faults} == {"bad date", "unknown code", "blank", "out of range"}
    for fault in truth.faults:
        receipt = outcomes[fault.file].receipt
        assert receipt is not None
        told = [f.count for f in receipt.faults if f.column == fault.column]
        assert told == [fault.rows], fault


@pytest.mark.slow
def test_the_refusal_names_the_column_and_repeats_no_value(
    folder: Path, outcomes: dict[str, Outcome]
) -> None:
    name = "refused/ambulance-with-nhs-numbers.csv"
    message = outcomes[name].message
    assert "NHS number" in message
    table = next(rows(folder, name))
    for value in table.column("NHS number").to_pylist():
        assert value not in message


def test_feeds_come_in_more_than_one_format(folder: Path) -> None:
    feeds = folder / "feeds"
    assert list(feeds.rglob("*.xlsx"))
    old = [p for p in feeds.glob("emergency-department/*.csv") if b"\r\n" in p.read_bytes()]
    assert len(old) == 1
    with pytest.raises(UnicodeDecodeError):
        old[0].read_bytes().decode("utf-8")


def test_a_month_that_never_came_is_a_gap(folder: Path, truth: Truth) -> None:
    ((source, month),) = truth.missing_months
    months = {
        text[:7]
        for table in rows(folder, f"{source}/*.csv")
        for text in table.column("Call date and time").to_pylist()
    }
    assert month not in months
    assert len(months) == 59


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    invent(again, rows=ROWS, seed=7)
    assert prints(again) == {k: v for k, v in prints(folder).items() if "store" not in k}


def test_another_seed_gives_another_county(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    invent(other, rows=ROWS, seed=8)
    name = "feeds/reference/boundaries-lsoa-2021.geojson"
    assert prints(other)[name] != prints(folder)[name]


def prints(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and "store" not in p.relative_to(folder).parts
    }


def test_every_restricted_source_has_a_live_agreement(folder: Path) -> None:
    book = read_agreements(folder)
    for slug, source in all_sources().items():
        if not source.is_public():
            for day in (date(2021, 10, 1), TODAY, date(2031, 1, 1)):
                assert book.standing(slug, Purpose.NEEDS_ASSESSMENT, day)


def test_the_profile_says_that_it_is_invented_and_no_code_is_real(folder: Path) -> None:
    profile = read_profile(folder)
    assert profile.invented
    places = (*profile.area.districts, *profile.area.upper_tiers)
    assert (len(profile.area.districts), len(profile.area.upper_tiers)) == (9, 2)
    assert all(p.code.startswith("X") for p in places)


def test_as_many_police_records_as_asked_for(folder: Path, truth: Truth) -> None:
    quarters = sum(t.num_rows for t in rows(folder, "police/police-20*.csv"))
    assert quarters == truth.police_records == ROWS
    assert sum(truth.police_by_month.values()) == ROWS
    assert len(truth.police_by_month) == 60
    assert sum(truth.behaviours.values()) == ROWS


def test_the_truth_reads_back_as_it_was_written(folder: Path, truth: Truth, tmp_path: Path) -> None:
    truth.write(tmp_path)
    assert read_truth(tmp_path) == truth == read_truth(folder / "truth.json")


def test_asb_has_no_crime_id_and_some_rows_are_alike(folder: Path) -> None:
    alike = 0
    for table in rows(folder, "street-crime/*.csv"):
        columns = table.to_pydict()
        asb = [kind == "Anti-social behaviour" for kind in columns["Crime type"]]
        assert [not crime for crime in columns["Crime ID"]] == asb
        lines = Counter(zip(*columns.values(), strict=True))
        alike += sum(n - 1 for n in lines.values())
    assert alike > 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("ours")
    with pytest.raises(UsageError, match="not empty"):
        invent(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["minutes.txt"]


def test_too_few_rows_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too few"):
        invent(tmp_path / "new", rows=10)
    assert not (tmp_path / "new").exists()


def test_making_one_does_not_touch_the_global_random_state(tmp_path: Path) -> None:
    random.seed(3)
    before = random.getstate()
    invent(tmp_path / "new", rows=10_000, seed=2)
    assert random.getstate() == before
