"""How many rows a restricted file holds is printed under the house rule too."""

from __future__ import annotations

from headwater.products.brief import Brief
from headwater.products.chapter import all_chapters
from headwater.products.document import PlainTable


def _table(brief: Brief, slug: str, title: str) -> PlainTable:
    blocks = all_chapters()[slug].blocks(brief)
    return next(b for b in blocks if isinstance(b, PlainTable) and b.caption == title)


def _texts(table: PlainTable, column: str) -> dict[str, str]:
    where = table.headers.index(column)
    return {str(row[0][0]): str(row[where][0]) for row in table.rows}


def test_rows_of_restricted_sources_are_rounded_and_of_published_ones_exact(brief: Brief) -> None:
    table = _table(brief, "data-quality", "What arrived from each source")
    for column in ("Rows read", "Quarantined", "Superseded"):
        told = _texts(table, column)
        for quality in brief.scorecard:
            if not quality.source.is_public():
                text = told[quality.source.title]
                assert text == "fewer than 8" or int(text.replace(",", "")) % 5 == 0, (
                    quality.source,
                    column,
                    text,
                )
    exact = _texts(table, "Rows read")
    for quality in brief.scorecard:
        if quality.source.is_public():
            assert exact[quality.source.title] == f"{quality.rows:,}"


def test_rows_of_restricted_files_are_rounded_in_the_list_of_files(brief: Brief) -> None:
    table = _table(brief, "annexes", "Every file that was used, with its fingerprint")
    restricted = {
        f.short
        for f in brief.files
        for q in brief.scorecard
        if f.delivery in q.deliveries and not q.source.is_public()
    }
    assert restricted
    for short, text in _texts(table, "Rows").items():
        if short in restricted:
            assert text == "fewer than 8" or int(text.replace(",", "")) % 5 == 0
