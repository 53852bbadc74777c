"""Saving over what somebody else may have saved: the later of two is told."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import F

from headwater.web.verdict import Refused

Row = TypeVar("Row", bound=models.Model)


STALE = (
    "Somebody else changed this since you opened it. Nothing of yours was saved yet, and nothing of "
    "theirs is lost. What you typed is still below: change it where you agree with them, then save again."
)


class Stale(Refused):
    """Somebody else changed it since it was shown. Nothing was saved."""


def save_over(row: Row, version: int, **fields: object) -> Row:
    """Change a row only if nobody has since it was shown.

    Raises Stale where somebody has. Raises ValidationError where the row would break a constraint.
    """
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise Stale(STALE)
    row.refresh_from_db()
    return row


def add(row: Row) -> Row:
    """Save a new row. Raises ValidationError where it would break a constraint."""
    row.full_clean()
    row.save(force_insert=True)
    return row
