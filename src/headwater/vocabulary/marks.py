"""What stands in a table where a number cannot: one distinct marker for each reason.

A marker is never blank and never zero, in a page, a document, a drawing or a CSV file.
"""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """A reason, and the words printed in place of the number."""

    HIDDEN = "fewer than 8"
    """Hidden by the release gate: a count of 0 to 7 under the house rule."""

    SUPPRESSED = "suppressed by the publisher"
    """The published file itself held a marker instead of a number."""

    NOT_RECEIVED = "not received"
    """No file for this period has arrived: a gap, not a zero."""

    NOT_RELIABLE = "too few to give a rate"
    """Too few events for a rate that means anything (fewer than 10)."""

    NOT_APPLICABLE = "not applicable"
    """The question has no answer here, for example a share of nothing."""

    def __str__(self) -> str:
        return self.value

    @property
    def short(self) -> str:
        """A few characters for a narrow table cell; a key under the table explains it."""
        return _SHORT[self]


_SHORT = {
    Mark.HIDDEN: "<8",
    Mark.SUPPRESSED: "[c]",
    Mark.NOT_RECEIVED: "[x]",
    Mark.NOT_RELIABLE: "[u]",
    Mark.NOT_APPLICABLE: "[z]",
}
