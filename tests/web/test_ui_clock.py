"""Every hour that clocks in the United Kingdom leave out, and every one they have twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from headwater.web.ui.clock import moment
from headwater.web.verdict import Refused

LONDON = ZoneInfo("Europe/London")


def changes() -> list[tuple[date, int]]:
    """The days on which clocks change from 2000 to 2040, and by how many minutes."""
    found, day = [], date(2000, 1, 1)
    while day < date(2041, 1, 1):
        start, end = (
            datetime.combine(d, time(12), LONDON).utcoffset() for d in (day, day + timedelta(1))
        )
        if start != end:
            found.append((day + timedelta(1), int((end - start).total_seconds() // 60)))
        day += timedelta(1)
    return found


def test_clocks_change_twice_a_year():
    assert len(changes()) == 82


@pytest.mark.parametrize("day", [day for day, by in changes() if by > 0], ids=str)
def test_an_hour_that_is_left_out_is_refused(day):
    with pytest.raises(Refused, match="clocks go forward"):
        moment(day, time(1, 30))
    assert moment(day, time(2, 30)).astimezone(UTC).hour == 1


@pytest.mark.parametrize("day", [day for day, by in changes() if by < 0], ids=str)
def test_of_an_hour_that_comes_twice_the_first_is_meant(day):
    assert moment(day, time(1, 30)).astimezone(UTC).time() == time(0, 30)
