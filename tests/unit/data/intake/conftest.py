"""A store to gather into, and small files as agencies send them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.unit.data.intake.small_files import RECORD, STREET, gather_into, text_of

from headwater.data.intake.gather import Outcome
from headwater.data.store import Store

Take = Callable[..., list[Outcome]]
Write = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store.create(tmp_path / "partnership" / "store")


@pytest.fixture
def take(store: Store) -> Take:
    """Gather paths into the store and give the outcomes; a live police agreement by default."""

    def gathered(*paths: Path, into: Store | None = None, **how: Any) -> list[Outcome]:
        return gather_into(into or store, *paths, **how)

    return gathered


@pytest.fixture
def street(tmp_path: Path) -> Write:
    """Write a street-level crime file."""

    def write(*rows: Sequence[str], name: str = "street.csv", end: str = "\n") -> Path:
        path = tmp_path / name
        path.write_bytes(text_of(STREET, rows, end).encode())
        return path

    return write


@pytest.fixture
def records(tmp_path: Path) -> Write:
    """Write a record-level police file; each row is a dict of what differs from a good one."""

    def write(*changes: dict[str, str], name: str = "records.csv", extra: str = "") -> Path:
        rows = [list({**RECORD, **change}.values()) for change in changes]
        headings = list({**RECORD, **(changes[0] if changes else {})})
        path = tmp_path / name
        path.write_text(text_of(headings, rows) + extra)
        return path

    return write
