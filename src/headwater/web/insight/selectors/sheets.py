"""What the pages show, as sheets to take away."""

from __future__ import annotations

from headwater.web.insight.selectors import hot_spots, overlap, places
from headwater.web.insight.selectors.breakdowns import Breakdown, answered
from headwater.web.insight.selectors.indicators import line_of
from headwater.web.sharing.selectors.kept import Edition
from headwater.web.ui.exports import Sheet, sheet_of


def of_breakdown(edition: Edition, slug: str, asked: Breakdown) -> Sheet | str:
    """A breakdown, or the sentence that says why there is none. Raises Unknown for no indicator."""
    line = line_of(edition, slug)
    found = line.reason or answered(edition, slug, asked)
    return found if isinstance(found, str) else sheet_of(found)


def of_place(edition: Edition, code: str) -> Sheet | str:
    """Every indicator of a place. Raises Unknown where it is not in the partnership."""
    page = places.page(edition, code)
    rows = []
    for one in page.lines:
        made = one.made.provenance
        rows.append(
            (
                one.line.indicator.title,
                one.period,
                *one.cells,
                one.unit,
                one.district,
                one.whole,
                "; ".join(made.sources),
                made.definition,
                made.decision,
            )
        )
    if not rows:
        return page.missing
    return Sheet(
        f"{page.place.name}: every indicator that may be shown here",
        (
            "Indicator",
            "Period",
            "Count",
            "Rate",
            "Lower 95% limit",
            "Upper 95% limit",
            "Unit of the rate",
            "Against its district",
            "Against the whole area",
            "Source",
            "Definition",
            "Release",
        ),
        rows,
        page.facts,
    )


def of_hot_spots(edition: Edition, slug: str) -> Sheet | str:
    """The hot spots of an indicator. Raises Unknown where there is none of the name."""
    page = hot_spots.page(edition, slug)
    if page.table is None:
        return page.missing
    plain = sheet_of(page.table)
    rows = [
        (*row, spot.standing, " ".join(p.code for p in spot.areas))
        for row, spot in zip(plain.rows, page.spots, strict=True)
    ]
    headings = (*plain.headings, "A year ago", "Codes of its small areas")
    return Sheet(plain.title, headings, rows, plain.about)


def of_overlap(edition: Edition, worst: str, what: str = "areas") -> Sheet | str:
    """The small areas where at least half of the harms meet; or the numbers of a figure: every
    small area's harms ("harms"), or the tenths of deprivation ("deprivation")."""
    page = overlap.page(edition, worst)
    if page.found is None:
        return page.missing
    if what == "deprivation":
        tenths = page.found.by_decile
        return sheet_of(tenths) if tenths else "No index of deprivation has been gathered yet."
    if what == "harms":
        return sheet_of(page.found.points)
    return Sheet(
        f"Small areas among the worst {worst} for at least half of the harms compared",
        ("Code", "Small area", "District", "Decile of deprivation", "Harms", "Which"),
        [
            (a.place.code, a.place.name, a.district, a.decile, len(a.harms), "; ".join(a.harms))
            for a in page.areas
        ],
        sheet_of(page.found.points).about,
    )
