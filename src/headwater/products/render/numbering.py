"""Numbers of figures and tables: counted once through a document, alike in every format."""

from __future__ import annotations

from headwater.products.document import Document, FigureBlock, PlainTable, ReleasedTable

Numbered = FigureBlock | PlainTable | ReleasedTable


class Numbering:
    """Which figure or table a block is, in reading order."""

    def __init__(self, document: Document) -> None:
        self._numbers: dict[int, int] = {}
        figures = tables = 0
        for section in document.sections:
            for block in section.blocks:
                if isinstance(block, FigureBlock):
                    figures += 1
                    self._numbers[id(block)] = figures
                elif isinstance(block, PlainTable | ReleasedTable):
                    tables += 1
                    self._numbers[id(block)] = tables

    def of(self, block: Numbered) -> int:
        """The number of a figure or table."""
        return self._numbers[id(block)]

    def name(self, block: Numbered) -> str:
        """As printed: “Figure 3” or “Table 2”."""
        kind = "Figure" if isinstance(block, FigureBlock) else "Table"
        return f"{kind} {self.of(block)}"

    def anchor(self, block: Numbered) -> str:
        """A name for links."""
        return self.name(block).lower().replace(" ", "-")
