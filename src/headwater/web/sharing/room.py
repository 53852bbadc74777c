"""How sharing appears in the building."""

from headwater.web.sharing.selectors.panels import of_agency
from headwater.web.sharing.selectors.tasks import find, tasks
from headwater.web.sharing.services.admit import ADMIT, let_in
from headwater.web.sharing.services.intake import GATHER, take
from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="sharing",
    title="Sharing",
    address="sharing:agreements",
    resource="agreement",
    order=30,
    about="Agreements, files that agencies send, their receipts, and requests for information",
    tasks=tasks,
    search=find,
    panels={"agency": of_agency},
    jobs={GATHER: take, ADMIT: let_in},
)
