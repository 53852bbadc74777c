"""Inventing: `invent` and `demo`, a partnership that is nowhere."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from headwater.cli.assessing import write_assessment
from headwater.cli.common import console
from headwater.cli.gathering import take
from headwater.cli.serving import serve_folder
from headwater.data.invented import Truth, invent
from headwater.partnership import Partnership
from headwater.vocabulary.errors import UsageError

TRUTH = "truth.json"


@click.command("invent")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--rows", type=int, default=None, help="Police records to write (default: about 60,000)."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same files.")
def invent_county(folder: Path, rows: int | None, seed: int) -> None:
    """Write the files of a fictional county and city, and what was planted in them.

    \b
    Examples:
      headwater invent my-county
      headwater invent big --rows 10000000

    FOLDER becomes a partnership's folder with the agencies' files in FOLDER/feeds. What was planted is
    in FOLDER/truth.json, so that an analysis can be judged by it.
    """
    truth = make(folder, rows, seed)
    console.print(
        f"Invented {truth.residents:,} residents of {truth.lsoa_2021} small areas, and "
        f"{truth.police_records:,} police records from {truth.first_month} to {truth.last_month}."
    )
    console.print(f"\nNext: cd {folder} && headwater gather feeds, then headwater assess")


def make(folder: Path, rows: int | None, seed: int) -> Truth:
    """Invent a county in a new folder, showing progress."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty. Choose a folder that does not exist yet.")
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("Inventing a county", total=None)
        return invent(
            folder, rows=rows, seed=seed, on_step=lambda s: progress.update(task, description=s)
        )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"))
@click.option(
    "--serve/--no-serve",
    default=None,
    help="End by serving it to browsers (default: where there is a terminal).",
)
@click.option("--port", default=8000, show_default=True, help="On which port to serve.")
@click.option("--again", is_flag=True, help="Throw an earlier demonstration away first.")
def demo(folder: Path, serve: bool | None, port: int, again: bool) -> None:
    """Invent a partnership, gather its files, write its assessment, and serve it to browsers.

    \b
    Example:
      headwater demo
    """
    if again and (folder / TRUTH).is_file():
        shutil.rmtree(folder)
    start = time.monotonic()
    console.rule("1. Invent a partnership", align="left")
    truth = make(folder, None, 1)
    console.print(
        f"{truth.residents:,} invented residents, {truth.police_records:,} police records, five years."
    )
    console.rule("2. Gather its agencies' files", align="left")
    partnership = Partnership(folder)
    take(partnership, (folder / "feeds",), quiet=True)
    console.rule("3. Write the Strategic Needs Assessment", align="left")
    write_assessment(partnership, None)
    console.rule(f"Done in {time.monotonic() - start:.0f} seconds", align="left")
    console.print("Open the page first: it begins with the most pressing factors. Then try:")
    for command in (
        "headwater status",
        "headwater show recorded-violence --by place --level ward",
        "headwater show knife-enabled-serious-violence --by month",
        "headwater indicators",
    ):
        console.print(f"  {command} --folder {folder}")
    console.print("One file was refused on purpose: it holds NHS numbers that nobody declared.")
    if console.is_terminal if serve is None else serve:
        console.rule("4. Serve it to browsers", align="left")
        serve_folder(partnership.folder, "127.0.0.1", port, demo=True)
    else:
        console.print(f"To see it in a browser: headwater serve --demo --folder {folder}")


COMMANDS = (invent_county, demo)
