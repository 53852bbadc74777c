"""What a person types about a vintage."""

from __future__ import annotations

from typing import Any

from django import forms


class Move(forms.Form):
    """Which state of the document the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Decide(Move):
    """Approve, or return with a reason."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("approve", "Approve it"), ("return", "Return it to its author")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to approve or return it"},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed where you return it: what must be different.",
    )

    def clean(self) -> dict[str, Any]:
        """A return needs its reason."""
        given = super().clean() or {}
        if given.get("decision") == "return" and not given.get("reason", "").strip():
            self.add_error("reason", "Say what must be different")
        return given
