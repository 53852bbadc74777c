"""How accounts appear in the building."""

from headwater.web.ui.rooms import Room

ROOM = Room(
    slug="accounts",
    title="People",
    address="accounts:people",
    resource="person",
    order=80,
    about="Who has an account, and invitations",
)
