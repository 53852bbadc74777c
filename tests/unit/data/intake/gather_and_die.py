"""Gathers a folder and fails at the n-th step that touches the disk: by a kill, or by a disk error.

Run as a program: STORE FOLDER HOW STEP, where HOW is "count", "kill" or the name of an errno. Steps
are what the interpreter itself reports before it opens, moves, makes or removes a file.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

STEPS = {
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "shutil.rmtree",
    "sqlite3.connect",
    "tempfile.mkdtemp",
    "subprocess.Popen",
}


def main(store: str, folder: str, how: str, step: int) -> None:
    from tests.unit.data.intake.small_files import gather_into

    from headwater.data.store import Store

    seen = 0
    inside = os.path.realpath(store)
    real_fsync = os.fsync

    def fail() -> None:
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))

    def tick() -> None:
        nonlocal seen
        seen += 1
        if how != "count" and seen == step:
            fail()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and any(inside in str(a) for a in arguments if isinstance(a, str | Path)):
            tick()

    def fsync(descriptor: int) -> None:
        tick()
        real_fsync(descriptor)
        tick()

    held = Store.create(Path(store))
    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(watch)
    outcomes = gather_into(held, *sorted(Path(folder).iterdir()))
    told = ",".join(outcome.state.name for outcome in outcomes)
    print(f"{seen} {told}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
