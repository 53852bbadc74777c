"""Chapter 5: how much violence there is, and whether it is rising."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.indicator import all_indicators
from headwater.figures.line import chart_of, control_chart
from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Callout,
    FigureBlock,
    Heading,
    Line,
    Paragraph,
    PlainTable,
)
from headwater.products.words import (
    changed,
    counted,
    figure_of,
    joined,
    lower_first,
    moved,
    number,
    percent,
    rate,
    rounded,
    sentence,
    share,
)
from headwater.vocabulary.periods import Month, describe_months

if TYPE_CHECKING:
    from headwater.analysis.released import Released
    from headwater.products.brief import Brief

SERIES = (
    "recorded-violence",
    "violence-with-injury",
    "domestic-violence",
    "sexual-offences",
    "robbery",
    "weapons-possession",
    "knife-enabled-serious-violence",
    "anti-social-behaviour",
)
"""Drawn as control charts, in this order, where they can be computed."""


class ScaleAndTrend(Chapter):
    """The three success measures, then each kind of violence over time."""

    slug = "scale-and-trend"
    title = "Scale and trend"
    needs = ("police-record-level", "police-uk-street-crime")

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        yield Heading("The Home Office success measures")
        yield from _success_measures(brief)
        yield Heading("Each kind of violence in the last year")
        yield from _overview(brief)
        yield from _harm(brief)
        for slug in SERIES:
            yield from _series(brief, slug)


def _success_measures(brief: Brief) -> Iterable[Block]:
    rows: list[tuple[Line, ...]] = []
    lacking: dict[str, list[str]] = {}
    for slug, indicator in all_indicators().items():
        if not indicator.success_measure:
            continue
        table = brief.by_period(slug)
        if table is None:
            for source in indicator.sources:
                lacking.setdefault(source, []).append(str(indicator.success_measure))
            continue
        row = table.last
        rows.append(
            (
                (f"{indicator.success_measure}. {indicator.title}",),
                (number(table, row, "events"),),
                rate(table, row) if "value" in row else ("–",),
                changed(brief.change(slug, brief.periods(slug))),
            )
        )
    if rows:
        rows.sort(key=lambda r: str(r[0][0]))
        yield PlainTable(
            "The three success measures in the last year",
            ("Measure", "Count", "Rate", "Change"),
            tuple(rows),
            (4, 2, 4, 4),
        )
    for needed, measures in sorted(lacking.items(), key=lambda item: min(item[1])):
        missing = brief.source(needed)
        numbers = sorted(set(measures))
        which = f"{'s' if len(numbers) > 1 else ''} {joined(numbers)}"
        yield Callout(
            "gap",
            f"Success measure{which} cannot be computed",
            (
                f"{'They need' if len(numbers) > 1 else 'It needs'} {lower_first(missing.title)}, which has not been received. Open data carries no "
                f"age, knife flag, exact offence or cause of admission. {missing.where}",
            ),
        )


def _overview(brief: Brief) -> Iterable[Block]:
    rows = []
    order = list(SERIES)
    ranked = sorted(brief.indicators, key=lambda s: order.index(s) if s in order else len(order))
    first: Released | None = None
    for slug in ranked:
        indicator = brief.indicators[slug]
        if indicator.theme not in ("violence", "context") or indicator.success_measure:
            continue
        table = brief.by_period(slug)
        if table is None:
            continue
        first = first or table
        row = table.last
        rows.append(
            (
                (indicator.short,),
                (number(table, row, "events"),),
                (number(table, row),) if "value" in row else ("–",),
                changed(brief.change(slug, brief.periods(slug))),
            )
        )
    if first is None:
        return
    period = first.last["period"]
    yield PlainTable(
        f"Recorded incidents and rates per 1,000 residents, {period}",
        ("What was recorded", "Count", "Rate", "Change on the year before"),
        tuple(rows),
        (4, 2, 2, 5),
    )


def _harm(brief: Brief) -> Iterable[Block]:
    found = brief.harm
    if found is None:
        return
    yield Heading("Weighted by harm")
    since = ""
    if found.before:
        percent_now = (found.total / found.before - 1) * 100
        since = (
            f", {'up' if percent_now > 0 else 'down'} by {percent(percent_now)} on the year before"
            if found.is_change
            else ", with no clear change on the year before"
        )
    yield Paragraph(
        sentence(
            "a count treats a homicide and a common assault alike. Weighted by the "
            f"{found.weights.label}, recorded violence in {found.table.provenance.period} adds up to ",
            figure_of(found.claim, rounded(found.total)),
            f" {found.weights.unit} (95% interval {rounded(found.low)} to {rounded(found.high)}){since}",
        )
    )
    yield PlainTable(
        "Which kinds of offence make up the harm",
        ("Kind", "Recorded", "Weight of one", "Share of the harm"),
        tuple(
            (
                (line.title,),
                (figure_of(line.claim, f"{line.count:,}"),),
                (f"{line.weight:,.0f}",),
                (share(line.share),),
            )
            for line in found.lines
        ),
        (5, 2, 2, 2),
    )
    left = f" Left out, because the table gives no weight: {joined(lower_first(m) for m in found.missing)}."
    yield Paragraph(
        (
            "Counts that the gate hid are left out too, so the rarest and gravest kinds may be missing."
            + (left if found.missing else ""),
        )
    )


def _series(brief: Brief, slug: str) -> Iterable[Block]:
    table = brief.by_month(slug)
    indicator = brief.indicator(slug)
    if table is None or indicator is None:
        return
    known = [v for v in table.column("events") if isinstance(v, int | float)]
    if len(known) < 12:
        return
    yield Heading(indicator.title, 3)
    yield Paragraph(sentence(*_trend(brief, slug, table)))
    fresh = brief.newest(slug)
    change = brief.change(slug, fresh) if fresh else None
    if change is not None and fresh is not None:
        yield Paragraph(
            sentence(
                f"in the newest months received, {describe_months(fresh.now)}, ",
                moved(change),
            )
        )
    yield FigureBlock(
        control_chart(
            table,
            slug=f"{slug}-by-month",
            caption=_finding(brief, slug, table),
            noun=indicator.noun,
        )
    )


def _trend(brief: Brief, slug: str, table: Released) -> Line:
    indicator = brief.indicators[slug]
    yearly = brief.by_period(slug)
    change = brief.change(slug, brief.periods(slug))
    if yearly is None:
        return (f"{indicator.title} cannot be given for a year",)
    row = yearly.last
    parts: list[object] = [
        f"in {row['period']} there were ",
        number(yearly, row, "events"),
        f" {indicator.noun}, ",
    ]
    if "value" in row:
        parts += [*rate(yearly, row), ", "]
    parts += [
        *(changed(change) if change is None or change.is_finding else ("with ", *changed(change)))
    ]
    if change is not None and change.is_finding and indicator.polarity != "neutral":
        parts.append(f": {change.words}")
    return tuple(parts)  # type: ignore[arg-type]


def _finding(brief: Brief, slug: str, table: Released) -> str:
    indicator = brief.indicators[slug]
    chart = chart_of(table)
    months = [str(m) for m in table.column("month")]
    # Only a month beyond the limits is named: shifts and trends are told by the marks.
    outside = [Month.parse(months[i]).title for i, odd in enumerate(chart.outside) if odd]
    flagged = int(chart.flagged.sum())
    subject = indicator.title
    if outside:
        named = joined(outside[-3:])
        more = len(outside) - len(outside[-3:])
        also = f" and in {counted(more, 'earlier month')}" if more else ""
        return f"{subject}: beyond the control limits in {named}{also}"
    if flagged:
        return f"{subject}: within limits, with a lasting shift or trend in {counted(flagged, 'month')}"
    return f"{subject}: no month differs from usual variation"
