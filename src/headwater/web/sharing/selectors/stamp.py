"""Whether anything that agreements say has changed, told without reading what they say."""

from __future__ import annotations

import hashlib

from headwater.web.directory.models import Agency
from headwater.web.sharing.models import Agreement, ImpactAssessment, Signature

TABLES = (Agreement, Agreement.recipients.through, Signature, ImpactAssessment, Agency)
"""Every table that the book of agreements is made of."""


def stamp() -> str:
    """A short text that changes with any column of any row that the book is made of."""
    held = [list(table._base_manager.order_by("pk").values_list()) for table in TABLES]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]
