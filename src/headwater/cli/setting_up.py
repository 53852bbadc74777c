"""Setting up: `init`, `doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.cli.common import console, grid
from headwater.cli.doctor import examine
from headwater.data.profile import adapt, shipped_profiles, shipped_text
from headwater.partnership import Partnership
from headwater.vocabulary.harms import DEFINITIONS
from headwater.vocabulary.tiers import LABEL_SETS


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--area", default="llr", show_default=True, help="A shipped area, or a .toml file.")
@click.option("--name", default=None, help="Name of the partnership or unit.")
@click.option("--tiers", type=click.Choice(list(LABEL_SETS)), default=None, help="Tier numbering.")
@click.option(
    "--definition",
    type=click.Choice(list(DEFINITIONS)),
    default=None,
    help="What counts as violence.",
)
def init(
    folder: Path, area: str, name: str | None, tiers: str | None, definition: str | None
) -> None:
    """Make a partnership's folder.

    \b
    Example:
      headwater init my-area --area llr --name "Violence Reduction Network"

    Edit headwater.toml afterwards: places, names of tiers, definitions and Board decisions are there.
    """
    own = Path(area)
    text = own.read_text("utf-8") if own.suffix == ".toml" and own.is_file() else shipped_text(area)
    made = Partnership.create(
        folder, adapt(text, {"name": name, "tiers": tiers, "definition": definition})
    )
    profile = made.profile
    console.print(f"[bold]{profile.name}[/] for {profile.area.name} is set up in {folder}.")
    console.print(f"Definition in force: {profile.definition.title} ({profile.definition.label}).")
    console.print(f"Shipped areas: {', '.join(shipped_profiles())}.")
    console.print(f"\nNext: cd {folder} && headwater sources, then headwater gather PATH")


@click.command()
def doctor() -> None:
    """Say what is installed, what is missing and what to do.

    \b
    Example:
      headwater doctor
    """
    table = grid("", "Part", "Found", "What to do")
    findings = examine()
    for finding in findings:
        sign = "[green]ok[/]" if finding.good else "[yellow]--[/]"
        table.add_row(sign, finding.part, finding.found, finding.advice)
    console.print(table)
    if any(f.needed and not f.good for f in findings):
        raise click.exceptions.Exit(1)


COMMANDS = (init, doctor)
