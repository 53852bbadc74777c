"""The Strategic Needs Assessment (HWB 5.5): its chapters in order, built from one brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from headwater.products.brief import Brief
from headwater.products.chapter import all_chapters
from headwater.products.document import ClaimList, Document, Paragraph, Section

SLUG = "strategic-needs-assessment"
CONTENTS = (
    "about",
    "summary",
    "definition",
    "data-quality",
    "area",
    "scale-and-trend",
    "health-view",
    "where",
    "when",
    "victims",
    "suspects",
    "weapons",
    "cohorts",
    "risk-factors",
    "community-voice",
    "equality",
    "responses",
    "what-works",
    "cost",
    "horizon",
    "priorities",
    "annexes",
)
"""Chapters by slug; the most pressing factors are printed first, whatever their number."""

FIRST = "summary"
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Sources: "
    "data.police.uk; Office for National Statistics; Ministry of Housing, Communities and Local Government; "
    "Department for Education. Contains OS data © Crown copyright and database right.",
)


def build(brief: Brief, on_chapter: Callable[[str], None] = lambda _: None) -> Document:
    """Every chapter as it stands today, and the list of every number printed."""
    chapters = all_chapters()
    sections = []
    for number, slug in enumerate(CONTENTS):
        chapter = chapters[slug]
        on_chapter(chapter.title)
        sections.append(chapter.section(brief, number or None))
    sections.sort(key=lambda s: s.slug != FIRST)
    profile = brief.profile
    draft = Document(
        slug=SLUG,
        title="Strategic Needs Assessment",
        subtitle=f"Violence and other harmful behaviours in {profile.area.name}",
        organisation=profile.name,
        marking=("INVENTED DATA" if profile.invented else profile.marking),
        issued=brief.issued,
        version=f"{brief.issued:%Y-%m-%d}",
        sections=tuple(sections),
        cover=(
            ("Prepared by", profile.name),
            ("For", profile.body),
            ("Written on", f"{brief.issued:%-d %B %Y}"),
            ("Definition", profile.definition.label),
            ("Status", "Draft for approval"),
        ),
        attribution=() if profile.invented else ATTRIBUTION,
    )
    return _with_claims(draft, brief, len(CONTENTS))


def _with_claims(draft: Document, brief: Brief, number: int) -> Document:
    claims = draft.claims()
    block = ClaimList(claims, tuple((f.delivery, f.short) for f in brief.files))
    section = Section(
        "numbers",
        "Where every number comes from",
        (
            Paragraph(
                (
                    f"This document prints {len(claims):,} different numbers. Each is listed with its "
                    "interval, what it counts, its place and period, the files it was made from (named in "
                    "the annex before this one) and the rule under which it was released. “headwater trace” "
                    "prints the same for one number.",
                )
            ),
            block,
        ),
        number,
    )
    return replace(draft, sections=(*draft.sections, section))
