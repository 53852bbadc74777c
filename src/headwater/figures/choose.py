"""The drawing that suits a table: a line over months, bars over years, dots with intervals, or bars."""

from __future__ import annotations

from headwater.analysis.released import Kind, Released
from headwater.figures.bars import bars, ranked_rates
from headwater.figures.figure import Figure
from headwater.figures.line import control_chart


def figure_of(table: Released, *, slug: str, limit: int = 30) -> Figure:
    """A figure for a table nobody drew by hand; its caption is the table's own title."""
    kinds = {f.kind for f in table.fields}
    noun = next(f.title for f in table.fields if f.kind is Kind.COUNT).lower()
    if "month" in {f.name for f in table.fields}:
        return control_chart(table, slug=slug, caption=table.title, noun=noun)
    if Kind.PERIOD in kinds:
        when = next(f.name for f in table.fields if f.kind is Kind.PERIOD)
        axis = noun.capitalize()
        return bars(
            table,
            slug=slug,
            caption=table.title,
            axis=axis,
            value="events",
            label=when,
        )
    if Kind.PLACE in kinds and Kind.VALUE in kinds:
        return ranked_rates(table, slug=slug, caption=table.title, axis=table.unit, limit=limit)
    axis = table.unit if Kind.VALUE in kinds else noun
    return bars(table, slug=slug, caption=table.title, axis=axis.capitalize(), limit=limit)
