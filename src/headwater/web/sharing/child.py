"""A file's intake in a process of its own, so that a hostile file cannot take the server down.

`python -m headwater.web.sharing.child FOLDER FILE` takes one file into the store as `headwater gather`
does, under limits of memory and processor time, and prints one line of JSON for each step. What comes under
an agreement is put on hold. It knows no Django and opens no database but the store's.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from headwater.data.agreements import read_agreements
from headwater.data.files.inspect import Format, inspect
from headwater.data.intake.gather import Outcome, Request, gather
from headwater.data.profile import read_profile
from headwater.data.store import Store
from headwater.vocabulary.errors import HeadwaterError, StoreError, UnknownFileError

MEMORY = 3 * 1024**3
"""Bytes of address space: the engine reserves more than it uses."""
PROCESSOR = 600
"""Seconds of processor time."""
TABLES = (Format.CSV, Format.XLSX, Format.PARQUET)


@dataclass(frozen=True)
class Asked:
    """What to take in: `tables_only` shuts out archives and outlines."""

    folder: Path
    file: Path
    source: str
    provider: str
    on: date
    tables_only: bool


def main() -> None:
    """Take the file in, and say how it went."""
    _limit()
    try:
        asked = _asked()
        for outcome in _outcomes(asked):
            _say(_plain(asked, outcome))
    except StoreError as busy:
        _say({"state": "busy", "message": str(busy)})
    except HeadwaterError as refused:
        _say({"state": "refused", "message": str(refused)})
    except MemoryError:
        _say({"state": "refused", "message": "The file needs more memory than one may use."})
    except Exception as fault:
        _say({"state": "fault", "message": type(fault).__name__})


def _outcomes(asked: Asked) -> list[Outcome]:
    if asked.tables_only and inspect(asked.file).format not in TABLES:
        raise UnknownFileError(
            f"{asked.file.name} is not a table. Send a CSV, an XLSX or a Parquet file."
        )
    request = Request(
        read_profile(asked.folder),
        read_agreements(asked.folder),
        asked.on,
        asked.source or None,
        asked.provider or None,
        on_hold=True,
    )
    store = Store.create(asked.folder / "store")
    on_file = lambda path: _say({"step": f"Reading {path.name}"})  # noqa: E731
    return list(gather(store, [asked.file], request, on_file=on_file))


def _plain(asked: Asked, outcome: Outcome) -> dict[str, str]:
    store = Store.open(asked.folder / "store")
    held = store.find(outcome.receipt.sha256) if outcome.receipt else None
    return {
        "state": outcome.state.name.lower(),
        "message": outcome.message,
        "file": outcome.path.name,
        "delivery": held.id if held else "",
    }


def _asked() -> Asked:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--source", default="")
    parser.add_argument("--provider", default="")
    parser.add_argument("--on", type=date.fromisoformat, required=True)
    parser.add_argument("--tables-only", action="store_true")
    return Asked(**vars(parser.parse_args()))


def _say(line: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock of the process above remains.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
