"""The same county with everything, with open data only, and with nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.county import DAY, once

from headwater.analysis.workbench import Workbench
from headwater.data.invented import read_truth
from headwater.data.source import all_sources
from headwater.data.store import Store
from headwater.partnership import Partnership
from headwater.products.brief import Brief

PAPERS = ("headwater.toml", "agreements.toml")


@pytest.fixture(scope="session")
def open_folder(shared: Path, invented: Path) -> Path:
    """The partnership with nothing gathered but what anyone may download."""

    def make(folder: Path) -> None:
        folder.mkdir()
        for name in PAPERS:
            shutil.copy(invented / name, folder / name)
        sources = all_sources()
        public = [
            invented / "feeds" / f.file
            for f in read_truth(invented).files
            if sources[f.source].is_public() and f.source != "services"
        ]
        for _ in Partnership(folder, at=DAY).gather(public):
            pass

    return once(shared / "open", make)


@pytest.fixture(scope="session")
def open_brief(open_folder: Path) -> Iterator[Brief]:
    """What a product may say of it."""
    bench = Workbench(open_folder, at=DAY)
    yield Brief(bench, issued=DAY)
    bench.close()


@pytest.fixture(scope="session")
def empty_brief(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brief]:
    """What a product may say where nothing was ever gathered."""
    folder = tmp_path_factory.mktemp("empty")
    for name in PAPERS:
        shutil.copy(invented / name, folder / name)
    Store.create(folder / "store")
    bench = Workbench(folder, at=DAY)
    yield Brief(bench, issued=DAY)
    bench.close()
