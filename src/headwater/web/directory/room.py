"""How the directory appears in the building."""

from headwater.web.directory.selectors.search import find
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="directory",
    title="Directory",
    address="directory:agencies",
    resource="directory",
    order=70,
    about="Agencies and their people, the central team, communities and places",
    search=find,
)
