"""What every command shares: the folder it works in, the day it works on, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.table import Table

from headwater.partnership import Partnership

console = Console(highlight=False, soft_wrap=False)


class Day(click.ParamType[date]):
    """A day written 2026-03-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or click's own error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day. Write it as 2026-03-31.", param, ctx)


def in_folder(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--folder` and `--on`, and hand it the partnership."""

    @click.option(
        "-f",
        "--folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        envvar="HEADWATER_FOLDER",
        help="The partnership's folder (default: this one).",
    )
    @click.option("--on", "day", type=Day(), default=None, help="Judge agreements on this day.")
    def wrapped(folder: Path, day: date | None, **options: Any) -> None:
        command(Partnership(folder, at=day), **options)

    wrapped.__doc__ = command.__doc__
    wrapped.__name__ = command.__name__
    wrapped.__click_params__ = [  # type: ignore[attr-defined]
        *getattr(wrapped, "__click_params__", []),
        *getattr(command, "__click_params__", []),
    ]
    return wrapped


def grid(*headings: str, right: tuple[int, ...] = (), whole: int | None = None) -> Table:
    """A plain table for the terminal; the column `whole` is never broken over lines."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for i, heading in enumerate(headings):
        side: Literal["right", "left"] = "right" if i in right else "left"
        longest = max((len(word) for word in heading.split()), default=0) if i in right else None
        table.add_column(
            heading, justify=side, overflow="fold", no_wrap=i == whole, min_width=longest
        )
    return table
