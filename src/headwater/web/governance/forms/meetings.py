"""What people type about meetings, agendas, papers, decisions and actions."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.web.accounts.models import User
from headwater.web.accounts.selectors import people
from headwater.web.directory.selectors.agencies import agencies
from headwater.web.governance.models import AgendaItem, Board, Decision, Meeting, Paper
from headwater.web.governance.rules.meetings import LONGEST_PLAN
from headwater.web.governance.selectors.boards import boards
from headwater.web.governance.selectors.meetings import STATES, open_boards
from headwater.web.governance.selectors.packs import Readers
from headwater.web.ui.fields import (
    Versioned,
    day,
    hour,
    number,
    one_of,
    paragraph,
    words,
)
from headwater.web.ui.forms import Filter


def _rows(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


class PlanMeetings(forms.Form):
    """A run of meetings."""

    first = day("First meeting", "Enter the day of the first meeting")
    hour = hour("Starts at", "Enter when it starts, such as 14:00")
    length = number("How many minutes?", 15, 600)
    place = words("Place", "Enter the place, or how to join")
    count = number("How many meetings?", 1, LONGEST_PLAN)
    months = number(
        "Every how many months?", 1, 12, "They keep the weekday and its week of the month."
    )
    pair = one_of(
        "Back to back with", "", "Another board that meets right after, at the same place."
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "pair", boards().exclude(pk=board.pk).filter(ends__isnull=True))


class ChangeMeeting(Versioned):
    """When and where a meeting is, and whether it is at all."""

    day = day("Day", "Enter the day")
    hour = hour("Starts at", "Enter when it starts, such as 14:00")
    length = number("How many minutes?", 15, 600)
    place = words("Place", "Enter the place, or how to join")
    cancelled = forms.BooleanField(
        label="The meeting is cancelled",
        required=False,
        help_text="What was on its agenda goes back to the backlog.",
    )


class WriteMinutes(Versioned):
    """What was said."""

    minutes = paragraph(
        "Minutes",
        "Write the minutes",
        "Who was there and what was said. Decisions and actions have their own places.",
        rows=15,
    )


class AddItem(forms.Form):
    """Something to talk about."""

    title = words("What should the board talk about?", "Say what the board should talk about")
    detail = paragraph("Why, and what you hope for", "")


class Place(Versioned):
    """Which meeting an item goes to; none is the backlog."""

    meeting = forms.ModelChoiceField(Meeting.objects.all(), required=False)


class Withdraw(Versioned):
    """Why an item is not taken."""

    reason = paragraph("Reason", "Say why it is taken out", rows=2)


class AddPaper(forms.Form):
    """A paper, in the parts a report to a board has."""

    title = words("Title", "Enter the title of the paper")
    author = words("Author", "Enter who wrote it")
    agency = one_of("Agency", "")
    recommendation = forms.ChoiceField(
        label="What is the board asked to do?",
        choices=Paper.Recommendation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the board is asked to do"},
    )
    asks = paragraph(
        "Recommendation", "Write the recommendation", "In one or two sentences.", rows=2
    )
    text = paragraph("Paper", "Write the paper, or where it can be read", rows=12)
    resources = paragraph("Resource implications", "", rows=2)
    equality = paragraph("Equality implications", "", rows=2)
    background = paragraph("Background papers", "", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "agency", agencies())


class AddPrior(forms.Form):
    """What another body decided before."""

    body = words("Which body?", "Enter the name of the body", "For example, the Crime Panel.")
    on = day("When did it meet?", "Enter the day of its meeting")
    outcome = paragraph("What came of it?", "", rows=2)


class RoutePaper(forms.Form):
    """Which board a paper goes to next."""

    to = one_of("Send it on to", "Choose the board", "It waits in that board's backlog.")

    def __init__(self, *args: Any, paper: Paper, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = open_boards(user).exclude(pk=paper.item.board_id).filter(ends__isnull=True)
        _rows(self, "to", others)


class Decide(Versioned):
    """What the meeting decided."""

    outcome = forms.ChoiceField(
        label="What did the board decide?",
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the board decided"},
    )
    text = paragraph("The decision", "Write the decision", "As it should stand in the minutes.")
    reason = paragraph("Reason", "Say why the board decided so", rows=3)


class AddAction(forms.Form):
    """Who is to do what by when."""

    what = paragraph("What is to be done?", "Say what is to be done", rows=2)
    owner = words("Who does it?", "Enter who does it")
    user = one_of("Their account", "", "So that it is on their home page.")
    agency = one_of("Agency", "")
    item = one_of("From which item?", "")
    due = day("Due", "Enter the day by which it is done")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "user", people().filter(is_active=True))
        _rows(self, "agency", agencies())
        _rows(self, "item", AgendaItem.objects.filter(board=meeting.board, withdrawn=""))


class CloseAction(Versioned):
    """What shows that an action was done."""

    evidence = paragraph(
        "What shows that it was done?",
        "Say what shows that it was done",
        "For example, where the document is, or the date of the message.",
    )


class SendPack(forms.Form):
    """Who gets the link of a pack."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who gets it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one member who gets it"},
    )
    note = paragraph("A line from you", "", rows=2)

    def __init__(self, *args: Any, readers: Readers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [user.pk for user in readers.people]
        _rows(self, "people", User.objects.filter(pk__in=keys).order_by("full_name"))
        self.initial.setdefault("people", keys)
        without = ", ".join(f"{seat.person} ({seat.agency})" for seat in readers.without)
        if without:
            self.fields[
                "people"
            ].help_text = f"These members have no account to read it with, so hand it to them on paper: {without}."


class NarrowActions(Filter):
    """Which actions to show."""

    state = forms.ChoiceField(label="State", required=False, choices=[*STATES, ("", "Any")])
    board = one_of("Board", "")
    mine = forms.BooleanField(label="Only mine", required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data if "state" in data else {"state": "open"})
        _rows(self, "board", open_boards(user))
        self.fields["board"].empty_label = "Any board"  # type: ignore[attr-defined]


class NarrowDecisions(Filter):
    """Which decisions to show."""

    words = forms.CharField(label="Words in the item, decision or reason", required=False)
