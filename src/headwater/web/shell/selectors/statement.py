"""What is true of the pages' accessibility: the statement prints it, and a test holds it to the checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Statement:
    """`widths` are in pixels; `rules` are the sets of rules that axe was told to use."""

    prepared: date
    widths: tuple[int, ...]
    rules: tuple[str, ...]
    by_machine: tuple[str, ...]
    cannot: tuple[tuple[str, str], ...]


STATEMENT = Statement(
    prepared=date(2026, 11, 25),
    widths=(1280, 375),
    rules=("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
    by_machine=(
        "Every kind of page that somebody can reach by following links, as each of nine roles and as a visitor, is checked with axe in Chromium.",
        "No page is wider than the window at either width.",
        "The longest tasks are done with scripts off, so that each works by plain forms and links.",
        "The markup of each component is compared with GOV.UK Frontend's own.",
        "Documents in PDF are made to PDF/UA-1, which refuses a figure without a description.",
    ),
    cannot=(
        (
            "No test with people yet",
            "Nobody who uses a screen reader, a magnifier or speech every day has tested the service for us.",
        ),
        (
            "Maps and drawings",
            "A drawing cannot be explored with a keyboard. The same numbers stand in a table below it, and as a file.",
        ),
        (
            "Wide tables on a phone",
            "Some tables are wider than a phone and scroll by themselves, with a finger or with the arrow keys.",
        ),
        (
            "What people write and send",
            "Papers and notes are written by members, and files come from agencies. We do not check that they are easy to read.",
        ),
        (
            "Language",
            "The service is in English only.",
        ),
    ),
)
