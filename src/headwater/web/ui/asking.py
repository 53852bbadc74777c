"""One form on a page: kept where it is wrong, saved and told where it is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headwater.web.ui.saving import Stale
from headwater.web.verdict import Refused


def given(request: HttpRequest) -> Any:
    """What was posted; None where nothing was, so that a form stays silent."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Ask:
    """A page with one form: its title, its button, where to go back to, and a line before it."""

    title: str
    button: str
    back: str
    lead: str = ""
    done: str = "Saved"


@dataclass(frozen=True)
class Difference:
    """One field that two people changed at once: what the colleague saved, and what was typed here."""

    label: str
    saved: str
    typed: str


Stored = Callable[[], dict[str, Any]]


def stored(row: models.Model, *names: str) -> Stored:
    """Reads again what stands now in a row's `version` and the fields that a form shows of it."""

    def read() -> dict[str, Any]:
        now = type(row)._default_manager.get(pk=row.pk)
        return {name: getattr(now, name) for name in (*names, "version")}

    return read


def ask(
    request: HttpRequest,
    form: forms.Form,
    page: Ask,
    save: Callable[..., object],
    now: Stored | None = None,
    then: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show a form, or save it and go back. `save` is a service: it gets what was typed, `by` and `at`.

    A refusal is shown on the form, which keeps what was typed. Where a colleague saved meanwhile,
    `now` gives what stands: it is shown beside what was typed, and the next save goes over it knowingly.
    `then` says where to go with what was made, where that is not back.
    """
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = save(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Stale as stale:
            form.add_error(None, str(stale))
            differences = compare(form, now() if now else {})
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as wrong:
            form.add_error(None, " ".join(wrong.messages))
        else:
            messages.success(request, page.done)
            return redirect(then(made) if then else page.back)
    context = {"form": form, "page": page, "differences": differences}
    return render(request, "ui/ask.html", context)


def compare(form: forms.Form, now: Mapping[str, Any]) -> list[Difference]:
    """Where what was typed differs from what stands now; the form then builds on what stands."""
    if "version" in now:
        # A copy that keeps every value of a field with several.
        data = form.data.copy()  # type: ignore[attr-defined]
        data[form.add_prefix("version")] = str(now["version"])
        form.data = data
    return [
        Difference(
            str(form.fields[name].label),
            _shown(form.fields[name], value),
            _shown(form.fields[name], form.cleaned_data.get(name)),
        )
        for name, value in now.items()
        if name in form.fields and name != "version" and form.cleaned_data.get(name) != value
    ]


def _shown(field: forms.Field, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return next((str(name) for one, name in field.widget.choices if one == value), str(value))
    return str(value)
