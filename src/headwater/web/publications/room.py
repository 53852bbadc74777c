"""How the documents appear in the building."""

from headwater.web.publications.selectors.tasks import find, tasks
from headwater.web.publications.services.building import BUILD, build
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="publications",
    title="Documents",
    address="publications:documents",
    resource="publication",
    order=20,
    about="The Strategic Needs Assessment: built on today's data, approved by a second person, published",
    tasks=tasks,
    search=find,
    jobs={BUILD: build},
)
