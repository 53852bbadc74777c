"""A board's meetings as a calendar that other programs read."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event

from headwater.web.governance.models import Board, Meeting

STATUS = {
    Meeting.State.PLANNED: "CONFIRMED",
    Meeting.State.HELD: "CONFIRMED",
    Meeting.State.CANCELLED: "CANCELLED",
}


def calendar(board: Board, at: datetime) -> bytes:
    """Every meeting of a board: when and where, and nothing of what it is about or who comes."""
    made = Calendar()
    made.add("prodid", "-//Headwater//Boards//EN")
    made.add("version", "2.0")
    made.add("name", board.name)
    made.add("x-wr-calname", board.name)
    for meeting in board.meetings.all():
        made.add_component(_event(board, meeting, at))
    return bytes(made.to_ical())


def _event(board: Board, meeting: Meeting, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{board.slug}.headwater")
    event.add("summary", board.name)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.starts.astimezone(UTC))
    event.add("dtend", meeting.ends.astimezone(UTC))
    event.add("location", meeting.place)
    event.add("status", STATUS[Meeting.State(meeting.state)])
    event.add("sequence", meeting.version)
    return event
