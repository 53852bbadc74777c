"""How the record appears in the building."""

from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="audit",
    title="Audit",
    address="audit:record",
    resource="audit",
    order=90,
    about="Who did what to what, when, as whom and for which purpose",
)
