"""What a person types about an issue."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.vocabulary.harms import BEHAVIOURS, ROOT, ancestors
from headwater.web.directory.models import Agency, Community
from headwater.web.governance.models import Decision
from headwater.web.issues.models import Issue
from headwater.web.issues.selectors.issues import decisions_that_agree
from headwater.web.ui.fields import Versioned, number, paragraph, words
from headwater.web.ui.forms import Filter

REASON = "Give the reason"


def behaviours() -> list[tuple[str, str]]:
    """The tree of harmful behaviours, each kind set in under what it is a kind of."""
    found: list[tuple[str, str]] = []

    def walk(slug: str, depth: int) -> None:
        found.append((slug, f"{'– ' * depth}{BEHAVIOURS[slug].title}"))
        for kind, node in BEHAVIOURS.items():
            if node.parent == slug:
                walk(kind, depth + 1)

    for slug, node in BEHAVIOURS.items():
        if node.parent == ROOT:
            walk(slug, 0)
    return found


def kinds_of(slug: str) -> list[tuple[str, str]]:
    """The kinds of a behaviour."""
    return [(kind, node.title) for kind, node in BEHAVIOURS.items() if node.parent == slug]


def path_of(slug: str) -> list[str]:
    """Titles from the broadest behaviour to this one."""
    chain = [*reversed(ancestors(slug)), slug]
    return [BEHAVIOURS[one].title for one in chain if one != ROOT]


class Narrow(Filter):
    """Which issues to show."""

    words = forms.CharField(label="Words in it", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Where it stands", required=False, choices=[("", "Anywhere"), *Issue.State.choices]
    )
    source = forms.ChoiceField(
        label="Who raised it", required=False, choices=[("", "Anybody"), *Issue.Source.choices]
    )


class _About(forms.Form):
    """What is harmful, where, and to whom it belongs."""

    title = words(
        "What is the behaviour?",
        "Say what the behaviour is",
        "In one line, for example: young people carrying knives on the way to school.",
    )
    behaviour = forms.ChoiceField(
        label="What kind of behaviour is it?",
        help_text="The narrowest that fits. Kinds stand under what they are a kind of.",
        error_messages={"required": "Choose the kind of behaviour"},
    )
    whereabouts = words("Where does it happen?", "", "A street, a ward, at school, online.")
    communities = forms.ModelMultipleChoiceField(
        queryset=Community.objects.all(),
        label="Is one community harmed above all?",
        help_text="Leave it empty if not.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose one"), *behaviours(), (ROOT, "Something else")]
        self.fields["behaviour"].choices = choices  # type: ignore[attr-defined]


class Log(_About):
    """A harmful behaviour, as whoever logs it sees it. Five questions, of which two may be left empty."""

    harmed = paragraph("Who is harmed, and how?", "Say who is harmed, and how")
    known = paragraph(
        "How do you know?",
        "Say how you know",
        "What you saw, what people told you, what the figures show. No names.",
    )
    source = forms.ChoiceField(
        label="Who raises it?",
        choices=Issue.Source.choices,
        widget=forms.RadioSelect,
        initial=Issue.Source.MEMBER,
    )
    new = forms.BooleanField(
        label="It is none of these: log it as a new issue", required=False, widget=forms.HiddenInput
    )
    field_order = ("title", "behaviour", "harmed", "known", "whereabouts", "communities", "source")

    def ask_whether_new(self) -> None:
        """Show the tick that says it was not logged before."""
        self.fields["new"].widget = forms.CheckboxInput()


class NarrowIssue(_About, Versioned):
    """An issue named more narrowly."""


class Test(Versioned):
    """The three questions of the Board's test (ToR 1.3)."""

    undermines = forms.TypedChoiceField(
        label="Does it undermine the safety or wellbeing of a community?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it undermines safety or wellbeing"},
    )
    needed = forms.ModelMultipleChoiceField(
        queryset=Agency.objects.all(),
        label="Without which agencies can it not be prevented?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one agency"},
    )
    complexity = forms.ChoiceField(
        label="How tangled are its causes?",
        choices=Issue.Complexity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how tangled its causes are"},
    )
    override = forms.BooleanField(
        label="The answer of the test does not hold here",
        help_text="The test takes what undermines safety or wellbeing, needs two agencies and has several causes.",
        required=False,
    )
    reason = paragraph("Why not?", "", "Only where the answer does not hold.", rows=3)


class Merge(Versioned):
    """Which issue says the same."""

    into = forms.ModelChoiceField(
        queryset=Issue.objects.all(),
        label="Which issue says the same?",
        empty_label="Choose one",
        error_messages={"required": "Choose the issue that says the same"},
    )
    reason = paragraph("Why are they the same?", REASON, rows=3)


class Split(Versioned):
    """Into which kinds a broad issue is taken apart."""

    kinds = forms.MultipleChoiceField(
        label="Which kinds are meant?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the kinds that are meant"},
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]


class Prioritise(Versioned):
    """The Board's decision on a priority."""

    rank = number("Which place has it among the priorities?", 1, 50, "1 is the first.")
    decision = forms.ModelChoiceField(
        queryset=Decision.objects.all(),
        label="By which decision?",
        help_text="Decisions that a meeting agreed to.",
        empty_label="Choose one",
        error_messages={"required": "Choose the decision of the meeting"},
    )
    reason = paragraph("The Board's reason", REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_that_agree()  # type: ignore[attr-defined]


class SetAside(Versioned):
    """Why it is not a priority now."""

    reason = paragraph("The Board's reason", REASON)
