"""A day in three boxes, as GOV.UK asks for one: no picker, and no guess at which number is the month."""

from __future__ import annotations

from calendar import month_abbr, month_name
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

PARTS = (("day", 2), ("month", 2), ("year", 4))
"""The boxes in their order, and how many digits each is wide."""
_MONTHS = {
    name.casefold(): str(number)
    for names in (month_abbr, month_name)
    for number, name in enumerate(names)
    if name
}


class DayBoxes(forms.Widget):
    """Day, month and year; a month may be typed as a word. A whole day in one value is read too."""

    template_name = "ui/forms/day_boxes.html"
    use_fieldset = True

    def format_value(self, value: Any) -> str | None:
        """Year, month and day with hyphens between, as they are handed on."""
        return value.isoformat() if isinstance(value, date) else value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The three boxes with what was typed in each."""
        context = super().get_context(name, value, attrs)
        typed = [*(context["widget"]["value"] or "").split("-", 2), "", "", ""][:3]
        context["parts"] = [
            {"name": part, "width": width, "value": said.lstrip("0")}
            for (part, width), said in zip(PARTS, reversed(typed), strict=True)
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was typed, put together; or the one value, where a link or a program gives one."""
        typed = {part: str(data.get(f"{name}-{part}", "")).strip() for part, _ in PARTS}
        if not any(typed.values()):
            return data.get(name)
        month = _MONTHS.get(typed["month"].casefold(), typed["month"])
        return f"{typed['year']}-{month}-{typed['day']}"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box: where an error's link leads."""
        return f"{id_}-day" if id_ else id_
