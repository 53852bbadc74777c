"""The fonts of drawings and documents: open ones only, shipped, never the machine's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import vl_convert as vlc

from headwater.vocabulary.errors import DocumentError

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Noto Sans"
STACK = f"{FAMILY}, sans-serif"
FALLBACKS = (
    "Noto Sans Symbols",
    "Noto Sans Math",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
)


@cache
def font_folder() -> Path:
    """The folder of fonts. Raises DocumentError where the build has not filled it."""
    if not any(FOLDER.glob("*.ttf")):
        raise DocumentError(
            "The fonts are missing, so nothing can be drawn. Run “make front-end” once, or "
            "“python -m headwater.front_end” with npm installed."
        )
    return FOLDER


@cache
def register() -> None:
    """Make the fonts known to the drawing library, once for each process."""
    vlc.register_font_directory(str(font_folder()))


@cache
def characters() -> frozenset[int]:
    """Every character the shipped fonts can print."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path in font_folder().glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap() or {})
    return frozenset(found)
