"""How the directory appears in the building."""

from headwater.web.directory.selectors import find
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="directory",
    title="Directory",
    address="directory:agencies",
    resource="directory",
    order=70,
    about="Agencies, the central team and communities",
    search=find,
)
