"""The tutorial can be followed: its commands are run as written, and it quotes what they really print."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import ROOT

TUTORIAL = ROOT / "docs" / "tutorials" / "first-assessment.md"
HEADWATER = Path(sys.executable).with_name("headwater")


def _part(name: str) -> str:
    return TUTORIAL.read_text("utf-8").split(f"<!-- run: {name} -->", 1)[1].split("\n## ", 1)[0]


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _follow(name: str, folder: Path, replaced: dict[str, str]) -> str:
    """Type every command of a part in a folder; give what was printed."""
    printed = []
    lines = [line for block in _blocks(_part(name), "sh") for line in block.splitlines()]
    assert len(lines) >= 5
    for line in lines:
        words = [replaced.get(word, word) for word in shlex.split(line)]
        if "CLAIM" in words:
            claims = next((folder / "demo" / "documents").glob("*/claims.json"))
            first = json.loads(claims.read_text("utf-8"))["claims"][0]["id"]
            words = [first if word == "CLAIM" else word for word in words]
        done = subprocess.run(
            [HEADWATER, *words[1:]],
            cwd=folder,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        printed.append(done.stdout)
    return "\n".join(printed)


@pytest.mark.slow
def test_the_invented_part_can_be_followed(tmp_path: Path) -> None:
    printed = " ".join(_follow("invented", tmp_path, {}).split())
    for quoted in _blocks(_part("invented"), "text"):
        assert " ".join(quoted.split()) in printed, quoted
    assert "<8" in printed
    (documents,) = (tmp_path / "demo" / "documents").iterdir()
    assert {path.suffix for path in documents.iterdir()} >= {".html", ".pdf", ".docx", ".json"}


@pytest.mark.slow
@pytest.mark.realdata
def test_the_real_part_can_be_followed(tmp_path: Path, realdata: Path) -> None:
    printed = _follow("realdata", tmp_path, {"~/downloads/open-data": str(realdata)})
    assert "rows were accepted" in printed
    assert "Not received" in printed
