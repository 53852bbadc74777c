"""The command `headwater`. Errors are one or two sentences on stderr; each family has its exit code."""

from __future__ import annotations

import os
import sys

import click

from headwater.cli import assessing, gathering, inventing, keeping, serving, setting_up, showing
from headwater.vocabulary.errors import HeadwaterError

STOPPED = 130
FAULT = 70
_FAULT = (
    "This is a fault in Headwater ({kind}), not in what you did. Nothing is half-loaded. Run it again "
    "with HEADWATER_DEBUG=1 set, and report what it prints after checking that it names nobody."
)


class Headwater(click.Group):
    """A group that turns every failure into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Headwater, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="headwater", message="Headwater %(version)s")
def headwater() -> None:
    """From agencies' files to a Strategic Needs Assessment.

    \b
    A first walk:
      headwater init my-area            make a partnership's folder
      cd my-area
      headwater gather ~/downloads      take in the files, with a receipt for every row
      headwater status                  what has arrived, and what is missing
      headwater assess                  write the assessment as HTML, PDF and Word
    """


for family in (setting_up, gathering, showing, assessing, inventing, serving, keeping):
    for command in family.COMMANDS:
        headwater.add_command(command)


def main() -> None:
    """Run the command line; the only place that decides an exit code."""
    try:
        # Out of standalone mode click hands back the code that a command left with.
        sys.exit(headwater.main(standalone_mode=False) or 0)
    except HeadwaterError as error:
        sys.exit(_say(str(error), error.exit_code))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(_say("Stopped. What was finished is kept; nothing is half-loaded.", STOPPED))
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except (OSError, MemoryError) as trouble:
        sys.exit(_say(_machine(trouble), 1))
    except Exception as fault:
        if os.environ.get("HEADWATER_DEBUG"):
            raise
        sys.exit(_say(_FAULT.format(kind=type(fault).__name__), FAULT))


def _say(text: str, code: int) -> int:
    click.echo(f"headwater: {text}", err=True)
    return code


def _machine(trouble: OSError | MemoryError) -> str:
    if isinstance(trouble, MemoryError):
        return "The machine has too little memory for this. Close other programs and try again."
    where = f" ({trouble.filename})" if trouble.filename else ""
    why = (trouble.strerror or "the disk or a file could not be used").lower()
    return f"It stopped because of the machine: {why}{where}. Put that right and run it again."
