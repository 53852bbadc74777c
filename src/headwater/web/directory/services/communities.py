"""Adding and changing communities."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from headwater.web.accounts.models import User
from headwater.web.audit.models import Verb
from headwater.web.audit.services import record
from headwater.web.directory import rules
from headwater.web.directory.models import Community
from headwater.web.ui.saving import add, save_over
from headwater.web.verdict import require


@transaction.atomic
def add_community(
    *, name: str, geographic: bool, place: str = "", about: str = "", by: User, at: datetime
) -> Community:
    """Enter a community, of a place or of people wherever they live."""
    require(rules.may_change(by))
    made = add(Community(name=name, geographic=geographic, place=place, about=about))
    record("community.added", Verb.CONFIGURATION, by=by, on=f"community {made.pk}", at=at)
    return made


@transaction.atomic
def change_community(
    *, community: Community, version: int, by: User, at: datetime, **fields: object
) -> Community:
    """Change what is written about a community. `fields` are its own."""
    require(rules.may_change(by))
    save_over(community, version, **fields)
    record("community.changed", Verb.ALTERATION, by=by, on=f"community {community.pk}", at=at)
    return community
