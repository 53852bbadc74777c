"""What every chapter must keep, whatever has been received."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from headwater.analysis.released import Released
from headwater.figures.figure import Figure
from headwater.products.document import (
    Bullets,
    Callout,
    ClaimList,
    Facts,
    FigureBlock,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    PlainTable,
    ReleasedTable,
    Section,
)
from headwater.vocabulary.marks import Mark

BROKEN = re.compile(
    r"\bnan\b|\bNaN\b|\binf\b|[{}]|<[a-z/]|  |\.\.|\s[.,;:](?:\s|$)|,,|\( | \)|\(\)"
    # The word itself may begin a sentence; a value that was never there may not.
    r"|\bNone\b(?! of\b| listed\b| describes\b| is\b| was\b| has\b| changed\b)"
)
ENDS = (".", "?", "!", ":", "”", ".)")


def text_of(line: Line) -> str:
    """A line as it is read."""
    return "".join(span if isinstance(span, str) else span.text for span in line)


def lines(node: object) -> Iterator[str]:
    """Every text in a section, each as it is read."""
    match node:
        case Paragraph(spans) | Callout(_, _, spans):
            yield text_of(spans)
            if isinstance(node, Callout):
                yield node.title
        case Bullets(items):
            yield from map(text_of, items)
        case Facts(items):
            for name, line in items:
                yield name
                yield text_of(line)
        case PlainTable():
            yield node.caption
            yield from node.headers
            for row in node.rows:
                yield from map(text_of, row)
        case ReleasedTable(table, caption):
            yield caption
            yield table.title
            yield from table.provenance.caveats
        case FigureBlock(figure):
            yield figure.caption
            yield figure.alt
            yield figure.source_line
        case Heading(text):
            yield text


def numbers(node: object) -> Iterator[Number]:
    """Every number bound to a claim."""
    if isinstance(node, Number):
        yield node
    elif isinstance(node, tuple | list):
        for part in node:
            yield from numbers(part)
    elif is_dataclass(node) and not isinstance(node, Figure | Released):
        for item in fields(node):
            yield from numbers(getattr(node, item.name))


def check_chapter(section: Section) -> None:
    """Raise AssertionError with the sentence that breaks a rule."""
    assert section.title
    assert section.blocks, f"{section.slug} says nothing, not even whose data it waits for"
    level = 1
    for block in section.blocks:
        for text in lines(block):
            found = BROKEN.search(text)
            assert not found, f"{section.slug}: “{found and found[0]}” in “{text}”"
            assert text == text.strip(), f"{section.slug}: “{text}”"
        level = _check_block(section.slug, block, level)
    for number in numbers(section.blocks):
        check_number(number)


def _check_block(slug: str, block: Any, level: int) -> int:
    match block:
        case Heading(text):
            assert 2 <= block.level <= level + 1, f"{slug}: heading “{text}” skips a level"
            assert text, slug
            assert not text.endswith("."), f"{slug}: heading “{text}”"
            return block.level
        case Paragraph(spans) | Callout(_, _, spans):
            assert text_of(spans).endswith(ENDS), f"{slug}: “{text_of(spans)}”"
            assert _begins_well(spans), f"{slug}: “{text_of(spans)}”"
        case Bullets(items):
            assert items, f"{slug}: an empty list"
            for item in items:
                assert text_of(item).endswith(ENDS), f"{slug}: “{text_of(item)}”"
        case PlainTable():
            assert block.rows, f"{slug}: empty table “{block.caption}”"
            assert {len(row) for row in block.rows} == {len(block.headers)}, block.caption
            assert len(block.widths) in (0, len(block.headers)), block.caption
            assert all(block.headers), block.caption
            assert block.caption, slug
        case ReleasedTable():
            assert block.caption, slug
            assert len(block.table), f"{slug}: empty table “{block.caption}”"
        case FigureBlock(figure):
            assert figure.caption, figure.slug
            assert len(figure.alt) > 20, figure.slug
            assert not figure.caption.endswith("."), figure.slug
            assert re.fullmatch(r"[a-z0-9-]+", figure.slug)
        case Facts(items):
            assert items, slug
            assert all(name and line for name, line in items), slug
        case ClaimList():
            pass
        case _:
            raise AssertionError(f"{slug}: {type(block).__name__} is no block")
    return level


def _begins_well(spans: Line) -> bool:
    """A sentence begins with a capital, a figure, a sign or an opening mark."""
    first = text_of(spans)[:1]
    return not first.islower()


def check_number(number: Number) -> None:
    """What is printed is what the claim holds, to the digits that are printed."""
    claim = number.claim
    assert number.text
    assert claim.indicator, number
    assert claim.title, number
    assert claim.period, number
    assert claim.policy, number
    assert claim.decision, number
    if isinstance(claim.value, Mark):
        assert number.text == str(claim.value)
        return
    if isinstance(claim.value, str):
        assert number.text == claim.value
        return
    found = re.search(r"-?\d[\d,]*(?:\.(\d+))?", number.text)
    if found is None:
        assert number.text.lower() == "no clear change", number.text
        assert claim.low is not None
        assert claim.high is not None
        assert claim.low <= 0 <= claim.high, number
        return
    shown = abs(float(found[0].replace(",", "")))
    scale = 1e6 if "million" in number.text else 1
    digits = len(found[1] or "")
    whole = found[0].replace(",", "")
    zeros = len(whole) - len(whole.rstrip("0")) if not digits and len(whole) > 4 else 0
    unit = 10.0 ** (zeros - digits)
    assert abs(shown - abs(float(claim.value)) / scale) <= unit / 2 + 1e-6 + _slack(claim.value), (
        f"“{number.text}” is bound to {claim.value} {claim.unit} ({claim.title})"
    )
    if claim.low is not None and claim.high is not None:
        assert claim.low <= float(claim.value) <= claim.high, number


def _slack(value: float | int | str) -> float:
    """Claims are kept to one or two decimals, so that a printed number may be rounded twice."""
    return 0.06 if isinstance(value, float) else 0.0


def links(node: object) -> Iterator[Link]:
    """Every link in a tree."""
    if isinstance(node, Link):
        yield node
    elif isinstance(node, tuple | list):
        for part in node:
            yield from links(part)
    elif is_dataclass(node) and not isinstance(node, Figure | Released):
        for item in fields(node):
            yield from links(getattr(node, item.name))
