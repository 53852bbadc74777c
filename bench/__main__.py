"""Every benchmark in one run: `python -m bench` measures all of them and writes bench/RESULTS.md.

`python -m bench hotspots intake` measures those and writes nothing. The exit code is 1 where a target
is missed. Ours and theirs are always measured in the same run on the same machine; what counts is the
ratio.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import assessment, hotspots, intake, load, near_repeat, rates
from bench.rows import Row, show

RESULTS = Path(__file__).parent / "RESULTS.md"
INTAKES = ((1_000_000, 3), (10_000_000, 1))
"""Rows, and how often both are run."""
RATES_ROWS = 2_000_000
REPEATS = 3
PACKAGES = ("duckdb", "ibis-framework", "numpy", "pyarrow", "scipy", "esda", "pointpats")


def measure_intake() -> list[Row]:
    """Record-level extracts into the store, beside a bare copy."""
    with tempfile.TemporaryDirectory() as folder:
        return [intake.compare(rows, times, Path(folder))[0] for rows, times in INTAKES]


def measure_rates() -> list[Row]:
    """Rates with intervals of every cell, beside a bare count."""
    with tempfile.TemporaryDirectory() as folder:
        return [rates.compare(RATES_ROWS, REPEATS, Path(folder))]


BENCHMARKS: dict[str, Callable[[], list[Row]]] = {
    "intake": measure_intake,
    "rates": measure_rates,
    "hotspots": hotspots.measure,
    "near_repeat": near_repeat.measure,
    "assessment": assessment.measure,
    "load": load.measure,
}


def page(found: dict[str, list[Row]], took: float) -> str:
    """The results as Markdown: what was measured, on what, and what was left out."""
    lines = [
        "# Benchmark results",
        "",
        "<!-- Written by `make bench`. Do not edit. -->",
        "",
        f"Measured on {date.today():%-d %B %Y} in {took / 60:.0f} minutes by `make bench`: ours and the "  # noqa: DTZ011
        "peer's in one run on one machine, the best of several. Seconds differ between machines and with "
        "what else they do; ratios much less.",
        "",
        f"{platform.system()}, {os.cpu_count()} cores, {_memory()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + ".",
        "",
        "| Work | Ours | Peer's | Ratio | Must be | Met | Peer |",
        "|---|--:|--:|--:|--:|---|---|",
    ]
    lines += [_line(row) for rows in found.values() for row in rows]
    told = [_remark(row) for rows in found.values() for row in rows]
    if any(told):
        lines += ["", *(f"- {remark}" for remark in told if remark)]
    left_out = [name for name, rows in found.items() if not rows]
    if left_out:
        lines += ["", f"Left out in this run: {', '.join(left_out)} (see the module in `bench/`)."]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    cells = (
        row.name,
        _seconds(row.ours_seconds),
        _seconds(row.theirs_seconds),
        _ratio(row.ratio, row.target_ratio),
        _ratio(row.target_ratio, row.target_ratio, "at least ", "at most "),
        "yes" if row.meets_target else "**no**",
        row.peer,
    )
    return "| " + " | ".join(cells) + " |"


def _remark(row: Row) -> str:
    parts = [f"{row.note}."] if row.note else []
    if not row.meets_target:
        parts.append(f"Missed by {row.missed_by:.0%}. {row.why}".strip())
    return f"{row.name}: {' '.join(parts)}" if parts else ""


def _ratio(ratio: float, target: float, faster: str = "", slower: str = "") -> str:
    """Times as fast where the target is to be faster than the peer, else times as long."""
    if target >= 1:
        return f"{faster}{ratio:,.3g} times as fast"
    return f"{slower}{1 / ratio:,.3g} times as long"


def _seconds(value: float) -> str:
    return f"{value * 1000:,.3g} ms" if value < 1 else f"{value:,.3g} s"


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GiB"
    except (AttributeError, ValueError, OSError):
        return "memory not told"


def main(names: Sequence[str]) -> int:
    """Measure the named benchmarks, or all of them and write the results. Returns the exit code."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. Choose from: {', '.join(BENCHMARKS)}.")
        return 2
    start = time.monotonic()
    found: dict[str, list[Row]] = {}
    for name in names or BENCHMARKS:
        print(f"{name} …", flush=True)
        found[name] = BENCHMARKS[name]()
    met = show(row for rows in found.values() for row in rows)
    if not names:
        RESULTS.write_text(page(found, time.monotonic() - start), "utf-8")
        print("Written to bench/RESULTS.md.")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
