"""Forms as GOV.UK shows them, by Django's own renderer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting

from headwater.web.ui.days import DayBoxes

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.SelectMultiple, "govuk-select"),
    (forms.Select, "govuk-select"),
    (forms.ClearableFileInput, "govuk-file-upload"),
    (forms.TextInput, "govuk-input"),
    (forms.NumberInput, "govuk-input"),
    (forms.EmailInput, "govuk-input"),
    (forms.PasswordInput, "govuk-input"),
    (forms.DateInput, "govuk-input"),
)
_LEFT_OUT = ("required", "aria-invalid")
"""What Django adds and GOV.UK leaves out: the browser's own checks are off, and the error is read aloud."""


class Filter(forms.Form):
    """A form that narrows a list: nothing in it must be filled in, and none of its labels says so."""

    is_filter = True


class GovukBoundField(BoundField):
    """A field that gives its widget the class of its kind, and the error class where it is wrong."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> Any:
        """Attributes with GOV.UK's classes."""
        made = super().build_widget_attrs(attrs, widget)
        for name in _LEFT_OUT:
            made.pop(name, None)
        shown = widget or self.field.widget
        name = next((css for kind, css in _CLASSES if isinstance(shown, kind)), "")
        if name:
            wrong = f" {name}--error" if self.errors else ""
            made["class"] = f"{name}{wrong} {shown.attrs.get('class', '')}".strip()
        if isinstance(shown, DayBoxes):
            made["wrong"] = bool(self.errors)
        return made

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for a group of boxes to be described by."""
        parts = (("helptext", self.help_text), ("error", self.errors))
        return " ".join(f"{self.auto_id}_{name}" for name, there in parts if there)

    @property
    def is_day(self) -> bool:
        """True for a day, whose three boxes stand in a fieldset of their own."""
        return isinstance(self.field.widget, DayBoxes)

    @property
    def is_choice_of_boxes(self) -> bool:
        """True for radios and checkboxes, which stand in a fieldset of their own."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        """True for a single checkbox."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class GovukRenderer(TemplatesSetting):
    """Django's renderer with GOV.UK's templates for forms, fields and choices."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = GovukBoundField
