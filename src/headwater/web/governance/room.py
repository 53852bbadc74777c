"""How the boards appear in the building."""

from headwater.web.governance.selectors.boards import find
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="governance",
    title="Boards",
    address="governance:boards",
    resource="board",
    order=30,
    about="Boards and who sits on them, meetings, papers, decisions and actions",
    search=find,
)
