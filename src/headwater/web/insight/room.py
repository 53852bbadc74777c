"""How the numbers appear in the building."""

from headwater.web.insight.selectors.search import find
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="insight",
    title="Indicators",
    address="insight:indicators",
    resource="indicator",
    order=10,
    about="Trends, places, hot spots, people and deprivation, from what agencies have sent",
    search=find,
)
