"""The invented partnership's documents: one published, one waiting for approval, and when they are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.analysis.workbench import data_version
from headwater.products.strategic_needs_assessment import SLUG
from headwater.products.vintage import FILE
from headwater.web.accounts.models import User
from headwater.web.policy import Role
from headwater.web.publications.models import NEEDS_ASSESSMENT, Vintage
from headwater.web.publications.services import vintages
from headwater.web.publications.services.deadlines import meet, set_deadline
from headwater.web.sharing.selectors.grounds import grounds

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


def furnish_vintages(*, at: datetime) -> None:
    """The assessment that the command line wrote, published; and the same again, waiting for approval.

    Nothing where none was written: the first is then built in the browser.
    """
    documents = Path(settings.ENV.folder) / "documents"
    written = sorted(documents.glob(f"{SLUG}-*/{FILE}"))
    if not written:
        return
    analyst, approver, manager = (
        User.objects.get(role=role.name)
        for role in (Role.ANALYST, Role.OUTPUT_APPROVER, Role.PROGRAMME)
    )
    made = [
        Vintage.objects.create(
            title=NEEDS_ASSESSMENT,
            state=Vintage.State.DRAFT,
            folder=written[-1].parent.name,
            data_version=data_version(settings.ENV.folder),
            stood_on=[g.delivery for g in grounds().values() if not g.reason],
            author=analyst,
            made_at=when,
        )
        for when in (at - timedelta(hours=2), at - timedelta(hours=1))
    ]
    decide_by = timezone.localdate(at) + timedelta(days=7)
    for one in made:
        vintages.submit(vintage=one, version=one.version, decide_by=decide_by, by=analyst, at=at)
    first = made[0]
    vintages.decide(
        vintage=first, version=first.version, approve=True, reason="", by=approver, at=at
    )
    vintages.publish(vintage=first, version=first.version, by=manager, at=at)
