"""What the boards write down."""

from headwater.web.governance.models.boards import Alias, Board, ReportingLine
from headwater.web.governance.models.seats import Seat

__all__ = ["Alias", "Board", "ReportingLine", "Seat"]
