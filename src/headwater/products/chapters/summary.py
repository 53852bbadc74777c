"""Chapter 1: the most pressing factors, ranked, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.analysis.pressing import FIRST, Factor
from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Bullets,
    Callout,
    Heading,
    Line,
    Paragraph,
    PlainTable,
    Span,
    Strong,
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
    sentence,
    top_rows,
)
from headwater.vocabulary.context import touching
from headwater.vocabulary.periods import describe_months
from headwater.vocabulary.places import Level

if TYPE_CHECKING:
    from headwater.products.brief import Brief


class Summary(Chapter):
    """Forced ranking on page one, with numbers, places and reasons."""

    slug = "summary"
    title = "Most pressing factors"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        factors = brief.factors[:FIRST]
        if not factors:
            yield Callout(
                "gap",
                "Nothing can be ranked yet",
                ("No source of incidents has arrived. “headwater sources” says whom to ask.",),
            )
            return
        yield Paragraph(
            (
                "These are the harms on which the evidence in hand says the partnership should act first, "
                "in order. Each gives its number, its trend and its place, and says why it stands where it "
                "does. The order is advice: the decision and its reason are the Board's.",
            )
        )
        yield Bullets(tuple(_entry(brief, f) for f in factors), numbered=True)
        yield from _which_year(brief)
        yield Heading("Why in this order")
        yield Paragraph(
            (
                "Five things are weighed: the harm one incident does (counted twice), how many there are, "
                "whether they are rising, how far they fall on the most deprived, and how few places hold "
                "them. “Steady” says how often a factor stays among the first five when those weights are "
                "drawn at random 1,000 times.",
            )
        )
        yield PlainTable(
            "How each factor scores, 0 to 100",
            (
                "Factor",
                "Harm",
                "Number",
                "Direction",
                "Deprivation",
                "Few places",
                "Score",
                "Steady",
            ),
            tuple(_scores(f) for f in brief.factors),
            (5, 2, 3, 3, 4, 2, 2, 2),
        )
        yield Heading("Where the biggest difference can be made")
        yield Bullets(tuple(_difference(brief)))
        missing = brief.missing_sources
        if missing:
            yield Callout(
                "gap",
                "What this assessment cannot see",
                (
                    f"{counted(len(missing), 'source').capitalize()} that would change it "
                    f"{'has' if len(missing) == 1 else 'have'} not been received: "
                    f"{joined(lower_first(s.title) for s in missing)}. The front matter says what each "
                    "would add and whom to ask.",
                ),
            )


def _entry(brief: Brief, factor: Factor) -> Line:
    evidence = factor.evidence
    table = evidence.table
    row = table.last
    spans: list[Span] = [
        Strong(f"{evidence.indicator.short}. "),
        number(table, row, "events"),
        f" {evidence.indicator.noun} in {row['period']}",
    ]
    if isinstance(row.get("value"), int | float):
        spans += [": ", *rate(table, row)]
    spans += ["; ", *changed(evidence.change), ". "]
    for i, rise in enumerate(evidence.rising_places[:2]):
        spans += [
            f"{'It rose' if i == 0 else ' and'} in {rise.place} by ",
            figure_of(rise.claim, percent(rise.percent)),
            f" ({percent(rise.low)} to {percent(rise.high)})",
        ]
    spans += [". "] if evidence.rising_places else []
    if evidence.places is not None:
        highest = top_rows(evidence.places, 1)
        if highest:
            spans += [
                f"The rate is highest in {highest[0]['place']} (",
                number(evidence.places, highest[0]),
                ")",
            ]
            spans += [
                f", and the largest hot spot is {evidence.hot_spot}. "
                if evidence.hot_spot
                else ". "
            ]
    spans += [f"It ranks {_ordinal(factor.rank)} because {_reason(factor)}."]
    if evidence.indicator.note:
        spans += [f" {evidence.indicator.note}"]
    return tuple(spans)


def _which_year(brief: Brief) -> Iterable[Block]:
    """Which months the numbers are for, what is newer, and what a reader must bear in mind."""
    slug = brief.factors[0].evidence.indicator.slug
    periods = brief.periods(slug)
    if periods is None:
        return
    spans: list[Span] = [
        f"The year is {describe_months(periods.now)}: the latest unbroken run of up to twelve months received.",
    ]
    fresh = brief.newest(slug)
    change = brief.change(slug, fresh) if fresh else None
    if fresh is not None and change is not None:
        spans += [
            f" In the newer months that have arrived ({describe_months(fresh.now)}), "
            f"{lower_first(brief.indicators[slug].short)}: ",
            *moved(change),
            ".",
        ]
    for event in touching((*periods.now, *periods.before)):
        spans.append(
            f" These years include {event.title}, so a change may be a return to usual life."
        )
    yield Callout("warning", "Which year this is", tuple(spans))


def _ordinal(rank: int) -> str:
    return ("first", "second", "third", "fourth", "fifth")[rank - 1] if rank <= 5 else f"{rank}th"


def _reason(factor: Factor) -> str:
    evidence = factor.evidence
    said = {
        "harm": "one incident does serious harm",
        "number": "it is common",
        "direction": (
            f"it rose in {joined(c.place for c in evidence.rising_places[:2])}"
            if evidence.rising_places
            else "it is rising"
        ),
        "deprivation": "",
        "concentration": "",
    }
    if evidence.gap is not None:
        said["deprivation"] = (
            f"the most deprived places have {evidence.gap.ratio:.1f} times the rate of the least deprived"
        )
    if evidence.concentration is not None:
        said["concentration"] = (
            f"one small area in twenty holds {evidence.concentration.top.share:.0%} of it"
        )
    parts = [said[name] for name in factor.strongest if said[name]]
    return joined(parts) if parts else "no single reason stands out, but several are moderate"


def _scores(factor: Factor) -> tuple[Line, ...]:
    lenses = factor.lenses
    return (
        (f"{factor.rank}. {factor.evidence.indicator.short}",),
        *(
            (f"{lenses[name] * 100:.0f}",)
            for name in ("harm", "number", "direction", "deprivation", "concentration")
        ),
        (f"{factor.score * 100:.0f}",),
        (f"{factor.stability:.0%}",),
    )


def _difference(brief: Brief) -> Iterable[Line]:
    lead = brief.factors[0]
    held = lead.evidence.concentration
    if held is not None and held.beyond_chance:
        claim = lead.evidence.table.derive(
            round(held.half.share_of_places * 100), "% of small areas"
        )
        yield sentence(
            Strong("In few places. "),
            "Half of the incidents of the first factor are in ",
            figure_of(claim, f"{held.half.share_of_places:.0%}"),
            f" of small areas ({held.half.places} of {held.areas})",
        )
    if brief.overlap is not None and brief.overlap.many:
        found = brief.overlap
        yield sentence(
            Strong("Where harms meet. "),
            f"{counted(len(found.many), 'small area')} are among the worst for at least half of the harms "
            f"compared, and {found.deprived_share:.0%} of those lie in the most deprived fifth of England",
        )
    rising = [
        f
        for f in brief.factors
        if f.evidence.change and f.evidence.change.is_finding and f.evidence.change.percent > 0
    ]
    if rising:
        yield sentence(
            Strong("Where it is rising. "),
            joined(lower_first(f.evidence.indicator.short) for f in rising[:4]),
            " rose beyond what chance explains",
        )
    falling = [
        f
        for f in brief.factors
        if f.evidence.change and f.evidence.change.is_finding and f.evidence.change.percent < 0
    ]
    if falling:
        yield sentence(
            Strong("What is falling. "),
            joined(lower_first(f.evidence.indicator.short) for f in falling[:4]),
            " fell beyond what chance explains: find out why before moving resources away",
        )
    if brief.hidden(Level.PARTNERSHIP) is not None:
        yield sentence(
            Strong("What the police do not see. "),
            "Health services treat violence that no police record holds: chapter 6 compares them place by "
            "place",
        )
