"""The record: every change to it is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from headwater.web.audit.models import Entry, Verb
from headwater.web.audit.services import record, verify

pytestmark = pytest.mark.django_db


def fill(count: int = 6) -> list[Entry]:
    return [
        record("thing.done", Verb.ALTERATION, by=None, on=f"thing {i}", number=i)
        for i in range(count)
    ]


def without_triggers(statement: str, values: list[object]) -> None:
    """As somebody with the database's own tools would do it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_an_untouched_record_is_whole_and_holds_its_own_head():
    head = fill()[-1].digest
    found = verify(anchor=head)
    assert found.whole
    assert (found.entries, found.head) == (6, head)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE audit_entry SET action = %s WHERE sequence = 3", ["thing.undone"]),
        ("UPDATE audit_entry SET actor = %s WHERE sequence = 3", ["somebody"]),
        ("UPDATE audit_entry SET target = %s WHERE sequence = 3", ["another thing"]),
        ("UPDATE audit_entry SET sequence = %s WHERE sequence = 6", [7]),
        ("DELETE FROM audit_entry WHERE sequence = %s", [3]),
    ],
)
def test_a_changed_or_removed_entry_is_found(statement, values):
    fill()
    without_triggers(statement, values)
    assert not verify().whole


def test_a_tail_cut_off_is_found_only_with_an_outside_anchor():
    head = fill()[-1].digest
    without_triggers("DELETE FROM audit_entry WHERE sequence > %s", [4])
    assert verify().whole
    assert not verify(anchor=head).whole


def test_the_database_refuses_to_change_or_remove_an_entry():
    fill(1)
    for change in (lambda: Entry.objects.update(action="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert verify().whole
