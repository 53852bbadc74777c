"""An invented county, gathered and assessed once for all tests, and copies of it to change."""

from __future__ import annotations

import fcntl
import pickle
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from headwater.data.invented import invent
from headwater.partnership import Partnership
from headwater.products.write import Assessment

DAY = date(2026, 10, 15)
"""The day on which agreements are judged and the assessment is issued."""
READY = "ready"


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills: by whichever process of the test run comes first, once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / READY).is_file():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            (folder / READY).touch()
    return folder


def make_county(folder: Path) -> None:
    """Invent a county of the default size and gather all its files."""
    invent(folder)
    for _ in Partnership(folder, at=DAY).gather([folder / "feeds"]):
        pass


def make_assessed(county: Path) -> Callable[[Path], None]:
    """Write the county's assessment in a copy of it, with the document as an object beside it."""

    def make(folder: Path) -> None:
        copy(county, folder)
        with (folder / "assessment.pickle").open("wb") as file:
            pickle.dump(Partnership(folder, at=DAY).assess(), file)

    return make


def read_assessment(folder: Path) -> Assessment:
    """The assessment that `make_assessed` kept."""
    with (folder / "assessment.pickle").open("rb") as file:
        made = pickle.load(file)  # noqa: S301 - written by this test run
    if not isinstance(made, Assessment):
        raise TypeError(f"{folder} holds no assessment.")
    return made


def copy(county: Path, to: Path) -> Path:
    """A copy of a partnership's folder that a test may change; without its feeds and documents."""
    left_out = shutil.ignore_patterns("feeds", "documents", READY, "*.pickle")
    shutil.copytree(county, to, ignore=left_out, dirs_exist_ok=True)
    return to
