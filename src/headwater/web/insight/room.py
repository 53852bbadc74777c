"""How the numbers appear in the building."""

from headwater.web.insight.selectors import find
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="insight",
    title="Indicators",
    address="insight:indicators",
    resource="indicator",
    order=10,
    about="Trends, places, people and deprivation, from what agencies have sent",
    search=find,
)
