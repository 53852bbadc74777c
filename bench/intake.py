"""Intake against the bare limit: a police extract taken into the store, beside a plain copy to Parquet.

Run `python -m bench.intake` (one million rows), or with `--rows 10000000`. Both run in processes of
their own, turn about, on the same file; the peak of memory is the kernel's own count, and takes in
the process that makes the pseudonyms.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from bench.police_csv import write_police_csv
from bench.rows import Row, show
from headwater.data.intake.gather import Request, gather
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.store import Store
from headwater.vocabulary.agencies import AgencyKind
from headwater.vocabulary.records.agreement import (
    AgreementBook,
    AgreementRecord,
    Gateway,
    Purpose,
    Signature,
)

TARGETS = {1_000_000: 1.8, 10_000_000: 2.0}
"""How many times the bare copy's time an intake may take."""
BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
WHY = (
    "Each row's reference and person become keyed pseudonyms (HMAC-SHA-256), made one by one in Python: "
    "about a third of the processor's time, in a process beside the engine. With two cores both are busy "
    "throughout. A cheaper hash would be faster and easier to reverse, so it was not taken."
)
PEAK = 1024
"""Mebibytes of memory an intake may use, however long the file."""


@dataclass(frozen=True)
class Run:
    """One measured run: seconds on the clock and of the processors, peak of memory in MiB, counts."""

    seconds: float
    processor: float
    peak: float
    counted: dict[str, int]


Work = Callable[[], dict[str, int]]


def agreement() -> AgreementRecord:
    """The terms under which the invented extract is gathered."""
    force, partnership, signed = "Police", "Partnership", date(2026, 1, 1)
    return AgreementRecord(
        slug="bench",
        provider=force,
        provider_kind=AgencyKind.POLICE,
        recipients=(partnership,),
        sources=("police-record-level",),
        purposes=(Purpose.NEEDS_ASSESSMENT,),
        gateway=Gateway.INVENTED,
        lawful_basis="none: invented rows",
        dpia_reference="none: invented rows",
        starts=signed,
        ends=date(2099, 1, 1),
        personal_data=False,
        signatures=(Signature(force, "", signed), Signature(partnership, "", signed)),
    )


def gather_file(csv: Path, store: Path) -> Work:
    """Everything that is done with a file: checks, pseudonyms, months, receipt, register."""
    request = Request(
        parse_profile(shipped_text("llr"), "llr"), AgreementBook((agreement(),)), date(2026, 2, 1)
    )
    held = Store.create(store)

    def work() -> dict[str, int]:
        (outcome,) = gather(held, [csv], request)
        if outcome.receipt is None:
            raise SystemExit(outcome.message)
        receipt = outcome.receipt
        return {
            "read": receipt.rows_read,
            "accepted": receipt.accepted,
            "quarantined": receipt.quarantined,
            "superseded": receipt.superseded,
        }

    return work


def copy_file(csv: Path, to: Path) -> Work:
    """The least that can be done: every cell as text from CSV to Parquet."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar=false")

    def work() -> dict[str, int]:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{csv}', header=true, all_varchar=true)) "
            f"TO '{to}' (FORMAT parquet)"
        )
        return {}

    return work


def _child(prepare: Callable[[Path, Path], Work], csv: Path, to: Path, pipe: object) -> None:
    # The interpreter's own start and imports are no part of either.
    work = prepare(csv, to)
    start, before = time.perf_counter(), _processor()
    counted = work()
    seconds, used = time.perf_counter() - start, _processor() - before
    peak = sum(resource.getrusage(who).ru_maxrss for who in BOTH) / 1024
    pipe.send(Run(seconds, used, peak, counted))  # type: ignore[attr-defined]


def _processor() -> float:
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, BOTH))


def measure(prepare: Callable[[Path, Path], Work], csv: Path, to: Path) -> Run:
    """One run in a fresh process; what it wrote is thrown away."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(prepare, csv, to, theirs))
    child.start()
    theirs.close()
    found: Run = ours.recv()
    child.join()
    if to.is_dir():
        shutil.rmtree(to)
    else:
        to.unlink(missing_ok=True)
    return found


def compare(rows: int, repeats: int, folder: Path) -> tuple[Row, Run, float]:
    """Both, turn about, `repeats` times: the best of each, the hungriest intake, and the ratio of work.

    The ratio of processor seconds tells the same on a machine that others use as on one that is idle.
    """
    csv = write_police_csv(folder / "police.csv", rows)
    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(repeats):
        theirs.append(measure(copy_file, csv, folder / "bare.parquet"))
        ours.append(measure(gather_file, csv, folder / "store"))
    best = min(ours, key=lambda run: run.seconds)
    work = min(r.processor for r in ours) / min(r.processor for r in theirs)
    peak = max(ours, key=lambda run: run.peak)
    target = TARGETS.get(rows, 2.0)
    row = Row(
        f"Intake of {rows:,} rows ({csv.stat().st_size / 2**20:,.0f} MiB)",
        best.seconds,
        min(run.seconds for run in theirs),
        "DuckDB, bare copy to Parquet",
        1 / target,
        f"{work:.2f} times the processor's work of the bare copy; peak of memory {peak.peak:,.0f} MiB, "
        f"at most {PEAK:,}",
        WHY,
    )
    csv.unlink()
    return row, peak, work


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work: room for three times the file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        row, run, work = compare(asked.rows, asked.repeats, Path(folder))
    met = show([row])
    times = row.ours_seconds / row.theirs_seconds
    print(
        f"{times:.2f} times the bare copy on the clock, {work:.2f} times its work; peak {run.peak:,.0f} MiB (at most {PEAK:,}); {json.dumps(run.counted)}"
    )
    return 0 if met and run.peak <= PEAK else 1


if __name__ == "__main__":
    sys.exit(main())
