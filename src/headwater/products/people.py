"""What chapters about people share: ages, groups with their disparities, and repeats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.groups import Disparity
from headwater.figures.bars import bars
from headwater.products.document import Block, FigureBlock, Line, Paragraph, PlainTable
from headwater.products.words import figure_of, number, rate, sentence, top_rows
from headwater.vocabulary.people import Role

if TYPE_CHECKING:
    from headwater.products.brief import Brief


def ages(brief: Brief, slug: str, role: Role) -> Iterable[Block]:
    """The rate of each age band, with the band where it is highest."""
    table = brief.by_age(slug, role)
    if table is None:
        return
    highest = top_rows(table, 1)
    if highest:
        yield Paragraph(
            sentence(
                f"the rate of recorded {role.value}s is highest at ages {highest[0]['age']}: ",
                rate(table, highest[0]),
            )
        )
    yield FigureBlock(
        bars(
            table,
            slug=f"{slug}-{role.value}-ages",
            caption=f"{role.value.capitalize()}s of recorded violence by age"
            + (f": highest at {highest[0]['age']}" if highest else ""),
            axis="Per 1,000 residents of that age a year",
        )
    )


def groups(brief: Brief, slug: str, role: Role) -> Iterable[Block]:
    """Rates by sex and ethnic group, with the ratios that are findings."""
    for what in ("sex", "ethnicity"):
        table = brief.by_group(slug, role, what)
        if table is None:
            continue
        found = brief.disparities(slug, role, what)
        yield Paragraph(sentence(*_said(found, role, what)))
        title = "sex" if what == "sex" else "ethnic group"
        yield FigureBlock(
            bars(
                table,
                slug=f"{slug}-{role.value}-{what}",
                caption=f"{role.value.capitalize()}s of recorded violence by {title}",
                axis="Per 1,000 residents of that group a year",
            )
        )


def _said(found: tuple[Disparity, ...], role: Role, what: str) -> Line:
    findings = [d for d in found if d.is_finding]
    if not findings:
        return (
            f"no group's rate of recorded {role.value}s differs clearly from that of the reference group",
        )
    parts: list[object] = [
        f"against {findings[0].reference} residents, the rate of recorded {role.value}s is "
    ]
    for i, one in enumerate(findings):
        lead = "" if i == 0 else " and " if i == len(findings) - 1 else ", "
        parts += [
            lead,
            figure_of(one.claim, f"{one.ratio:.1f} times"),
            f" for {one.group} (95% interval {one.low:.1f} to {one.high:.1f})",
        ]
    return tuple(parts)  # type: ignore[arg-type]


def disparity_table(brief: Brief, slug: str, title: str) -> Iterable[Block]:
    """Every ratio of a harm, findings or not, for victims and suspects."""
    rows: list[tuple[Line, ...]] = []
    for role in (Role.VICTIM, Role.SUSPECT):
        for what in ("sex", "ethnicity"):
            rows.extend(
                (
                    (f"{role.value}s".capitalize(),),
                    (one.group,),
                    (one.reference,),
                    (figure_of(one.claim, f"{one.ratio:.2f}"),),
                    (f"{one.low:.2f} to {one.high:.2f}",),
                    ("different" if one.is_finding else "no clear difference",),
                )
                for one in brief.disparities(slug, role, what)
            )
    if rows:
        yield PlainTable(
            title,
            ("Who", "Group", "Against", "Ratio of rates", "95% interval", "Reading"),
            tuple(rows),
            (2, 5, 3, 2, 2, 3),
        )


def repeated(brief: Brief, slug: str, role: Role) -> Iterable[Block]:
    """How many people appear more than once in the year."""
    table = brief.repeats(slug, role)
    if table is None:
        return
    rows = list(table)
    known = [r for r in rows[1:] if isinstance(r["events"], int | float)]
    if not known:
        yield Paragraph(("Too few people appear more than once to be shown.",))
        return
    spans: list[object] = []
    for i, row in enumerate(known):
        spans += [
            " and " if i else "",
            number(table, row, "events"),
            f" people appear {row['times']} (",
            number(table, row),
            "%)",
        ]
    yield Paragraph(sentence(f"in {table.provenance.period}, ", *spans, f" as {role.value}s"))  # type: ignore[arg-type]
    yield FigureBlock(
        bars(
            table,
            slug=f"{slug}-{role.value}-repeats",
            caption=f"{role.value.capitalize()}s of recorded violence by how often they appear in the year",
            axis=f"Per cent of {role.value}s",
        )
    )
