"""What every map shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headwater.analysis.outlines import load_outlines
from headwater.analysis.workbench import Workbench
from headwater.vocabulary.places import Level
from headwater.web.sharing.selectors.kept import Edition

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def outlines(edition: Edition) -> dict[str, BaseGeometry]:
    """The outline of every small area; empty where none have been gathered."""
    return edition.ask(("outlines",), lambda bench: load_outlines(bench, Level.LSOA))


def borders(edition: Edition) -> tuple[tuple[str, BaseGeometry], ...]:
    """Districts with their names, as lines on a map."""
    return edition.ask(("borders",), _borders)


def _borders(bench: Workbench) -> tuple[tuple[str, BaseGeometry], ...]:
    names = bench.geography.names
    shapes = load_outlines(bench, Level.DISTRICT).items()
    return tuple((names.get(code, code), shape) for code, shape in shapes)
