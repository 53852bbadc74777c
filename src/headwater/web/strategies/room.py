"""How strategies appear in the building."""

from headwater.web.strategies.selectors import find, tasks
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="strategies",
    title="Strategies",
    address="strategies:strategies",
    resource="strategy",
    order=45,
    about="What several agencies do about a behaviour, at every tier, and who decided it",
    tasks=tasks,
    search=find,
)
