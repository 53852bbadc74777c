"""What may not be in the repository: machines, registries, secrets, data, other people's code."""

from __future__ import annotations

import json
import re

import pytest
from tests.house.tree import ROOT, tracked

MACHINE = re.compile(
    r"(?<![\w.~$-])/(?:home|Users|root|work|mnt|opt|workspace)/[\w.-]+"  # a path of one machine
    r"|(?<![\w.~$-])/tmp/[\w.-]+"
    r"|[A-Z]:\\\\?Users"
)
REGISTRY = re.compile(
    r"https?://[^\s\"')]*(?:pypi\.|npmjs|registry|artifactory|nexus|/simple\b|proxy)"
    r"|(?:extra-)?index-url\s*[= ]\s*https?"
    r"|https?://(?:\d{1,3}\.){3}\d{1,3}"
)
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[baprs]-\w{10,}"
)
SELF = "tests/house/test_tracked_files.py"
LARGEST = 400_000
"""Bytes of one file."""


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        try:
            found.append((name, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (MACHINE, "a path of one machine: say it relative to the repository or the folder"),
        (REGISTRY, "a host that packages come from: each machine has its own"),
        (SECRET, "a secret: it belongs outside the repository"),
    ],
)
def test_no_tracked_file_holds_it(pattern: re.Pattern[str], why: str) -> None:
    found = [
        f"{name}: {hit[0]}"
        for name, text in _texts()
        if name != SELF
        for hit in pattern.finditer(text)
    ]
    assert found == [], why


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE, "see /home/ann/headwater"),
        (MACHINE, "/tmp/x.csv"),  # noqa: S108
        (MACHINE, "C:\\Users\\ann"),
        (REGISTRY, "https://registry.npmjs.org/x"),
        (REGISTRY, "--index-url https://example.org"),
        (REGISTRY, "http://10.0.0.1:8080/simple"),
        (SECRET, "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_the_patterns_find_what_they_look_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_the_front_end_lock_does_not_say_where_packages_came_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


def test_every_python_requirement_is_pinned_with_hashes() -> None:
    for name in ("main.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
        pins = [i for i, line in enumerate(lines) if re.match(r"[a-zA-Z0-9]", line)]
        assert pins
        for i in pins:
            assert "==" in lines[i], lines[i]
            assert lines[i + 1].lstrip().startswith("--hash=sha256:"), lines[i]


def test_no_tracked_file_is_large() -> None:
    assert [p.name for p in tracked() if p.stat().st_size > LARGEST] == []


def test_no_data_store_key_or_third_party_font_is_tracked() -> None:
    kinds = {".parquet", ".sqlite3", ".key", ".ttf", ".otf", ".woff2", ".geojson", ".xlsx", ".zip"}
    assert [p.name for p in tracked() if p.suffix in kinds] == []
