"""Gathering: `gather`, `status`, `receipt`, `sources`, `map`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn

from headwater.cli.common import console, grid, in_folder
from headwater.data.files.inspect import Format, inspect
from headwater.data.files.tables import peek, read_table
from headwater.data.headings import propose, recognise
from headwater.data.intake.gather import Outcome, State
from headwater.data.intake.receipt import Receipt
from headwater.data.source import Sensitivity, all_sources
from headwater.data.store import Delivery, Store
from headwater.partnership import Partnership
from headwater.vocabulary.errors import HeadwaterError, UsageError
from headwater.vocabulary.periods import Month, describe_months

_STYLE = {
    State.NEW: "green",
    State.UNCHANGED: "dim",
    State.UNKNOWN: "dim",
    State.CLOSED: "yellow",
    State.REFUSED: "red",
}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", default=None, help="Read the files as this source.")
@click.option(
    "--provider", default=None, help="Whose files they are, where agreements leave a doubt."
)
@click.option("--quiet", is_flag=True, help="Only what needs attention, and the totals.")
@in_folder
def gather(
    partnership: Partnership,
    paths: tuple[Path, ...],
    source: str | None,
    provider: str | None,
    quiet: bool,
) -> None:
    """Take files into the store, with a receipt for every row.

    \b
    Examples:
      headwater gather ~/downloads
      headwater gather ed-march.csv --provider "Royal Infirmary"

    Folders are searched. A file that was gathered before changes nothing. A refused file stops nothing:
    the others are taken, and the exit code says that one was refused.
    """
    failure = take(partnership, paths, source=source, provider=provider, quiet=quiet)
    if failure is not None:
        raise click.exceptions.Exit(failure.exit_code)


def take(
    partnership: Partnership,
    paths: tuple[Path, ...],
    *,
    source: str | None = None,
    provider: str | None = None,
    quiet: bool = False,
) -> HeadwaterError | None:
    """Gather with progress shown; the last refusal, if any file was refused."""
    failure: HeadwaterError | None = None
    counts: dict[State, int] = {}
    rows = 0
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
    ) as progress:
        task = progress.add_task("Looking for files", total=None)

        def on_file(path: Path) -> None:
            progress.update(task, description=f"Reading {path.name}")

        for outcome in partnership.gather(paths, source=source, provider=provider, on_file=on_file):
            counts[outcome.state] = counts.get(outcome.state, 0) + 1
            if outcome.state is State.REFUSED:
                failure = outcome.error
            if outcome.receipt and outcome.state is State.NEW:
                rows += outcome.receipt.accepted
            _tell(outcome, quiet)
    _total(counts, rows)
    return failure


def _tell(outcome: Outcome, quiet: bool) -> None:
    style = _STYLE[outcome.state]
    name = escape(outcome.path.name)
    if outcome.receipt is None or outcome.state is State.UNCHANGED:
        if outcome.state in (State.REFUSED, State.CLOSED) or not quiet:
            console.print(
                f"[{style}]{outcome.state.value:>14}[/]  {escape(outcome.message) or name}"
            )
        return
    receipt = outcome.receipt
    line = f"{receipt.title}: {receipt.accepted:,} {receipt.unit}s"
    extra = [
        f"{receipt.quarantined:,} quarantined" if receipt.quarantined else "",
        f"{receipt.superseded:,} superseded" if receipt.superseded else "",
        f"{receipt.replaced:,} earlier rows replaced" if receipt.replaced else "",
    ]
    said = ", ".join(e for e in extra if e)
    if not quiet or receipt.quarantined:
        console.print(f"[{style}]{'new':>14}[/]  {name}: {line}" + (f"; {said}" if said else ""))
    for fault in receipt.faults:
        console.print(
            f"{'':>16}[yellow]“{escape(fault.column)}” {fault.reason}: {fault.count:,} rows[/]"
        )


def _total(counts: dict[State, int], rows: int) -> None:
    parts = [f"{n:,} {state.value}" for state, n in counts.items()]
    console.print(f"\n[bold]{sum(counts.values()):,} files[/]: {', '.join(parts) or 'none'}.")
    if rows:
        console.print(f"{rows:,} rows were accepted. Next: headwater status")


@click.command()
@in_folder
def status(partnership: Partnership) -> None:
    """What has arrived, for which months, and what is missing.

    \b
    Example:
      headwater status
    """
    profile = partnership.profile
    console.print(f"[bold]{escape(profile.name)}[/], {escape(profile.area.name)}")
    console.print(f"Definition: {profile.definition.title} ({profile.definition.label})\n")
    deliveries = partnership.deliveries()
    table = grid("Source", "Files", "Rows", "Set aside", "Months", right=(1, 2, 3))
    by_source: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        by_source.setdefault(delivery.source, []).append(delivery)
    for slug, found in by_source.items():
        receipts = [Receipt.from_plain(d.receipt) for d in found]
        months = {Month.parse(m) for r in receipts for m, _ in r.by_month if m != "None"}
        table.add_row(
            all_sources()[slug].title,
            f"{len(found):,}",
            f"{sum(r.accepted for r in receipts) - sum(r.replaced for r in receipts):,}",
            f"{sum(r.quarantined for r in receipts):,}",
            describe_months(months) or "-",
        )
    console.print(table)
    for waiting in (d for d in partnership.arrived() if d.on_hold):
        console.print(
            f"[yellow]On hold:[/] {escape(waiting.file)} is read by nobody until "
            f"{escape(waiting.provider)} has confirmed its receipt in the browser."
        )
    for refusal in partnership.bench.refusals:
        console.print(f"[yellow]Not readable today:[/] {escape(refusal.reason)}")
    missing = [
        s.title for slug, s in all_sources().items() if slug not in by_source and not s.barred
    ]
    if missing:
        console.print(
            f"\nNot received: {'; '.join(missing)}.\n“headwater sources” says whom to ask."
        )
    alerts = [a for d in deliveries for a in d.receipt.get("alerts", ())]
    for alert in dict.fromkeys(alerts[-5:]):
        console.print(f"[yellow]Check:[/] {escape(alert)}")


@click.command()
@click.argument("name")
@in_folder
def receipt(partnership: Partnership, name: str) -> None:
    """The receipt of one delivery, by its name or its file's name.

    \b
    Example:
      headwater receipt 2021-11-leicestershire-street.csv.gz
    """
    found = [d for d in partnership.arrived() if name in (d.id, d.file)]
    if not found:
        raise UsageError(
            f"No delivery is called “{name}”. “headwater status --help” says how to look."
        )
    for delivery in found:
        _receipt(delivery)


def _receipt(delivery: Delivery) -> None:
    made = Receipt.from_plain(delivery.receipt)
    console.print(f"[bold]{delivery.id}[/]")
    table = grid("", "")
    for label, value in (
        ("File", made.file),
        ("Source", made.title),
        ("From", made.provider),
        ("Under", made.agreement or "no agreement needed: published data"),
        ("Arrived", f"{delivery.received:%-d %B %Y, %H:%M} UTC"),
        *([("On hold", "until its provider confirms this receipt")] if delivery.on_hold else []),
        ("SHA-256", made.sha256),
        ("Rows read", f"{made.rows_read:,}"),
        ("Accepted", f"{made.accepted:,}"),
        ("Quarantined", f"{made.quarantined:,}"),
        ("Superseded", f"{made.superseded:,}"),
        ("Blank lines", f"{made.blank_lines:,}"),
        ("Earlier rows replaced", f"{made.replaced:,}"),
        ("Equal to an earlier row", f"{made.repeated_rows:,} (kept: not duplicates)"),
    ):
        table.add_row(label, value)
    console.print(table)
    for title, pairs in (
        ("By month", made.by_month),
        ("By behaviour", made.by_behaviour),
        ("Without a place", made.unplaced),
        ("Outside the area", made.outside),
        ("Census vintage of small areas", made.vintages),
    ):
        if pairs:
            console.print(f"\n[bold]{title}[/]")
            for label, count in pairs:
                console.print(f"  {label:<40} {count:>9,}")
    for fault in made.faults:
        rows = ", ".join(str(r) for r in fault.rows)
        console.print(
            f"\n[yellow]“{fault.column}” {fault.reason}[/]: {fault.count:,} rows ({rows})"
        )
        console.print(f"  {fault.ask}")
    for note in (*made.alerts, *made.notes):
        console.print(f"\n{note}")


@click.command()
@click.option("--all", "everything", is_flag=True, help="With licence and where to get it.")
@in_folder
def sources(partnership: Partnership, everything: bool) -> None:
    """Every source: publisher, licence, where to get it or whom to ask, what it adds, what arrived.

    \b
    Example:
      headwater sources --all
    """
    held = Store.create(partnership.folder / "store").arrived()
    for slug, source in all_sources().items():
        arrived = [d for d in held if d.source == slug]
        what = f"[green]{len(arrived)} files[/]" if arrived else "[dim]not received[/]"
        kind = "published" if source.sensitivity is Sensitivity.PUBLIC else "needs an agreement"
        console.print(f"[bold]{source.title}[/] ({slug}): {what}, {kind}")
        console.print(f"  Adds {source.adds}.")
        if everything or not arrived:
            console.print(f"  From {source.publisher}. {source.where}", style="dim")
        if everything:
            console.print(f"  Licence: {source.licence}", style="dim")
        if source.barred:
            console.print(f"  [yellow]Only by a recorded Board decision.[/] {source.barred}")


@click.command("map")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", default=None, help="Compare with this source.")
@click.option("--save", is_flag=True, help="Write the mapping to headwater.toml.")
@in_folder
def map_columns(partnership: Partnership, file: Path, source: str | None, save: bool) -> None:
    """Propose which column of a file is which, and explain it.

    \b
    Examples:
      headwater map extract.csv
      headwater map extract.csv --source police-record-level --save
    """
    inspected = inspect(file)
    top = peek(inspected)
    if top is None:
        if inspected.format is not Format.XLSX:
            raise UsageError(f"{file.name}: only CSV and XLSX files have column headings to map.")
        top = read_table(inspected).top
    matches = recognise(top, partnership.profile.mappings, source)
    if not matches:
        raise UsageError(f"There is no source “{source}”. “headwater sources” lists them.")
    best = matches[0]
    lines = propose(best.source, top[best.header_row])
    console.print(
        f"[bold]{file.name}[/] is most like “{best.source.title}” ({best.source.slug}).\n"
    )
    table = grid("Needed", "In the file", "Why")
    for line in lines:
        table.add_row(line.title, line.heading or "-", line.reason)
    console.print(table)
    renamed = {p.heading: p.title for p in lines if p.reason.startswith("similar")}
    if not renamed:
        console.print("\nNo mapping is needed for the columns that were found.")
        return
    text = "\n".join(f'"{heading}" = "{title}"' for heading, title in renamed.items())
    block = f"\n[columns.{best.source.slug}]\n{text}\n"
    if save:
        path = partnership.folder / "headwater.toml"
        path.write_text(path.read_text("utf-8") + block, "utf-8")
        console.print(f"\nSaved in {path}. Gather the file again.")
    else:
        console.print(
            f"\nIf that is right, run it again with --save, which adds:\n{block}", markup=False
        )


COMMANDS = (gather, status, receipt, sources, map_columns)
