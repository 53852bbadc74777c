"""The whole job on real open data: raw files to page, PDF and Word, and again after one more month.

Run `python -m bench.assessment` with HEADWATER_REALDATA naming the folder of open data. Each step is
a fresh process of the command line, so that starting up counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.rows import Row, show

COLD = 30.0
"""Seconds from raw files to the three documents."""
ONE_MORE = 8.0
"""Seconds from one more month's file to the three documents."""
WHY = (
    "The whole document is worked out and drawn again in a new process: nothing is kept from the "
    "assessment before, although most of its indicators have not changed."
)
PARTS = ("boundaries", "lookups", "population", "deprivation", "police_uk/leicestershire")


def headwater(*words: str) -> None:
    """Run the command line; a failure ends the benchmark with its words."""
    done = subprocess.run(
        [sys.executable, "-c", "from headwater.cli.main import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)


def measure(data: Path | None = None) -> list[Row]:
    """Both times against their limits; nothing where the open data is not on this machine."""
    folder = data or Path(os.environ.get("HEADWATER_REALDATA", ""))
    if not (folder / "police_uk").is_dir():
        print(
            "bench.assessment: HEADWATER_REALDATA names no folder of open data, so it is left out."
        )
        return []
    with tempfile.TemporaryDirectory() as work:
        area, feeds = Path(work) / "area", Path(work) / "feeds"
        for part in PARTS:
            shutil.copytree(folder / part, feeds / part)
        last = max((feeds / PARTS[-1]).glob("*-street.csv.gz"))
        held_back = Path(work) / last.name
        last.rename(held_back)
        headwater("init", str(area))
        cold = _timed(area, feeds)
        warm = _timed(area, held_back)
    return [
        Row("needs assessment, raw files to documents", cold, COLD, "the limit", 1.0),
        Row("needs assessment, one more month", warm, ONE_MORE, "the limit", 1.0, why=WHY),
    ]


def _timed(area: Path, feeds: Path) -> float:
    start = time.perf_counter()
    headwater("gather", "--folder", str(area), "--quiet", str(feeds))
    headwater("assess", "--folder", str(area))
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(0 if show(measure()) else 1)
