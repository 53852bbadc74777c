"""Showing: `indicators`, `show`."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.analysis.answers import WAYS
from headwater.analysis.released import Kind, Released, show
from headwater.cli.common import console, grid, in_folder
from headwater.data.source import all_sources
from headwater.figures.csv import to_csv
from headwater.partnership import Partnership
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.places import Level

_LIMITS = {Kind.LOW: "95% from", Kind.HIGH: "to"}
"""Short headings for the limits, so that a table fits a narrow window."""


@click.command()
@in_folder
def indicators(partnership: Partnership) -> None:
    """Every indicator, and whether it can be computed from what has arrived.

    \b
    Example:
      headwater indicators
    """
    bench = partnership.bench
    table = grid("Indicator", "What it is", "From")
    for indicator in partnership.indicators():
        source = bench.source_of(indicator)
        needs = " or ".join(all_sources()[s].title for s in indicator.sources if s in all_sources())
        what = indicator.title + (
            f" (Home Office success measure {indicator.success_measure})"
            if indicator.success_measure
            else ""
        )
        table.add_row(
            indicator.slug, what, source.title if source else f"[yellow]needs {needs.lower()}[/]"
        )
    console.print(table)
    console.print("\nNext: headwater show INDICATOR --by month")


@click.command("show")
@click.argument("indicator")
@click.option("--by", type=click.Choice(WAYS), default="month", show_default=True)
@click.option(
    "--level",
    type=click.Choice([level.slug for level in Level]),
    default="district",
    show_default=True,
    help="With --by place.",
)
@click.option(
    "--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV file."
)
@click.option("--limit", default=40, show_default=True, help="Rows to print.")
@in_folder
def show_indicator(
    partnership: Partnership, indicator: str, by: str, level: str, file: Path | None, limit: int
) -> None:
    """One indicator as a table: only what may leave the secure area.

    \b
    Examples:
      headwater show recorded-violence
      headwater show robbery --by place --level ward
      headwater show recorded-violence --by deprivation --csv gradient.csv
    """
    answered = partnership.show(indicator, by=by, level=level)
    _print(answered.table, limit)
    if file:
        file.write_text(to_csv(answered.table), "utf-8-sig")
        console.print(f"\nEvery row is in {file}.")


def _print(table: Released, limit: int) -> None:
    # Residents are in the CSV file; a terminal has room for what was counted and its rate.
    shown = [i for i, f in enumerate(table.fields) if f.name != "population"]
    fields = [table.fields[i] for i in shown]
    numbers = tuple(
        i for i, f in enumerate(fields) if f.kind not in (Kind.LABEL, Kind.PLACE, Kind.PERIOD)
    )
    longest = max((len(str(row[0])) for row in table.rows[:limit]), default=0)
    whole = 0 if longest <= 36 else None
    out = grid(*(_LIMITS.get(f.kind, f.title) for f in fields), right=numbers, whole=whole)
    marks: set[Mark] = set()
    for row in table.rows[:limit]:
        cells = []
        for cell, spec in zip((row[i] for i in shown), fields, strict=True):
            if isinstance(cell, Mark):
                marks.add(cell)
                cells.append(cell.short.replace("[", "\\["))
            else:
                cells.append(show(cell, spec.digits))
        out.add_row(*cells)
    console.print(f"[bold]{table.title}[/]")
    console.print(out)
    if len(table) > limit:
        console.print(f"… and {len(table) - limit:,} more rows (--limit, or --csv FILE for all).")
    for mark in sorted(marks, key=lambda m: m.short):
        console.print(f"{mark.short}: {mark}", markup=False)
    made = table.provenance
    console.print(
        f"\nSource: {'; '.join(made.sources)}. Period: {made.period}. "
        f"Definition: {made.definition}. {made.decision}",
        style="dim",
        markup=False,
    )
    for caveat in made.caveats:
        console.print(caveat, style="dim", markup=False)


COMMANDS = (indicators, show_indicator)
