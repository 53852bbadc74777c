"""What a person types about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from headwater.web.accounts.models import User
from headwater.web.policy import Role


class SignIn(forms.Form):
    """E-mail address and password."""

    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class Invite(forms.Form):
    """Who to invite, and as what."""

    full_name = forms.CharField(
        label="Full name", max_length=200, error_messages={"required": "Enter the person's name"}
    )
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the right form, like name@example.com",
        },
    )
    role = forms.ChoiceField(
        label="Role", choices=Role.choices(), error_messages={"required": "Choose a role"}
    )
    agency = forms.CharField(label="Agency", required=False, max_length=80)

    def clean_email(self) -> str:
        """Nobody is invited twice."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(username=email).exists():
            raise forms.ValidationError("Somebody with this e-mail address has an account already")
        return email


class ChoosePassword(forms.Form):
    """A password, once: password managers fill it in."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three unusual words are easier to remember than one odd one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )

    def clean_password(self) -> Any:
        """Long enough and not a common one."""
        password = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password
