"""What a person types about files and receipts."""

from __future__ import annotations

from typing import Any

from django import forms

from headwater.web.accounts.models import User
from headwater.web.directory.models import Agency
from headwater.web.sharing.selectors.uploads import LIMIT, sendable, senders
from headwater.web.ui.fields import paragraph


class Send(forms.Form):
    """A file, whose it is and what it holds."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Whose file is it?",
        empty_label="Choose",
        to_field_name="slug",
        error_messages={
            "required": "Choose the agency whose file it is",
            "invalid_choice": "Choose an agency from the list",
        },
    )
    source = forms.ChoiceField(
        label="What is in the file?", error_messages={"required": "Choose what is in the file"}
    )
    file = forms.FileField(
        label="File",
        max_length=200,
        help_text=f"CSV, XLSX or Parquet, up to {LIMIT // 1024**2} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.gz,.xlsx,.parquet,.zip,.geojson"}),
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty. Choose one that holds rows",
            "max_length": "The file's name is too long. Give it a shorter name",
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = senders(user)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        choices = sendable(user)
        self.fields["source"].choices = choices  # type: ignore[attr-defined]
        self.fields["source"].required = all(slug for slug, _ in choices)
        if len(agencies) == 1:
            self.initial.setdefault("agency", agencies[0].slug)

    def clean_file(self) -> Any:
        """A file of a size that can be taken in."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(
                f"The file is larger than {LIMIT // 1024**2} MB. Send it in parts, one file for each month"
            )
        return file


class Reply(forms.Form):
    """Right, or what is wrong."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="Does the receipt agree with what you sent?",
        choices=[("confirm", "Yes, confirm it"), ("dispute", "No, something is wrong")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the receipt agrees with what you sent"},
    )
    reason = paragraph(
        "What is wrong?",
        "",
        "Needed where something is wrong. Do not write names or other details of people.",
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        """A dispute needs its reason."""
        given = super().clean() or {}
        if given.get("decision") == "dispute" and not given.get("reason", "").strip():
            self.add_error("reason", "Say what is wrong")
        return given
