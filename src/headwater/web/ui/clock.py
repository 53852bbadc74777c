"""Local time: what people type is meant in the United Kingdom, what is stored is one moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone

from headwater.web.verdict import Refused


def moment(day: date, hour: time) -> datetime:
    """The moment that a day and an hour mean here; of two, when clocks go back, the first.

    Raises Refused for the hour that is left out when clocks go forward.
    """
    meant = timezone.make_aware(datetime.combine(day, hour))
    back = meant.astimezone(UTC).astimezone(timezone.get_current_timezone())
    if back.replace(tzinfo=None) != meant.replace(tzinfo=None):
        raise Refused(
            f"{hour:%H:%M} does not exist on {day:%-d %B %Y}: clocks go forward over it. "
            "Choose another time."
        )
    return meant
