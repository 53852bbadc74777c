"""Whether anything that agreements say has changed, told without reading what they say."""

from __future__ import annotations

import hashlib
from functools import cache

from django.db.models import Model

from headwater.web.directory.models import Agency
from headwater.web.sharing.models import Agreement


@cache
def tables() -> tuple[type[Model], ...]:
    """Every table that the book of agreements can be made of: agreements, what hangs on them, agencies."""
    hanging = [relation.related_model for relation in Agreement._meta.related_objects]
    joining = [field.remote_field.through for field in Agreement._meta.many_to_many]
    found = (m for m in (*hanging, *joining) if isinstance(m, type))
    return (Agreement, Agency, *found)


def stamp() -> str:
    """A short text that changes with any column of any row that the book is made of."""
    held = [list(table._base_manager.order_by("pk").values_list()) for table in tables()]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]
