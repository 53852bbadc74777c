"""How the boards appear in the building."""

from headwater.web.governance.selectors.panels import of_agency
from headwater.web.governance.selectors.tasks import find, tasks
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="governance",
    title="Boards",
    address="governance:boards",
    resource="board",
    order=30,
    about="Boards and who sits on them, meetings, papers, decisions and actions",
    tasks=tasks,
    search=find,
    panels={"agency": of_agency},
)
