"""Forms as GOV.UK shows them, by Django's own renderer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting

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


class GovukBoundField(BoundField):
    """A field that gives its widget the class of its kind, and the error class where it is wrong."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> Any:
        """Attributes with GOV.UK's classes."""
        made = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        name = next((css for kind, css in _CLASSES if isinstance(shown, kind)), "")
        if name:
            wrong = f" {name}--error" if self.errors else ""
            made["class"] = f"{name}{wrong} {shown.attrs.get('class', '')}".strip()
        return made

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
