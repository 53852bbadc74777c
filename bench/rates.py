"""Rates with intervals for every small area, month, behaviour, age band and sex, beside the bare count.

Run `python -m bench.rates` (two million rows gathered first), or with `--rows 10000000`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench.intake import agreement, gather_file
from bench.police_csv import SMALL_AREAS, small_area, write_police_csv
from bench.rows import Row, best_of, show
from headwater.analysis.small_area_rates import write_rates
from headwater.data.engine import Engine
from headwater.data.intake.gather import Request, gather
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.store import Store
from headwater.vocabulary.people import BROAD_BANDS
from headwater.vocabulary.records.agreement import AgreementBook, Purpose

TARGET = 1.3
"""How many times the bare count's time the rates may take."""
WHY = (
    "The count itself takes 1.1 times the bare one. Joining each cell with its residents, and writing four "
    "columns of real numbers that hardly compress beside the bare count's six, add about half of the rest each."
)
SOURCE = "police-record-level"


def add_residents(store: Store, folder: Path) -> None:
    """Residents of every small area by sex and single year of age, as ONS publishes them."""
    path = folder / "residents.csv"
    ages = [f"{sex}{age}" for sex in "FM" for age in range(91)]
    lines = [",".join(["LSOA 2021 Code", "LSOA 2021 Name", "Total", *ages])]
    for number in range(SMALL_AREAS):
        people = [str(5 + (number + age) % 9) for age in range(182)]
        lines.append(",".join([small_area(number), f"Area {number}", "0", *people]))
    path.write_text("\n".join(lines) + "\n")
    request = Request(parse_profile(shipped_text("llr"), "llr"), AgreementBook(), date(2026, 2, 1))
    (outcome,) = gather(store, [path], request)
    if outcome.receipt is None:
        raise SystemExit(outcome.message)


def bare_count(engine: Engine, to: Path) -> None:
    """The least that can be done: the same cells, counted and written."""
    bands = " ".join(
        f"WHEN victim_age BETWEEN {b.low} AND {b.high} THEN {b.low}" for b in BROAD_BANDS
    )
    files = ", ".join(f"'{p}'" for d in engine.deliveries for p in engine.store.row_files(d))
    engine.sql(
        f"COPY (SELECT lsoa, month, behaviour, (CASE {bands} END)::UTINYINT AS band, victim_sex, count(*) AS events "
        f"FROM read_parquet([{files}], hive_partitioning=false) GROUP BY ALL) TO '{to}' (FORMAT parquet)"
    )


def compare(rows: int, repeats: int, folder: Path) -> Row:
    """Gather, then count and rate the same rows, turn about."""
    store = Store.create(folder / "store")
    gather_file(write_police_csv(folder / "police.csv", rows), folder / "store")()
    add_residents(store, folder)
    engine = Engine(
        store, AgreementBook((agreement(),)), purpose=Purpose.NEEDS_ASSESSMENT, at=date(2026, 2, 1)
    )
    made = store.folder / "bench"
    written = write_rates(engine, SOURCE, made / "rates.parquet")
    theirs = best_of(repeats, lambda: bare_count(engine, made / "bare.parquet"))
    ours = best_of(repeats, lambda: write_rates(engine, SOURCE, made / "rates.parquet"))
    engine.close()
    name = f"Rates: {written.events:,} rows to {written.cells:,} cells"
    return Row(name, ours, theirs, "DuckDB, bare GROUP BY to Parquet", 1 / TARGET, why=WHY)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        row = compare(asked.rows, asked.repeats, Path(folder))
    met = show([row])
    print(f"{row.ours_seconds / row.theirs_seconds:.2f} times the bare count")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
