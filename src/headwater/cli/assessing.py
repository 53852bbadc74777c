"""Assessing: `assess`, `trace`, `compute`."""

from __future__ import annotations

import time
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from headwater.cli.common import console, grid, in_folder
from headwater.partnership import Partnership
from headwater.products.render.claims import value_text
from headwater.products.vintage import trace as find
from headwater.products.words import counted


@click.command()
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), help="Copy the files here too."
)
@in_folder
def assess(partnership: Partnership, to: Path | None) -> None:
    """Write the Strategic Needs Assessment as HTML, PDF and Word.

    \b
    Examples:
      headwater assess
      headwater assess --to ~/board-papers

    Each assessment is kept under documents/ with every number it printed, so that the next one can say
    what has changed.
    """
    write_assessment(partnership, to)


def write_assessment(partnership: Partnership, to: Path | None) -> None:
    """Build and write the assessment, showing progress, and say where it is."""
    start = time.monotonic()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("Opening the records", total=None)
        made = partnership.assess(to, on_step=lambda step: progress.update(task, description=step))
    claims = len(made.document.claims())
    console.print(
        f"[bold]{made.document.title}[/] for {partnership.profile.area.name}: "
        f"{counted(len(made.document.figures()), 'figure')}, {claims:,} numbers with their sources, "
        f"in {time.monotonic() - start:.0f} seconds."
    )
    for label, path in (("Page", made.html), ("PDF", made.pdf), ("Word", made.docx)):
        console.print(f"  {label:<5} {path}", soft_wrap=True)


@click.command()
@click.argument("claim")
@in_folder
def trace(partnership: Partnership, claim: str) -> None:
    """What one printed number was made from.

    \b
    Example:
      headwater trace C1A2B3C4D
    """
    vintage, found = find(partnership.vintages(), claim)
    files = {d.id: d for d in partnership.deliveries()}
    table = grid("", "")
    labels = "; ".join(f"{name}: {value}" for name, value in found.breakdown)
    for label, value in (
        ("Number", f"{value_text(found)} {found.unit}"),
        ("What it is", f"{found.title}. {labels}".strip()),
        ("Indicator", found.indicator),
        ("Definition", found.definition),
        ("Place", found.place),
        ("Period", found.period),
        ("Released", f"{found.policy}. {found.decision}"),
        ("Printed in", f"{vintage.title}, {vintage.issued:%-d %B %Y}"),
    ):
        if value:
            table.add_row(label, value)
    console.print(table)
    console.print(f"\nMade from {counted(len(found.deliveries), 'file')}:")
    for name in found.deliveries:
        delivery = files.get(name)
        where = (
            f"{delivery.file}, received {delivery.received:%-d %B %Y}, SHA-256 {delivery.sha256[:16]}…"
            if delivery
            else "no longer in the store"
        )
        console.print(f"  {name}: {where}", soft_wrap=True)


@click.command()
@click.option("--limit", default=30, show_default=True, help="The newest so many.")
@in_folder
def releases(partnership: Partnership, limit: int) -> None:
    """Every table that left the secure area, newest last, with the rule it left under.

    \b
    Example:
      headwater releases --limit 100
    """
    table = grid("When", "What", "Rule", "Files", right=(3,))
    kept = partnership.store.releases()
    for one in kept[-limit:]:
        files = len(one["inputs"].split())
        table.add_row(one["at"][:16].replace("T", " "), one["indicator"], one["note"], str(files))
    console.print(table)
    console.print(f"\n{len(kept):,} releases in all.")


COMMANDS = (assess, trace, releases)
