"""A drill: what is restored is what was backed up, or nothing at all."""

from __future__ import annotations

import sqlite3
import tarfile
from pathlib import Path

import pytest

from headwater.data.backup import restore_backup, write_backup
from headwater.data.profile import shipped_text
from headwater.data.store import Store
from headwater.vocabulary.errors import StoreError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "area"
    made.mkdir()
    (made / "headwater.toml").write_text(shipped_text("llr"), "utf-8")
    store = Store.create(made / "store")
    store.secret()
    (made / "documents" / "one").mkdir(parents=True)
    (made / "documents" / "one" / "page.html").write_text("<p>page</p>", "utf-8")
    with sqlite3.connect(made / "web.sqlite3") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE minute (text TEXT)")
        database.execute("INSERT INTO minute VALUES ('agreed')")
    return made


def test_a_restored_folder_holds_the_same_files_and_rows(folder, tmp_path):
    made = write_backup(folder, tmp_path / "kept.tar")
    back = tmp_path / "back"
    assert restore_backup(made.path, back).files == made.files
    for name in ("headwater.toml", "store/pseudonym.key", "documents/one/page.html"):
        assert (back / name).read_bytes() == (folder / name).read_bytes()
    with sqlite3.connect(back / "web.sqlite3") as database:
        assert database.execute("SELECT text FROM minute").fetchall() == [("agreed",)]
    assert Store.open(back / "store").deliveries() == ()


def test_rows_that_are_still_in_the_write_ahead_log_are_in_the_backup(folder, tmp_path):
    database = sqlite3.connect(folder / "web.sqlite3")
    database.execute("INSERT INTO minute VALUES ('late')")
    database.commit()
    write_backup(folder, tmp_path / "kept.tar")
    database.close()
    restore_backup(tmp_path / "kept.tar", tmp_path / "back")
    with sqlite3.connect(tmp_path / "back" / "web.sqlite3") as copy:
        assert ("late",) in copy.execute("SELECT text FROM minute").fetchall()


def test_a_backup_never_replaces_another_and_only_its_owner_reads_it(folder, tmp_path):
    made = write_backup(folder, tmp_path / "kept.tar")
    assert made.path.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="exists already"):
        write_backup(folder, tmp_path / "kept.tar")


def test_nothing_is_restored_from_a_changed_or_short_archive(folder, tmp_path):
    path = write_backup(folder, tmp_path / "kept.tar").path
    whole = path.read_bytes()
    place = whole.index(b"<p>page</p>")
    changed = tmp_path / "changed.tar"
    changed.write_bytes(whole[:place] + b"<p>PAGE</p>" + whole[place + 11 :])
    with pytest.raises(StoreError, match=r"page\.html was changed"):
        restore_backup(changed, tmp_path / "back")
    short = tmp_path / "short.tar"
    short.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreError):
        restore_backup(short, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_an_archive_that_reaches_outside_itself_is_refused(tmp_path):
    evil = tmp_path / "evil.tar"
    (tmp_path / "x").write_text("x")
    with tarfile.open(evil, "w") as archive:
        archive.add(tmp_path / "x", arcname="../outside.txt")
    with pytest.raises(StoreError):
        restore_backup(evil, tmp_path / "deep" / "back")
    assert not (tmp_path / "outside.txt").exists()


def test_a_folder_that_is_not_empty_is_left_alone(folder, tmp_path):
    path = write_backup(folder, tmp_path / "kept.tar").path
    with pytest.raises(StoreError, match="not empty"):
        restore_backup(path, folder)
