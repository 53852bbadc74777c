"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.county import DAY, copy, make_assessed, make_county, once, read_assessment

from headwater.analysis.workbench import Workbench
from headwater.data.invented import Truth, read_truth
from headwater.products.brief import Brief
from headwater.products.write import Assessment


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder of real open data named by HEADWATER_REALDATA; the test is skipped without it."""
    named = os.environ.get("HEADWATER_REALDATA", "")
    if not named:
        pytest.skip("HEADWATER_REALDATA does not name a folder of real open data.")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"HEADWATER_REALDATA names {folder}, which is no folder.")
    return folder


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one test run share.

    HEADWATER_TEST_SHARED names one that is kept between runs, for work on the tests themselves.
    """
    kept = os.environ.get("HEADWATER_TEST_SHARED", "")
    if kept:
        return Path(kept)
    base = tmp_path_factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"


@pytest.fixture(scope="session")
def invented(shared: Path) -> Path:
    """An invented partnership of the default size with all its files gathered. Change a copy only."""
    return once(shared / "county", make_county)


@pytest.fixture(scope="session")
def truth(invented: Path) -> Truth:
    """What was planted in it."""
    return read_truth(invented)


@pytest.fixture(scope="session")
def assessed_folder(shared: Path, invented: Path) -> Path:
    """A copy of the invented partnership with its assessment written once."""
    return once(shared / "assessed", make_assessed(invented))


@pytest.fixture(scope="session")
def assessed(assessed_folder: Path) -> Assessment:
    """The assessment of the invented partnership: the document and its files."""
    return read_assessment(assessed_folder)


@pytest.fixture(scope="session")
def bench(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """The invented partnership's secure area, in a copy of this process's own."""
    opened = Workbench(copy(invented, tmp_path_factory.mktemp("bench")), at=DAY)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def brief(bench: Workbench) -> Brief:
    """Everything a product may say about the invented partnership."""
    return Brief(bench, issued=DAY)


@pytest.fixture
def own_county(invented: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes a copy of the gathered partnership that a test may change."""
    return lambda: copy(invented, tmp_path / "county")
