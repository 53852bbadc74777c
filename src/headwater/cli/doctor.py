"""What this machine has for Headwater, what it lacks, and what to do about it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from headwater.figures.fonts import FOLDER

PACKAGES = (
    "duckdb",
    "ibis-framework",
    "pyarrow",
    "shapely",
    "typst",
    "vl-convert-python",
    "python-docx",
)


@dataclass(frozen=True)
class Finding:
    """One part: what was found, and what to do where it is missing. `needed` parts must be there."""

    part: str
    good: bool
    found: str
    advice: str = ""
    needed: bool = True


def examine() -> tuple[Finding, ...]:
    """Look at the machine."""
    return (
        _python(),
        *(_package(name) for name in PACKAGES),
        _fonts(),
        _memory(),
        _disk(),
        _java(),
    )


def _python() -> Finding:
    found = ".".join(str(n) for n in sys.version_info[:3])
    good = sys.version_info >= (3, 11)
    return Finding("Python", good, found, "" if good else "Install Python 3.11 or newer.")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "missing", f"Run: pip install {name}")


def _fonts() -> Finding:
    count = len(list(FOLDER.glob("*.ttf")))
    advice = "" if count else "Run: make front-end (it needs npm)"
    return Finding("fonts", bool(count), f"{count} fonts", advice)


def _memory() -> Finding:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    except (AttributeError, ValueError, OSError):
        return Finding("memory", True, "not told by this system", needed=False)
    good = size >= 3.5
    advice = "" if good else "4 GiB is the least for a year of record-level data."
    return Finding("memory", good, f"{size:.0f} GiB", advice, needed=False)


def _disk() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free / 1024**3
    good = free >= 1
    return Finding("free disk", good, f"{free:.0f} GiB here", "" if good else "Free 1 GiB.", False)


def _java() -> Finding:
    found = shutil.which("java")
    advice = (
        "" if found else "Only for more than one machine: install Java 17 and headwater[spark]."
    )
    return Finding(
        "Java (for Spark)", bool(found), "found" if found else "not found", advice, False
    )
