"""Chapter 2: what counts, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.products.chapter import Chapter
from headwater.products.document import (
    Block,
    Bullets,
    Callout,
    Facts,
    Heading,
    Paragraph,
    PlainTable,
)
from headwater.products.words import joined, number, sentence
from headwater.vocabulary.harms import BEHAVIOURS, Definition
from headwater.vocabulary.people import UNDER_25, UP_TO_25
from headwater.vocabulary.tiers import Tier

if TYPE_CHECKING:
    from headwater.products.brief import Brief

_NOT_TESTED = "Not yet written down by the partnership."


class DefinitionAndScope(Chapter):
    """Definition in force, the statutory test, definitions kept beside it, the offence list."""

    slug = "definition"
    title = "Definition and scope"

    @classmethod
    def blocks(cls, brief: Brief) -> Iterable[Block]:
        profile = brief.profile
        definition = profile.definition
        area = profile.area
        yield Paragraph(
            (
                f"This assessment covers {area.name}: {joined(p.name for p in area.districts)}. It uses "
                f"the definition “{definition.title}”, version {definition.version}, adopted on "
                f"{definition.adopted:%-d %B %Y}. Every number names the version of the definition it was "
                "made with.",
            )
        )
        yield Callout("finding", definition.title, (definition.text,))
        yield Heading("The statutory test")
        test = definition.seriousness
        yield Paragraph(
            (
                "Section 13(6) of the Police, Crime, Sentencing and Courts Act 2022 names four factors to "
                "weigh when deciding what is serious. The partnership's answers are:",
            )
        )
        yield Facts(
            (
                ("Maximum penalty", (test.maximum_penalty or _NOT_TESTED,)),
                ("Impact on victims", (test.impact_on_victims or _NOT_TESTED,)),
                ("Prevalence in the area", (test.prevalence or _NOT_TESTED,)),
                ("Impact on the community", (test.impact_on_community or _NOT_TESTED,)),
            )
        )
        yield Heading("What counts")
        yield PlainTable(
            f"Behaviours counted by “{definition.title}”, with Home Office offence codes and ICD-10 causes",
            ("Behaviour", "Offence codes", "Causes of admission"),
            tuple(_behaviour_rows(definition)),
            (3, 2, 2),
        )
        yield from _beside(brief, definition)
        yield Heading("Ages")
        yield Bullets(
            (
                (
                    f"The Home Office success measures count people aged up to and including {UNDER_25.high} "
                    "(“under 25”).",
                ),
                (
                    f"The partnership's own programme covers people aged up to and including {UP_TO_25.high} "
                    "(“up to age 25”).",
                ),
            )
        )
        yield Paragraph(("The two limits are kept apart, and each number says which it uses.",))
        yield Heading("Harm, wider than crime")
        yield Paragraph(
            (
                "The World Health Organization defines violence as the intentional use of physical force or "
                "power, threatened or actual, against oneself, another person, or a group or community. "
                "The partnership speaks of harmful behaviours: any behaviour that undermines the safety and "
                "wellbeing of a whole community or of specific communities, whichever agency sees it.",
            )
        )
        labels = profile.tiers
        yield Paragraph(
            (
                "Prevention is described by the Public Health Model in four tiers: "
                f"{joined(labels.label(t) for t in Tier)}.",
            )
        )


def _behaviour_rows(definition: Definition) -> Iterable[tuple[tuple[str], ...]]:
    counted = definition.behaviour_slugs()
    for slug, node in BEHAVIOURS.items():
        if slug in counted:
            yield (
                (node.title,),
                (", ".join(node.offences) or "–",),
                (_ranges(node.icd10) or "–",),
            )


def _ranges(codes: tuple[str, ...]) -> str:
    """Codes with neighbours joined, for example X85 to X92, X96."""
    runs: list[list[str]] = []
    for code in sorted(codes):
        if runs and code[0] == runs[-1][-1][0] and int(code[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(r[0] if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in runs)


def _beside(brief: Brief, definition: Definition) -> Iterable[Block]:
    if not brief.profile.beside:
        return
    yield Heading("Definitions side by side")
    yield Paragraph(
        (
            "When a definition changes, the old one is kept, so that the series do not break. Both run "
            "over the same records.",
        )
    )
    rows = []
    for one in brief.profile.definitions:
        table = brief.by_period("defined-violence", one)
        row = table.last if table else None
        count = (number(table, row, "events"),) if table and row else ("not yet computed",)
        rows.append(
            (
                (one.title,),
                (one.label,),
                (f"{one.adopted:%-d %B %Y}",),
                count,
                (
                    " ".join(table.provenance.caveats[:1])
                    if table and one is not definition
                    else "",
                ),
            )
        )
    period = ""
    first = brief.by_period("defined-violence", definition)
    if first:
        period = f", {first.column('period')[-1]}"
    yield PlainTable(
        f"Police-recorded incidents under each definition{period}",
        (
            "Definition",
            "Version",
            "Adopted",
            "Incidents in the year",
            "Limits that could not be applied",
        ),
        tuple(rows),
        (3, 3, 3, 2, 4),
    )
    yield Paragraph(
        sentence("Counts under different definitions are never compared with each other")
    )
