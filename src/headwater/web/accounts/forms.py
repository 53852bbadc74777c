"""What a person types about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import forms as passwords
from django.contrib.auth import password_validation

from headwater.vocabulary.records.agreement import Purpose
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


class Standing(forms.Form):
    """As what somebody is here: their role and their agency."""

    role = forms.ChoiceField(
        label="Role", choices=Role.choices(), error_messages={"required": "Choose a role"}
    )
    agency = forms.ChoiceField(label="Agency", required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "No agency yet"), *agencies]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody who sends an agency's data belongs to it."""
        given = super().clean() or {}
        if given.get("role") == Role.DATA_PROVIDER.name and not given.get("agency"):
            self.add_error("agency", "Choose the agency whose data the person sends")
        return given


class Invite(Standing):
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
    field_order = ("full_name", "email", "role", "agency")

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


PURPOSES = {
    Purpose.NEEDS_ASSESSMENT: "The needs assessment and the strategy",
    Purpose.MONITORING: "Watching whether things get better",
    Purpose.EVALUATION: "Evaluating what was done",
}


class ChoosePurpose(forms.Form):
    """What the person is here for."""

    purpose = forms.ChoiceField(
        label="What are you working on?",
        choices=[(p.value, words) for p, words in PURPOSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you are working on"},
    )

    @property
    def title(self) -> str:
        """The words of what was chosen."""
        return PURPOSES[Purpose(self.cleaned_data["purpose"])]


_CODE_INPUT = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "class": "govuk-input--width-10",
}


def _code(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs=_CODE_INPUT),
        error_messages={"required": "Enter the code"},
    )


class Code(factors.AuthenticateForm):  # type: ignore[misc]
    """The code that goes with a password."""

    code = _code("Code", "From your authenticator app, or one of your recovery codes.")


class CodeAgain(factors.ReauthenticateForm):  # type: ignore[misc]
    """A code, to show that it is still you."""

    code = _code("Code", "From your authenticator app, or one of your recovery codes.")


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    code = _code("Code", "The six digits that your app shows now.")


class NewKey(AddWebAuthnForm):  # type: ignore[misc]
    """What to call a new key."""

    name = forms.CharField(
        label="Name of the key",
        help_text="So that you know it again, for example “Work laptop”.",
        required=False,
        max_length=60,
    )


class Password(ReauthenticateForm):  # type: ignore[misc]
    """A password, to show that it is still you."""

    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class AskForPassword(passwords.PasswordResetForm):
    """Whose password was forgotten."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )


def _new_password(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )


_HINT = "At least 12 characters. Three unusual words are easier to remember than one odd one."


class NewPassword(passwords.SetPasswordForm):  # type: ignore[type-arg]
    """A new password, twice."""

    new_password1 = _new_password("New password", _HINT)
    new_password2 = _new_password("The new password again")


class ChangePassword(passwords.PasswordChangeForm):
    """The old password, and a new one twice."""

    old_password = forms.CharField(
        label="Password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter the password you have now"},
    )
    new_password1 = _new_password("New password", _HINT)
    new_password2 = _new_password("The new password again")
