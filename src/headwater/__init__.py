"""Headwater: from agencies' files to a Strategic Needs Assessment.

In a notebook: `import headwater; area = headwater.open("my-partnership")`, then `area.show("robbery")`.
Tables and figures show themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headwater.partnership import Partnership

__all__ = ["open"]


def open(folder: str | Path = ".") -> Partnership:  # noqa: A001
    """Open a partnership's folder. Raises ProfileError where it is not one."""
    from headwater.partnership import Partnership

    return Partnership(Path(folder))
