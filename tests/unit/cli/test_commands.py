"""The command line in this process: every command explains itself, every failure has words."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from headwater.cli import main as program
from headwater.cli.doctor import Finding
from headwater.cli.main import headwater
from headwater.vocabulary import errors
from headwater.vocabulary.errors import HeadwaterError

FAMILIES = [
    e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, HeadwaterError)
]
commands = pytest.mark.parametrize("name", sorted(headwater.commands))


@commands
def test_every_option_of_a_command_says_what_it_does(name: str) -> None:
    for option in headwater.commands[name].params:
        if isinstance(option, click.Option) and option.name not in ("help",):
            explained = option.help or isinstance(option.type, click.Choice)
            assert explained, f"{name} {option.opts}"


def test_the_first_walk_is_in_the_first_help() -> None:
    done = CliRunner().invoke(headwater, ["--help"])
    for word in ("init", "gather", "status", "assess"):
        assert f"headwater {word}" in done.output


def test_families_of_errors_have_exit_codes_of_their_own() -> None:
    """Kinds within a family share its code, unless they have one of their own."""
    codes: dict[int, list[str]] = {}
    for family in FAMILIES:
        if "exit_code" in vars(family):
            codes.setdefault(family.exit_code, []).append(family.__name__)
    assert all(len(names) == 1 for names in codes.values()), codes
    assert 0 not in codes


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.__name__)
def test_a_failure_ends_with_its_familys_code_and_its_own_words(
    family: type[HeadwaterError],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**_: object) -> None:
        raise family("The file is torn. Send it again.")

    monkeypatch.setattr(headwater, "main", fail)
    with pytest.raises(SystemExit) as ended:
        program.main()
    out, said = capsys.readouterr()
    assert ended.value.code == family.exit_code
    assert said == "headwater: The file is torn. Send it again.\n"
    assert out == ""


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "nothing is half-loaded"),
        (click.Abort(), 130, "Stopped"),
        (OSError(28, "No space left on device", "x.parquet"), 1, "no space left on device"),
        (MemoryError(), 1, "too little memory"),
        (BrokenPipeError(), 0, ""),
        (click.exceptions.Exit(3), 3, ""),
        (click.UsageError("No such option."), 2, "No such option"),
    ],
)
def test_what_the_machine_does_is_told_in_words(
    trouble: BaseException,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**_: object) -> None:
        raise trouble

    monkeypatch.setattr(headwater, "main", fail)
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_machine_that_lacks_a_needed_part_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from headwater.cli import setting_up

    lacking = (Finding("fonts", False, "0 fonts", "Run: make fonts"),)
    monkeypatch.setattr(setting_up, "examine", lambda: lacking)
    done = CliRunner().invoke(headwater, ["doctor"])
    assert done.exit_code == 1
    assert "make fonts" in done.output


def test_a_folder_is_set_up_with_the_tiers_and_definition_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "area"
    words = ["init", str(folder), "--tiers", "1-4", "--definition", "youth-violence"]
    done = CliRunner().invoke(headwater, [*words, "--name", "A network"])
    assert done.exit_code == 0, done.output
    text = (folder / "headwater.toml").read_text()
    assert 'name = "A network"' in text
    assert "1-4" in text
    assert "youth-violence" in text
