"""The import contracts hold, have no exceptions, and can be broken."""

from __future__ import annotations

import ast
import shutil
import sys
import tomllib
from pathlib import Path
from subprocess import run

import pytest
from importlinter.api import read_configuration
from tests.house.tree import ROOT, SRC, modules

LINTER = Path(sys.executable).with_name("lint-imports")

FORBIDDEN = (
    ("floors", "vocabulary/tiers.py", "import headwater.stats.rates"),
    ("floors", "stats/rates.py", "import headwater.data.store"),
    ("floors", "figures/bars.py", "import headwater.products.words"),
    ("floors", "products/words.py", "import headwater.partnership"),
    ("floors", "partnership.py", "import headwater.cli.main"),
    ("floors", "helpers.py", "import json"),
    ("rows", "figures/bars.py", "import headwater.data.store"),
    ("rows", "products/words.py", "import headwater.data.source"),
    ("relations", "cli/showing.py", "import headwater.data.engine"),
    ("gate", "products/words.py", "import headwater.analysis.release"),
    ("pure", "stats/rates.py", "import pandas"),
    ("pure", "vocabulary/tiers.py", "import urllib.request"),
    ("engines", "analysis/compute.py", "import duckdb"),
    ("engines", "data/store.py", "import duckdb"),
    ("ibis", "products/words.py", "import ibis"),
    ("frames", "analysis/compute.py", "import pandas"),
    ("frames", "data/store.py", "import urllib.request"),
    ("django", "analysis/compute.py", "import django"),
    ("drawing", "products/words.py", "import vl_convert"),
    ("typesetting", "figures/bars.py", "import typst"),
    ("terminal", "analysis/compute.py", "import click"),
    ("rooms", "web/audit/models.py", "import headwater.web.accounts.services"),
    ("rooms", "web/attic/models.py", "import json"),
    ("inside-a-room", "web/accounts/models.py", "import headwater.web.accounts.views"),
    ("rings", "stats/intervals.py", "import headwater.stats.rates"),
)


def _lint(folder: Path, *only: str) -> tuple[int, str]:
    chosen = [part for name in only for part in ("--contract", name)]
    told = run(
        [LINTER, "--no-cache", "--config", folder / "pyproject.toml", *chosen],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package alone, to be broken."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        SRC, folder / "src" / "headwater", ignore=shutil.ignore_patterns("__pycache__", "*.ttf")
    )
    return folder


def test_every_contract_holds() -> None:
    code, told = _lint(ROOT)
    assert code == 0, told


def test_no_contract_has_an_exception() -> None:
    for contract in read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]:
        assert not contract.get("ignore_imports"), contract["name"]


def test_type_checking_imports_count() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert settings["exclude_type_checking_imports"] is False


@pytest.mark.parametrize(("contract", "module", "line"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(
    copy: Path, contract: str, module: str, line: str
) -> None:
    path = copy / "src" / "headwater" / module
    before = path.read_text("utf-8") if path.exists() else None
    new_room = not path.parent.exists()
    if new_room:
        path.parent.mkdir()
        (path.parent / "__init__.py").touch()
    try:
        path.write_text(f"{before or ''}\n{line}\n", "utf-8")
        code, told = _lint(copy, contract)
        assert code == 1, told
        assert "BROKEN" in told
    finally:
        if new_room:
            shutil.rmtree(path.parent)
        elif before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8")


def test_every_contract_is_tried() -> None:
    named = {c["id"] for c in read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]}
    assert named == {contract for contract, _, _ in FORBIDDEN}


DECLARATIONS = {
    ("headwater.analysis.quality", "RULE"),  # a sentence
    ("headwater.analysis.quality", "Refusal"),  # a reason why a source may not be read
    ("headwater.analysis.quality", "Source"),  # a declaration
}
"""What analysis may hand upwards from the data floor by its own name: words about sources, no rows."""


def test_analysis_hands_on_no_door_to_rows() -> None:
    given: dict[tuple[str, str], str] = {}
    for path, module in modules().items():
        if not path.startswith("headwater/analysis/"):
            continue
        name = path.removesuffix(".py").replace("/", ".")
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "headwater.data"
            ):
                given.update({(name, alias.asname or alias.name): path for alias in node.names})
    for path, module in modules().items():
        if not path.startswith(("headwater/figures/", "headwater/products/")):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom):
                taken = {(node.module or "", alias.name) for alias in node.names}
                assert taken & given.keys() <= DECLARATIONS, f"{path} takes {taken & given.keys()}"
