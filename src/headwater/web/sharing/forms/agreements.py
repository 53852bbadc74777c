"""What a person types to sign or revoke an agreement."""

from __future__ import annotations

from django import forms

from headwater.web.ui.fields import Versioned, paragraph, words


class Sign(Versioned):
    """A signature: the name of who signs, and that they may."""

    name = words("Full name of the person who signs", "Enter the name of the person who signs")
    sure = forms.BooleanField(
        label="I may sign this for my agency",
        error_messages={"required": "Confirm that you may sign this for your agency"},
    )


class Revoke(Versioned):
    """Why an agreement ends."""

    reason = paragraph(
        "Why is it revoked?",
        "Say why it is revoked",
        "It ends at once. Every member can read the reason.",
        rows=3,
    )
