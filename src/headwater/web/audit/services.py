"""Writing the record, and proving that nobody has changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction

from headwater.web.audit.models import Entry, Verb
from headwater.web.audit.rules import FIELDS, START, digest


class Actor(Protocol):
    """Whoever does something: the fields of a user that the record keeps."""

    @property
    def username(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def role(self) -> str: ...


CHAIN = 4_187_321
"""Which of the database's advisory locks is the chain's."""


def _key() -> bytes:
    return bytes.fromhex(settings.ENV.key("audit"))


def _one_at_a_time() -> None:
    """Let one transaction at a time add to the chain. SQLite writes one at a time by itself.

    Locking the last entry would not do: whoever waited for it would then follow an entry that is not
    the last any more.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN])


@transaction.atomic
def record(
    action: str,
    verb: Verb,
    *,
    by: Actor | None,
    on: object = "",
    at: datetime | None = None,
    purpose: str = "",
    **detail: Any,
) -> Entry:
    """Add one entry, in the transaction of what it records.

    `by` is None where the system itself acted. `detail` holds what a reader needs, and never a value
    that names a person other than the actor.
    """
    _one_at_a_time()
    last = Entry.objects.order_by("-sequence").first()
    entry = Entry(
        sequence=(last.sequence if last else 0) + 1,
        at=(at or datetime.now(UTC)).astimezone(UTC),
        actor=by.username if by else "system",
        actor_name=by.full_name if by else "The system",
        role=by.role if by else "",
        purpose=purpose,
        verb=verb,
        action=action,
        target=str(on)[:200],
        detail=detail,
    )
    values = {name: getattr(entry, name) for name in FIELDS}
    entry.digest = digest(_key(), last.digest if last else START, values)
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True)
class Verification:
    """What checking the chain found. `broken_at` is the first entry that does not fit, or None."""

    entries: int
    head: str
    broken_at: int | None
    anchored: bool | None

    @property
    def broken_at_text(self) -> str:
        """The number of the first entry that does not fit, as text."""
        return "" if self.broken_at is None else f"{self.broken_at:,}"

    @property
    def whole(self) -> bool:
        """True where every entry fits and the outside anchor, if given, is in the chain."""
        return self.broken_at is None and self.anchored is not False


def verify(anchor: str = "") -> Verification:
    """Go through the chain from the start.

    `anchor` is a head that was printed or sent to partners earlier: without one, entries cut off at
    the end cannot be missed.
    """
    key, before, expected, seen = _key(), START, 1, False
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2_000):
        values = {name: getattr(entry, name) for name in FIELDS}
        right = digest(key, before, values)
        if entry.sequence != expected or entry.digest != right:
            return Verification(expected - 1, before, entry.sequence, False if anchor else None)
        before, expected = right, expected + 1
        seen = seen or before == anchor
    return Verification(expected - 1, before, None, seen if anchor else None)
