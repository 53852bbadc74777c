"""Keeping: `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.cli.common import console, in_folder
from headwater.data.backup import restore_backup, write_backup
from headwater.partnership import Partnership


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_folder
def backup(partnership: Partnership, file: Path) -> None:
    """Write the whole partnership to one file.

    \b
    Example:
      headwater backup ~/safe/my-area-2026-11-25.tar

    It holds the data, the keys, the documents and what people wrote on the pages. Keep it as safe as the
    folder itself. A PostgreSQL database is not in it: use pg_dump for that.
    """
    made = write_backup(partnership.folder, file)
    console.print(f"{made.files:,} files, {made.size / 1024**2:,.1f} MiB, in {made.path}")
    console.print("Try it now and then: headwater restore FILE NEW-FOLDER")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def restore(file: Path, folder: Path) -> None:
    """Make a partnership's folder from a backup, and check every byte of it.

    \b
    Example:
      headwater restore ~/safe/my-area-2026-11-25.tar my-area-again
    """
    made = restore_backup(file, folder)
    console.print(f"{made.files:,} files are back in {made.path}, each as it was.")
    console.print(f"Next: headwater status --folder {folder}")


COMMANDS = (backup, restore)
