"""Every command explains itself, with an example that exists, and every error has its exit code."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner
from tests.house.tree import ROOT

from headwater.cli.main import STOPPED
from headwater.cli.main import headwater as command_line
from headwater.vocabulary import errors
from headwater.vocabulary.errors import HeadwaterError

COMMANDS = sorted(command_line.commands)
PLACEHOLDERS = {"COMMAND", "…", "..."}


def problem_with(line: str, *, named_only: bool = False) -> str:
    """What click would refuse in a command that somebody is told to type; empty where nothing.

    With `named_only` a command may be named without its arguments, as in a sentence about it.
    """
    words = shlex.split(line, comments=True)[1:]
    if not words or words[0] in ("--help", "-h", "--version") or words[0] in PLACEHOLDERS:
        return ""
    command = command_line.commands.get(words[0])
    if command is None:
        return f"there is no command “{words[0]}”"
    try:
        with click.Context(command, info_name=words[0], resilient_parsing=False) as context:
            command.parse_args(context, [w for w in words[1:] if w != "--help"])
    except (click.MissingParameter, click.BadOptionUsage) as missing:
        return "" if named_only else missing.format_message()
    except click.ClickException as wrong:
        return wrong.format_message()
    except click.exceptions.Exit:
        return ""
    return ""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_with_an_example(name: str) -> None:
    told = CliRunner().invoke(command_line, [name, "--help"])
    assert told.exit_code == 0, told.output
    assert re.search(r"Examples?:\n\s+headwater " + name, told.output), told.output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_can_be_typed(name: str) -> None:
    text = command_line.commands[name].help or ""
    examples = re.findall(r"^ +(headwater .+)$", text, re.MULTILINE)
    assert examples
    for example in examples:
        assert problem_with(example) == "", example


def test_a_wrong_command_is_found_out() -> None:
    assert problem_with("headwater assemble")
    assert problem_with("headwater show robbery --by wards")
    assert problem_with("headwater init")
    assert problem_with("headwater gathers", named_only=True)
    assert problem_with("headwater show --buy", named_only=True)
    assert not problem_with("headwater show --by", named_only=True)
    assert not problem_with("headwater show robbery --by place --level ward")


def test_the_bare_command_lists_every_command() -> None:
    told = CliRunner().invoke(command_line, ["--help"])
    assert told.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in told.output] == []


ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, HeadwaterError)
]


def test_no_two_families_of_errors_share_an_exit_code() -> None:
    own = [kind.exit_code for kind in ERRORS if "exit_code" in vars(kind)]
    assert len(own) == len(set(own))
    assert not {0, STOPPED} & set(own)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_is_documented_with_its_exit_code(kind: type[HeadwaterError]) -> None:
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text("utf-8")
    assert f"| {kind.exit_code} | `{kind.__name__}` |" in page
