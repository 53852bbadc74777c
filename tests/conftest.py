"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


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
