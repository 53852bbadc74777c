"""Words around numbers: how a good analyst would write them, each number bound to its claim."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence

from headwater.analysis.changes import Change
from headwater.analysis.released import Cell, Released, show
from headwater.products.document import Line, Number, Span, Strong
from headwater.vocabulary.marks import Mark
from headwater.vocabulary.records.claim import ClaimRecord

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def joined(items: Iterable[str], last: str = "and") -> str:
    """A list in words.

    >>> joined(["police", "ambulance", "schools"])
    'police, ambulance and schools'
    """
    words = [i for i in items if i]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """A small count in words, a larger one in figures, with its noun.

    >>> counted(1, "source"), counted(12, "source"), counted(0, "gap")
    ('one source', '12 sources', 'no gaps')
    """
    noun = one if number == 1 else (many or f"{one}s")
    said = SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"
    return f"{said} {noun}"


def lower_first(text: str) -> str:
    """A title inside a sentence, where it does not begin with a name or an abbreviation.

    >>> lower_first("Robbery recorded by the police"), lower_first("ED assaults")
    ('robbery recorded by the police', 'ED assaults')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The first letter of a sentence."""
    return text[:1].upper() + text[1:]


def plain(line: Line) -> str:
    """A line as bare text, for a page that links its numbers another way.

    >>> plain(("up by ", "a tenth"))
    'up by a tenth'
    """
    return "".join(span if isinstance(span, str) else span.text for span in line)


def number(table: Released, row: dict[str, Cell], name: str = "value", *, unit: str = "") -> Span:
    """A cell as a span: a number bound to its claim, or a marker's own words."""
    cell = row[name]
    if cell is None:
        return str(Mark.NOT_APPLICABLE)
    spec = {f.name: f for f in table.fields}[name]
    return Number(show(cell, spec.digits), table.claim(row, name, unit=unit))


def rate(table: Released, row: dict[str, Cell]) -> Line:
    """A rate with its unit and interval, or the marker's words.

    For example “53.0 per 1,000 residents a year (95% interval 52.3 to 53.8)”.
    """
    value = row["value"]
    if not isinstance(value, int | float):
        return (str(value),)
    digits = {f.name: f.digits for f in table.fields}["value"]
    limits = f"{show(row['low'], digits)} to {show(row['high'], digits)}"
    unit = "%" if table.unit == "per cent" else f" {table.unit}"
    return (number(table, row), f"{unit} (95% interval {limits})")


def percent(change: float) -> str:
    """A change without false precision: whole per cents, or one digit below 2%.

    >>> percent(13.26), percent(-0.84), percent(140.2)
    ('13%', '0.8%', '140%')
    """
    size = abs(change)
    return f"{size:.0f}%" if size >= 2 else f"{size:.1f}%"


def changed(change: Change | None) -> Line:
    """What a change was, in words that never call noise a finding."""
    if change is None:
        return ("there is no earlier period to compare with",)
    if not change.is_finding:
        return (
            Number("no clear change", change.claim),
            f" on {change.before_words} (between {_signed(change.low)} and {_signed(change.high)})",
        )
    verb = "up" if change.percent > 0 else "down"
    limits = sorted((abs(change.low), abs(change.high)))
    return (
        f"{verb} by ",
        Number(percent(change.percent), change.claim),
        f" on {change.before_words} (95% interval {percent(limits[0])} to {percent(limits[1])})",
    )


def moved(change: Change | None) -> Line:
    """A change as a clause that can follow a comma or begin a sentence."""
    if change is None:
        return changed(change)
    return (("the count was " if change.is_finding else "there was "), *changed(change))


def rounded(value: float, figures: int = 3) -> str:
    """A large estimate to so many figures, so that it promises no more than it knows.

    >>> rounded(1339458), rounded(412.7), rounded(7)
    ('1,340,000', '413', '7')
    """
    if not value:
        return "0"
    places = figures - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, min(places, 0)):,.0f}"


def share(part: float) -> str:
    """A share of the whole, 0 to 1, in words where it is too small for a whole per cent.

    >>> share(0.424), share(0.003), share(0)
    ('42%', 'under 1%', 'none')
    """
    if part <= 0:
        return "none"
    return f"{part:.0%}" if part >= 0.005 else "under 1%"


def _signed(value: float) -> str:
    return f"{'down' if value < 0 else 'up'} {percent(value)}"


def sentence(*parts: Span | Line) -> Line:
    """Spans and lines as one line, its first letter large and a full stop at its end."""
    flat: list[Span] = []
    for part in parts:
        if isinstance(part, tuple):
            flat.extend(part)
        else:
            flat.append(part)
    if len(flat) > 1 and isinstance(flat[0], Strong) and isinstance(flat[1], str):
        flat[1] = upper_first(flat[1])
    elif flat and isinstance(flat[0], str):
        flat[0] = upper_first(flat[0])
    elif flat and isinstance(flat[0], Number):
        flat[0] = dataclasses.replace(flat[0], text=upper_first(flat[0].text))
    last = flat[-1] if flat else ""
    ends = last if isinstance(last, str) else getattr(last, "text", "")
    return tuple(flat) if ends.endswith((".", "?", "!")) else (*flat, ".")


def figure_of(claim: ClaimRecord, text: str) -> Number:
    """A number that was derived, bound to its claim."""
    return Number(text, claim)


def top_rows(table: Released, limit: int, name: str = "value") -> Sequence[dict[str, Cell]]:
    """The rows with the largest shown numbers, largest first."""
    known = [r for r in table if isinstance(r[name], int | float)]
    return sorted(known, key=lambda r: -float(str(r[name])))[:limit]
