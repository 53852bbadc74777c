"""The command line as a person or a script meets it: another process, its words and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-c", "from headwater.cli.main import main; main()"]


def environment() -> dict[str, str]:
    """A terminal 100 characters wide, without colours."""
    return {
        **os.environ,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONWARNINGS": "ignore",
    }


def run(*words: object, where: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `headwater` with these words."""
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=where,
        env=environment(),
    )


def sentences(text: str) -> int:
    """How many sentences an error has."""
    return sum(text.count(end) for end in (". ", ".\n", "? ", "?\n"))
