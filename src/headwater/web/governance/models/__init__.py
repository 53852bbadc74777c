"""What the boards write down."""

from headwater.web.governance.models.boards import Alias, Board, ReportingLine
from headwater.web.governance.models.duties import Advice, Briefing, Product, WorkStep
from headwater.web.governance.models.feeds import CalendarFeed
from headwater.web.governance.models.meetings import (
    Action,
    AgendaItem,
    Decision,
    Meeting,
    Paper,
    PriorDecision,
)
from headwater.web.governance.models.seats import Seat

__all__ = [
    "Action",
    "Advice",
    "AgendaItem",
    "Alias",
    "Board",
    "Briefing",
    "CalendarFeed",
    "Decision",
    "Meeting",
    "Paper",
    "PriorDecision",
    "Product",
    "ReportingLine",
    "Seat",
    "WorkStep",
]
