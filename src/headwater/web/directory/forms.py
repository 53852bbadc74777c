"""What the programme manager types into the directory."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.vocabulary.agencies import AgencyKind
from headwater.web.directory.models import Post
from headwater.web.directory.selectors.agencies import agencies
from headwater.web.directory.selectors.places import places, titled
from headwater.web.ui.fields import Versioned, choice, day, one_of, paragraph, words
from headwater.web.ui.forms import Filter

KINDS = [(kind.name, kind.value) for kind in AgencyKind]


class NarrowAgencies(Filter):
    """Which agencies to show."""

    words = forms.CharField(label="Words in the name", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *KINDS])


class NarrowPlaces(Filter):
    """Which places to show."""

    words = forms.CharField(label="Words in the name, or a code", required=False, max_length=100)


class AddAgency(forms.Form):
    """An agency."""

    name = words("Name", "Enter the name of the agency")
    kind = choice("What kind of agency is it?", "Choose the kind", KINDS)
    about = paragraph("About it", "", "What it does for the partnership, in a line or two.", rows=3)

    def clean_name(self) -> str:
        """A name without spaces around or twice between."""
        return " ".join(self.cleaned_data["name"].split())


class ChangeAgency(AddAgency, Versioned):
    """An agency that is here already."""

    until = day(
        "If its name changed: last day of the old name",
        "",
        "The old name is kept with this date. Leave it empty where the name stays.",
    )
    field_order = ("name", "until", "kind", "about")


class AddContact(forms.Form):
    """Somebody at an agency."""

    name = words("Full name", "Enter the name")
    job = words("Job", "", "For example, head of information.")
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    phone = words("Telephone", "", "At work.", max_length=40)


class ChangeContact(AddContact, Versioned):
    """Somebody who is here already."""

    left = day("Last day at the agency", "", "Only where they have left or are about to.")


class WritePost(forms.Form):
    """A post of the central team."""

    role = choice("Which of the team's roles is it?", "Choose the role", Post.Role.choices)
    title = words("Its title, where it has another", "", "Leave it empty to use the role's name.")
    holder = words("Who holds it?", "", "Leave it empty while the post is vacant.")
    home = one_of("From which agency?", "")
    seconded = forms.BooleanField(label="They are seconded", required=False)
    starts = day("First day", "")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = agencies()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another post needs a title of its own."""
        given = super().clean() or {}
        if given.get("role") == Post.Role.OTHER and not given.get("title"):
            self.add_error("title", "Enter the title of the post")
        return given


class ChangePost(WritePost, Versioned):
    """A post that is here already."""


class LeavePost(Versioned):
    """When the holder leaves."""

    last = day("Last day", "Enter their last day", "The post is vacant from the day after.")


class AddCommunity(forms.Form):
    """A community."""

    name = words("Name of the community", "Enter the name of the community")
    geographic = forms.TypedChoiceField(
        label="What holds it together?",
        choices=[
            ("yes", "A place where its people live"),
            ("no", "Something else, wherever they live"),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what holds it together"},
    )
    place = forms.ChoiceField(
        label="Which place is it in?",
        required=False,
        help_text="Only where a place holds it together.",
    )
    about = paragraph("About it", "", "Who says so, and what is known.", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(place.code, titled(place)) for place in places()]
        kept = self.initial.get("place")
        if kept and kept not in dict(found):
            found.append((kept, f"{kept} (not in the geography of now)"))
        field = self.fields["place"]
        field.choices = [("", "None"), *found]  # type: ignore[attr-defined]
        if not found:
            field.help_text = "No place is known yet: gather the public geography first."

    def clean(self) -> dict[str, Any]:
        """A community of a place has one, another has none."""
        given = super().clean() or {}
        if given.get("geographic") and not given.get("place"):
            self.add_error("place", "Choose the place it is in")
        if given.get("geographic") is False:
            given["place"] = ""
        return given


class ChangeCommunity(AddCommunity, Versioned):
    """A community that is here already."""
