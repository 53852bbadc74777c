"""When the invented partnership's documents are due (HWB 5.5)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from headwater.web.accounts.models import User
from headwater.web.publications.models import NEEDS_ASSESSMENT
from headwater.web.publications.services.deadlines import meet, set_deadline

GRANT = "Home Office grant for 2019 to 2020: both products within the grant period"
AGAIN = "Home Office grant agreement: a needs assessment in each grant year"


def furnish_deadlines(*, by: User, at: datetime) -> None:
    """The first grant's, met in time, and the one at the end of this grant year."""
    first = set_deadline(
        product=NEEDS_ASSESSMENT, due=date(2020, 3, 31), source=GRANT, by=by, at=at
    )
    meet(deadline=first, version=first.version, on=date(2020, 3, 27), by=by, at=at)
    today = timezone.localdate(at)
    end = date(today.year + (today >= date(today.year, 4, 1)), 3, 31)
    set_deadline(product=NEEDS_ASSESSMENT, due=end, source=AGAIN, by=by, at=at)
