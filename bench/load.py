"""Fifty people at once on the pages of a partnership with a million incidents.

Run `python -m bench.load`, or with `--folder` naming a partnership that was invented and gathered
before. The server is the command that people type, on SQLite, with its worker inside; the people are
locust's (bench/visitors.py), on the same two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bench.assessment import headwater
from bench.rows import Row, show
from bench.visitors_words import PERSON, TOKEN

ROWS = 1_000_000
PEOPLE, SETTLING, SECONDS = 50, 60, 120
"""How many people, how long they have to sign in and look round, and how long they are measured."""
PORT = 8217
LIMITS = {"page": 0.300, "save": 0.250}
"""Seconds that 95 of a hundred answers may take."""
COLD = 1.5
"""Seconds for the first page of an indicator after the server started."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    address = f"http://localhost:{PORT}"
    program = [sys.executable, "-c", "from headwater.cli.main import main; main()"]
    command = [*program, "serve", "--demo", "--port", str(PORT), "--folder", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                build_opener().open(f"{address}/health", timeout=5).close()
                break
            except (URLError, ConnectionError):
                time.sleep(0.2)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _signed_in(address: str) -> OpenerDirector:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    shown = browser.open(f"{address}/accounts/sign-in").read().decode()
    token = TOKEN.search(shown)
    person = next(pk for pk, words in PERSON.findall(shown) if words.startswith("Analyst"))
    given = {"csrfmiddlewaretoken": token[1] if token else "", "person": person}
    browser.open(f"{address}/accounts/sign-in/demonstration", urlencode(given).encode()).close()
    return browser


def _cold(address: str) -> float:
    """Seconds for the first page of an indicator that anybody opens."""
    browser = _signed_in(address)
    start = time.perf_counter()
    browser.open(f"{address}/indicators/recorded-violence").read()
    return time.perf_counter() - start


def measure(folder: Path | None = None) -> list[Row]:
    """The first page, and the slowest in twenty of pages and of saves, against their limits."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            area = Path(made) / "million"
            headwater("invent", str(area), "--rows", str(ROWS))
            # One of the invented files is there to be refused, which a gathering tells by its exit code.
            shutil.rmtree(area / "feeds" / "refused")
            headwater("gather", "--folder", str(area), "--quiet", str(area / "feeds"))
            return measure(area)
    with _served(folder) as address:
        cold = _cold(address)
        found = _visit(address, folder / "visitors.json")
    rows = [Row("first page of an indicator after the start", cold, COLD, "the limit", 1.0)]
    for kind, limit in LIMITS.items():
        times = sorted(t / 1000 for each in found["times"][kind].values() for t in each)
        cut = statistics.quantiles(times, n=100)
        note = (
            f"{len(times):,} answers in {SECONDS} s, after {SETTLING} s in which everybody signed in; "
            f"{len(found['faults'])} faults; median "
            f"{cut[49] * 1000:,.0f} ms, 99 of a hundred within {cut[98] * 1000:,.0f} ms"
        )
        name = f"{PEOPLE} people, {ROWS:,} incidents: 95 of a hundred {kind}s"
        rows.append(Row(name, cut[94], limit, "the limit", 1.0, note))
    for kind, each in found["times"].items():
        for what, taken in sorted(each.items()):
            cut = statistics.quantiles([t / 1000 for t in taken], n=20)
            print(f"  {kind} {what}: {len(taken)}, median {cut[9]:.3f} s, 95 % {cut[18]:.3f} s")
    for fault in found["faults"][:10]:
        print("  fault:", fault)
    if found["faults"]:
        raise SystemExit(f"{len(found['faults'])} faults under load: nothing was measured.")
    return rows


def _visit(address: str, result: Path) -> dict:
    command = [
        *(sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("visitors.py"))),
        *("--headless", "--users", str(PEOPLE), "--spawn-rate", "5", "--only-summary"),
        *("--run-time", f"{SETTLING + SECONDS}s", "--host", address),
    ]
    told = {"VISITORS_RESULT": str(result), "VISITORS_SETTLING": str(SETTLING)}
    where = {**os.environ, **told}
    subprocess.run(command, env=where, check=False, capture_output=True)
    found: dict = json.loads(result.read_text("utf-8"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="a partnership invented and gathered before")
    return 0 if show(measure(parser.parse_args().folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
