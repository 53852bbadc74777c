"""How complaints appear in the building, for whoever answers them."""

from headwater.web.shell.selectors.complaints import tasks
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="shell",
    title="Complaints",
    address="shell:complaints",
    resource="complaint",
    order=95,
    about="What people wrote about their data or a page they cannot use",
    tasks=tasks,
)
