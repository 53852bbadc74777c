"""How the code is written: short modules with one noun, said in a docstring, and no `assert`."""

from __future__ import annotations

import ast
import sys

import pytest
from tests.house.tree import ROOT, imports_of, modules

LONGEST = 400
"""Lines of one module. Aim at 300; a file that grows past that is split by noun."""
LONGEST_FUNCTION = 100
"""Lines of one function, docstring and all. Aim at 40."""


SAYING = [p for p, m in modules().items() if m.body and "/migrations/" not in p]
"""Modules that hold something, without the migrations that Django writes."""


@pytest.mark.parametrize("path", SAYING)
def test_a_module_says_what_it_is_for(path: str) -> None:
    assert ast.get_docstring(modules()[path]), f"{path} has no docstring."


def test_no_module_is_too_long() -> None:
    lengths = {p: len((ROOT / "src" / p).read_text("utf-8").splitlines()) for p in modules()}
    assert not {p for p, n in lengths.items() if n > LONGEST}


def test_no_function_is_too_long() -> None:
    long = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_asserts() -> None:
    found = [p for p, m in modules().items() if any(isinstance(n, ast.Assert) for n in ast.walk(m))]
    assert found == [], (
        "`python -O` drops an assert: raise an error of headwater.vocabulary.errors."
    )


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "misc", "tools"}
    assert [p for p in modules() if p.rsplit("/", 1)[-1].removesuffix(".py") in drawers] == []


def test_vocabulary_needs_the_standard_library_alone() -> None:
    for path, module in modules().items():
        if path.startswith("headwater/vocabulary/"):
            tops = {name.split(".")[0] for name in imports_of(module)} - {"headwater"}
            assert tops <= sys.stdlib_module_names, path


def test_statistics_have_no_clock_no_file_and_no_global_random_numbers() -> None:
    closed = {"time", "datetime", "random", "os", "io", "pathlib", "tempfile", "logging"}
    for path, module in modules().items():
        if not path.startswith("headwater/stats/"):
            continue
        assert not {name.split(".")[0] for name in imports_of(module)} & closed, path
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("np.random."):
                assert ast.unparse(node) in ("np.random.default_rng", "np.random.Generator"), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("open", "print", "input"), path


STATISTICS = [
    (path, node)
    for path, module in modules().items()
    if path.startswith("headwater/stats/") and not path.endswith("/checks.py")
    for node in module.body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


@pytest.mark.parametrize(("path", "function"), STATISTICS, ids=lambda v: getattr(v, "name", ""))
def test_a_statistic_names_its_publication_and_shows_an_example(
    path: str, function: ast.FunctionDef
) -> None:
    said = ast.get_docstring(function) or ""
    for part in ("Args", "Returns", "Source:", ">>>"):
        assert part in said, f"{path}, {function.name}: the docstring has no “{part}”."
