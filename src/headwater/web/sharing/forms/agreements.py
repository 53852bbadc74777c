"""What a person types to sign or revoke an agreement."""

from __future__ import annotations

from django import forms

from headwater.web.sharing.forms.fields import Move, Words


class Sign(Move):
    """A signature: the name of who signs, and that they may."""

    name = forms.CharField(
        label="Full name of the person who signs",
        max_length=200,
        error_messages={"required": "Enter the name of the person who signs"},
    )
    sure = forms.BooleanField(
        label="I may sign this for my agency",
        error_messages={"required": "Confirm that you may sign this for your agency"},
    )


class Revoke(Move):
    """Why an agreement ends."""

    reason = Words(
        "Why is it revoked?",
        hint="It ends at once. Every member can read the reason.",
        ask="Say why it is revoked",
    )
