"""A partnership served by the command that people type, for as long as a test needs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("headwater")
SECONDS_TO_START = 120


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path, *options: str, **machine: str) -> Iterator[str]:
    """Serve a folder; gives the address, by a name that browsers hold to be secure.

    `machine` is added to the environment.
    """
    port = _free_port()
    command = [str(PROGRAM), "serve", *options, "--port", str(port), "--folder", str(folder)]
    with (folder / "served.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **machine})
        base = f"http://localhost:{port}"
        try:
            _wait_for(port, server, folder / "served.log")
            yield base
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not answer: {log.read_text()}")
