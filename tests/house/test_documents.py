"""The documents are true: links lead somewhere, commands and names exist, nothing generated is stale."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import textwrap
import tomllib
from functools import cache
from pathlib import Path

import pytest
from tests.house.test_command_line import problem_with
from tests.house.tree import ROOT, SRC, documents

from headwater.analysis.indicator import all_indicators
from headwater.data.agreements import read_agreements
from headwater.data.profile import parse_profile, shipped_text
from headwater.data.source import all_sources

DOCUMENTS = sorted(documents())
WRITTEN = [name for name in DOCUMENTS if not name.startswith("docs/reference/")]
FLOORS = "vocabulary|stats|data|analysis|figures|products|partnership|cli"
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))


@cache
def _anchors(path: Path) -> frozenset[str]:
    """Names of headings as GitHub makes them."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text("utf-8")), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return frozenset(found)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    here = ROOT / name
    for link in _LINK.findall(_without_code(documents()[name])):
        if re.match(r"https://", link):
            continue
        assert not re.match(r"\w+:", link), f"{link}: only https, or a file of the repository."
        path, _, anchor = link.partition("#")
        target = (here.parent / path).resolve() if path else here
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in _anchors(target), link


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_in_a_document_can_be_typed(name: str) -> None:
    text = documents()[name]
    lines = [
        line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
        for language, block in _FENCE.findall(text)
        if language in ("sh", "console")
        for line in block.splitlines()
    ]
    for line in lines:
        if re.match(r"headwater\b", line):
            assert problem_with(line) == "", line
    for line in re.findall(r"`(headwater [^`\n]+)`", _FENCE.sub("", text)):
        assert problem_with(line, named_only=True) == "", line


@pytest.mark.parametrize("name", WRITTEN)
def test_every_make_target_in_a_document_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = re.findall(r"(?:^|`)make ([a-z-]+)", documents()[name], re.MULTILINE)
    assert set(asked) <= targets


def _resolve(dotted: str) -> None:
    """Import the longest module of a dotted name below the package, then follow its attributes."""
    parts = dotted.split(".")
    for size in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(["headwater", *parts[:size]]))
        except ModuleNotFoundError:
            continue
        for part in parts[size:]:
            found = getattr(found, part)
        return
    raise AssertionError(f"headwater.{dotted} does not exist.")


@pytest.mark.parametrize("name", WRITTEN)
def test_every_name_of_the_code_in_a_document_exists(name: str) -> None:
    text = _FENCE.sub("", documents()[name])
    for dotted in re.findall(rf"`(?:headwater\.)?((?:{FLOORS})(?:\.[A-Za-z_]\w*)+)`", text):
        if not dotted.endswith((".py", ".md")):
            _resolve(dotted)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_of_the_repository_in_a_document_exists(name: str) -> None:
    text = _FENCE.sub("", documents()[name])
    pattern = (
        r"`((?:src|tests|docs|bench|requirements|\.ci|products|data|analysis|sources)/[\w./-]+)`"
    )
    for path in re.findall(pattern, text):
        below = (ROOT / path, SRC / path, SRC / "data" / path, Path(ROOT / name).parent / path)
        assert any(p.exists() for p in below), path


def test_every_word_of_the_glossary_is_in_the_code_or_says_that_it_is_not() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", documents()["GLOSSARY.md"], re.M)
    words = [(word, where) for word, _, where in rows if word != "Word"]
    assert len(words) > 60
    for word, where in words:
        assert where == "-" or re.fullmatch(r"`[\w.]+`", where), word
        if where != "-":
            _resolve(where.strip("`"))


def test_the_reference_is_what_the_code_says() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "docs.build", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def test_the_reference_names_every_source_and_indicator() -> None:
    sources = documents()["docs/reference/sources.md"]
    assert [slug for slug in all_sources() if f"\n## {slug}\n" not in sources] == []
    indicators = documents()["docs/reference/indicators.md"]
    assert [slug for slug in all_indicators() if f"| `{slug}` |" not in indicators] == []


def test_the_index_lists_every_page() -> None:
    index = documents()["docs/README.md"]
    pages = [n.removeprefix("docs/") for n in DOCUMENTS if n.startswith("docs/")]
    assert [page for page in pages if page != "README.md" and f"({page})" not in index] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    names = [n.rsplit("/", 1)[1] for n in DOCUMENTS if n.startswith("docs/decisions/")]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        text = documents()[f"docs/decisions/{name}"]
        for part in ("Status:", "## Why it came up", "## What was decided", "## What follows"):
            assert part in text, name


def test_two_commands_are_enough() -> None:
    block = next(b for language, b in _FENCE.findall(documents()["README.md"]) if language == "sh")
    promised = [line.split("#")[0].strip() for line in block.splitlines()]
    assert promised == ["make demo", "make test"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    rules = dict(re.findall(r"^([a-z]+):[^\n]*\n\t([^\n]+)", makefile, re.MULTILINE))
    assert "headwater demo demo" in rules["demo"]
    assert "pytest" in rules["test"]
    for target in ("demo", "test"):
        assert re.search(rf"^{target}: setup\b", makefile, re.MULTILINE), f"{target} must set up."


def test_a_package_index_reader_sees_no_placeholder() -> None:
    for name in WRITTEN:
        assert not re.search(r"\b(TODO|FIXME|TBD|lorem ipsum)\b", documents()[name]), name


@pytest.mark.parametrize("name", WRITTEN)
def test_python_in_a_document_is_python(name: str) -> None:
    for language, block in _FENCE.findall(documents()[name]):
        if language == "python":
            compile(textwrap.dedent(block), name, "exec")


@pytest.mark.parametrize("name", WRITTEN)
def test_settings_in_a_document_can_be_read(name: str, tmp_path: Path) -> None:
    for language, block in _FENCE.findall(documents()[name]):
        if language != "toml":
            continue
        block = textwrap.dedent(block)
        held = tomllib.loads(block)
        if "agreement" in held:
            (tmp_path / "agreements.toml").write_text(block, "utf-8")
            assert read_agreements(tmp_path).agreements
        elif not {"area", "partnership"} & held.keys():
            parse_profile(f"{shipped_text('llr')}\n{block}", name)
