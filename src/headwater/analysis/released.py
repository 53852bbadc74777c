"""The only kind of table that may leave the analysis floor. Made in `release.py` and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from headwater.vocabulary.marks import Mark
from headwater.vocabulary.records.claim import ClaimRecord

Cell = str | int | float | Mark | None


class Kind(Enum):
    """What a column holds, so that a page, a document and a drawing treat it alike."""

    LABEL = "label"
    PLACE = "place"
    PERIOD = "period"
    COUNT = "count"
    VALUE = "value"
    LOW = "low"
    HIGH = "high"
    SHARE = "share"


@dataclass(frozen=True)
class Field:
    """One column of a released table: `name` for code, `title` for people."""

    name: str
    title: str
    kind: Kind
    digits: int = 0


@dataclass(frozen=True)
class Provenance:
    """Where a released table came from, and which rule let it out."""

    indicator: str
    definition: str
    period: str
    sources: tuple[str, ...]
    deliveries: tuple[str, ...]
    policy: str
    decision: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Released:
    """A table that passed the release gate.

    `rows` hold one cell per field: text for labels, numbers for counts and values, a `Mark` where
    a number is not given. The same object feeds pages, documents, drawings and files.
    """

    title: str
    unit: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    provenance: Provenance
    polarity: str = "lower is better"
    codes: tuple[str, ...] = field(default=(), repr=False)
    """Place codes, one for each row, where rows are places (for maps)."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        names = [f.name for f in self.fields]
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    @property
    def first(self) -> dict[str, Cell]:
        """The first row, for tables in order of rank. Raises IndexError for a table without rows."""
        return list(self)[0]  # noqa: RUF015 - an IndexError is the honest answer to no rows

    @property
    def last(self) -> dict[str, Cell]:
        """The last row, for tables in order of time. Raises IndexError for a table without rows."""
        return list(self)[-1]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Every cell of one column, in row order. Raises KeyError for a name the table lacks."""
        index = {f.name: i for i, f in enumerate(self.fields)}[name]
        return tuple(row[index] for row in self.rows)

    def find(self, **wanted: Cell) -> dict[str, Cell]:
        """The first row whose cells equal what is wanted. Raises KeyError if there is none."""
        for row in self:
            if all(row.get(k) == v for k, v in wanted.items()):
                return row
        raise KeyError(f"No row of “{self.title}” has {wanted}.")

    def claim(self, row: dict[str, Cell], name: str = "value", *, unit: str = "") -> ClaimRecord:
        """The number in column `name` of `row`, bound to everything it was made from."""
        spec = {f.name: f for f in self.fields}[name]
        value = row[name]
        interval = spec.kind is Kind.VALUE
        low, high = (row.get("low"), row.get("high")) if interval else (None, None)
        places = [str(row[f.name]) for f in self.fields if f.kind is Kind.PLACE]
        periods = [str(row[f.name]) for f in self.fields if f.kind is Kind.PERIOD]
        # What follows the count is a reading of the number, not what it is a number of.
        counts = [i for i, f in enumerate(self.fields) if f.kind is Kind.COUNT]
        keys = self.fields[: counts[0]] if counts else self.fields
        labels = tuple((f.title, str(row[f.name])) for f in keys if f.kind is Kind.LABEL)
        made = self.provenance
        return ClaimRecord(
            value=value if value is not None else Mark.NOT_APPLICABLE,
            unit=unit or (self.unit if interval else spec.title.lower()),
            indicator=made.indicator,
            title=self.title,
            definition=made.definition,
            place=", ".join(places),
            period=", ".join(periods) or made.period,
            deliveries=made.deliveries,
            policy=made.policy,
            decision=made.decision,
            low=float(low) if isinstance(low, int | float) else None,
            high=float(high) if isinstance(high, int | float) else None,
            breakdown=labels,
        )

    def derive(
        self,
        value: float | int | str,
        unit: str,
        *,
        low: float | None = None,
        high: float | None = None,
        place: str = "",
        period: str = "",
        note: str = "",
    ) -> ClaimRecord:
        """A number worked out from this table's released numbers, bound to what they were made from."""
        made = self.provenance
        return ClaimRecord(
            value=value,
            unit=unit,
            indicator=made.indicator,
            title=self.title,
            definition=made.definition,
            place=place,
            period=period or made.period,
            deliveries=made.deliveries,
            policy=made.policy,
            decision=made.decision,
            low=low,
            high=high,
            note=note,
        )

    def text(self, cell: Cell, spec: Field) -> str:
        """A cell as people read it: thousands separated, stated digits, a marker's own words."""
        return show(cell, spec.digits)

    def _repr_html_(self) -> str:
        head = "".join(f"<th scope='col'>{html.escape(f.title)}</th>" for f in self.fields)
        body = "".join(
            "<tr>"
            + "".join(
                f"<td>{html.escape(self.text(c, f))}</td>"
                for c, f in zip(row, self.fields, strict=True)
            )
            + "</tr>"
            for row in self.rows[:200]
        )
        made = self.provenance
        foot = f"{'; '.join(made.sources)}. {made.period}. Definition {made.definition}."
        return (
            f"<figure><figcaption><strong>{html.escape(self.title)}</strong> "
            f"({html.escape(self.unit)})</figcaption><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table><p><small>{html.escape(foot)}</small></p></figure>"
        )


def show(cell: Cell, digits: int = 0) -> str:
    """A cell as text.

    >>> show(12345.678, 1), show(7), show(Mark.HIDDEN), show(None)
    ('12,345.7', '7', 'fewer than 8', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool | str):
        return str(cell)
    if isinstance(cell, Mark):
        return str(cell)
    if isinstance(cell, int):
        return f"{cell:,}"
    return f"{cell:,.{digits}f}"
