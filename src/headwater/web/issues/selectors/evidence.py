"""What the data say of an issue's behaviour, as it may be read now."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.analysis.dossier import BROADER, Dossier, Known, dossier
from headwater.products.words import changed, joined, plain
from headwater.web.sharing.selectors.kept import Edition, read


@dataclass(frozen=True)
class EvidenceLine:
    """One indicator: its count and rate as printed, its change in words, and whom and where it touches."""

    known: Known
    events: str
    rate: str
    period: str
    change: str

    @property
    def is_broader(self) -> bool:
        """Whether it counts more than the behaviour."""
        return self.known.scope == BROADER


@dataclass(frozen=True)
class Evidence:
    """Everything that the data say, and how many agencies speak."""

    dossier: Dossier
    lines: tuple[EvidenceLine, ...]

    @property
    def said(self) -> str:
        """Whose data it stands on, in a sentence."""
        publishers = self.dossier.publishers
        if not publishers:
            return "No indicator counts this behaviour. What is known stands in the words above."
        if self.dossier.stands_on_two:
            return f"It stands on the data of {joined(publishers)}."
        return (
            f"It stands on the data of one agency alone: {publishers[0]}. "
            "Ask a second for what it holds before the Board relies on it."
        )


def of(behaviour: str, purpose: str) -> Evidence:
    """The evidence on a behaviour, for a purpose, under the agreements of this moment."""

    def work(edition: Edition) -> Dossier:
        return edition.ask(("dossier", behaviour), lambda bench: dossier(bench, behaviour))

    found = read(purpose, work)
    return Evidence(found, tuple(_line(known) for known in found.known))


def _line(known: Known) -> EvidenceLine:
    table = known.size
    row = table.rows[-1]
    cells = {f.name: table.text(cell, f) for cell, f in zip(row, table.fields, strict=True)}
    return EvidenceLine(
        known,
        cells.get("events", ""),
        cells.get("value", ""),
        cells.get("period", ""),
        plain(changed(known.change)),
    )
